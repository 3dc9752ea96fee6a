"""Prompts to test on: real ones, ones composed of templates and terms of the lexicon, and mutations of both."""

from __future__ import annotations

import json
import string
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from segue.knowledge.genres import graph
from segue.knowledge.lexicon import lexicon

_ROOT = Path(__file__).parents[2]
_TEMPLATES = [
    "{a} songs", "no {a}", "{a} but no {b}", "{n} songs, {a} or {b}", "half {a}, half {b}", "only {a}",
    "{n} minutes of {a} without {b}", "not too {a}, a few {b} touches", "start with {a}, then {b}", "no {a} or {b}",
    "{a} for a {b} evening", "mostly {a}, nothing {b}", "anything but {a}", "ideally {a}, {n} tracks, avoid {b}",
    "between {n} and {m} bpm, {a}", "like {a} but more {b}", "{a} from the {n}s, except {b}", "first half {a}, no {b}",
    "{a}: {b}, please; {n} songs", "excluding {a} and {b}, {n} songs", "build up from {a} to {b}", "{a} instead of {b}",
]  # fmt: skip
_MARKS = list(",;.:!?()'\"-–/&+%~<>=#@\n\t*_|\\")
_STRANGE = [
    "\u200b", "\u202e", "\u0301", "İ", "ß", "ﬁ", "²", "½", "\u0663", "Ⅷ", "\U0001d7d7", "😀", "夜", "\u05e9", "\x00",
    "\x85", "\u2028", "\ufeff", "1e400", "9" * 400,
    "-0", "0/0", "1/0", "99:99", "$\u0660", "no " * 40, "(" * 40, "not " * 9,
    "a" * 300, "#" * 30, "plan:\n", "artist:(", "tag:x::", "reading={", "100000000000000000000 songs",
    "between 9 and 1", "150% of them",
]  # fmt: skip


@cache
def real() -> list[str]:
    """The prompts of the benchmarks and of the golden file."""
    told = [
        json.loads(line)["prompt"]
        for path in sorted((_ROOT / "benchmarks/prompts").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    golden = (_ROOT / "tests/golden/prompts_read.txt").read_text(encoding="utf-8")
    cases = [case.split("\n")[0] for case in golden.strip().split("\n\n")[1:]]
    return [*told, *(case.removeprefix("# ") for case in cases)]


@cache
def terms() -> list[str]:
    """Terms of the lexicon and names of genres, of all tables in turn."""
    known = lexicon()
    tables = (known.senses, known.markers, known.poles, graph().names, known.comparatives)
    return [term for table in tables for term in sorted(table)]


def compose(rng: Random) -> str:
    """A prompt of a template and terms."""
    a, b = rng.choice(terms()), rng.choice(terms())
    low = rng.choice((5, 12, 20, 60, 90))
    return rng.choice(_TEMPLATES).format(a=a, b=b, n=low, m=low + 10)


def composed() -> st.SearchStrategy[str]:
    """Prompts of templates and terms, for Hypothesis."""
    return st.integers(0, 1 << 32).map(lambda seed: compose(Random(seed)))


def mutated(seed: int) -> str:
    """The `seed`-th text of the fuzz: real prompts and composed ones, cut, spliced, repeated and strewn with oddities;
    now and then nothing but odd characters."""
    rng = Random(seed)
    if rng.random() < 0.1:
        return "".join(_letter(rng) for _ in range(rng.randrange(80)))
    text = rng.choice(real()) if rng.random() < 0.6 else compose(rng)
    for _ in range(rng.randrange(1, 6)):
        text = rng.choice(_MUTATIONS)(text, rng)
    return text[:600]


def _letter(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(string.printable)
    if kind < 0.6:
        return rng.choice(_STRANGE)
    return chr(rng.randrange(0xD800) if kind < 0.95 else rng.randrange(0xE000, 0x110000))


def _drop(text: str, rng: Random) -> str:
    words = text.split(" ")
    words.pop(rng.randrange(len(words)))
    return " ".join(words)


def _repeat(text: str, rng: Random) -> str:
    words = text.split(" ")
    at = rng.randrange(len(words))
    return " ".join([*words[:at], *words[at : at + rng.randrange(1, 4)] * rng.randrange(2, 6), *words[at:]])


def _shuffle(text: str, rng: Random) -> str:
    words = text.split(" ")
    a, b = rng.randrange(len(words)), rng.randrange(len(words))
    words[a], words[b] = words[b], words[a]
    return " ".join(words)


def _splice(text: str, rng: Random) -> str:
    other = rng.choice(real()) if rng.random() < 0.5 else compose(rng)
    return text[: rng.randrange(len(text) + 1)] + other[rng.randrange(len(other) + 1) :]


def _strew(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + (rng.choice(_MARKS) if rng.random() < 0.6 else rng.choice(_STRANGE)) + text[at:]


def _insert(text: str, rng: Random) -> str:
    words = text.split(" ")
    words.insert(rng.randrange(len(words) + 1), rng.choice(terms()))
    return " ".join(words)


def _letters(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(("", rng.choice(string.ascii_letters), text[at : at + 1] * 2)) + text[at + 1 :]


def _case(text: str, rng: Random) -> str:
    return rng.choice((text.upper(), text.title(), text.swapcase()))


_MUTATIONS = (_drop, _repeat, _shuffle, _splice, _strew, _strew, _insert, _letters, _letters, _case)
