"""What well-known acts go by beside their names: "the stones", "biggie", "ccr".

The data is `data/nicknames.txt`: "name: nicknames", a line each, the nicknames as the lexicon writes terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LONGEST = 5
"""Words of the longest nickname."""


@cache
def nicknames() -> Mapping[str, str]:
    """Nickname (folded words, one space apart) → the act's name."""
    lines = files("segue.knowledge").joinpath("data/nicknames.txt").read_text(encoding="utf-8").splitlines()
    parted = (line.partition(": ") for line in lines if line)
    return {nickname: name for name, _, said in parted for nickname in said.split(" | ")}
