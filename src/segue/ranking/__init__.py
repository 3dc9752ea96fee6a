"""Ranking: features of each candidate, and one explicit weighted score. Its weights are a recipe, a hashed file."""

from segue.ranking.context import Context
from segue.ranking.rank import rank
from segue.ranking.recipe import Recipe, load_recipe

__all__ = ["Context", "Recipe", "load_recipe", "rank"]
