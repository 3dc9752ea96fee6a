"""Recipes: the weights of the score, in a TOML file whose hash stands in every playlist made with it."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from segue.errors import NotFound


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`weights` of the features by name, any scale; only their ratios matter."""

    name: str
    weights: dict[str, float]
    digest: str = ""

    @property
    def label(self) -> str:
        """How the recipe stands in a document: name@hash."""
        return f"{self.name}@{self.digest}"


@cache
def load_recipe(name: str = "plain") -> Recipe:
    """The shipped recipe of that name. Raises `NotFound` (recipe_unknown)."""
    path = files("segue.ranking") / "recipes" / f"{name}.toml"
    if not path.is_file():
        raise NotFound("recipe_unknown", f"There is no recipe “{name}”.", hint="“plain” ships.", field="recipe")
    raw = path.read_bytes()
    recipe = msgspec.convert(tomllib.loads(raw.decode()), Recipe)
    return msgspec.structs.replace(recipe, digest=hashlib.blake2b(raw, digest_size=4).hexdigest())
