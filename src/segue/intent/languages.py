"""Prompts in other languages: each foreign run of words is replaced by the English lexicon's words for it.

One grammar then reads them all. The tokens put in keep the spans of the words they stand for, and their keys, so that
phrases cut the prompt as it was given and names are found as they are spelt. English prompts pass untouched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from segue.intent.genres import genre_named
from segue.intent.tokens import Token, Tokens, number_words
from segue.knowledge.languages import Language, Terms, languages, number_key
from segue.knowledge.lexicon import lexicon, shipped

_OWN: Final = 2
"""Weight of a word that only one of the languages has; a shared one weighs half."""
_SEVERAL: Final = 3
"""So many shared words tell a language where nothing speaks for English."""
_MOSTLY: Final = 0.85
"""Share of capitalised words from which capitals mark no names."""
_SHORTEST_COMPOUND: Final = 8
_TITLE_REACH: Final = 8
"""Tokens around "title" among which the words of titles stand."""
_HOLDING: Final = frozenset({"with", "without", "no", "not", "containing", "words"})
"""What the words of titles stand behind."""
_PLAIN: Final = frozenset({"the", "a", "and", "or", "nor", "in", "words", "it", "of/by"})
"""Words around the words of titles."""
_LITTLE: Final = _HOLDING | frozenset(
    ["only", "the", "a", "and", "or", "nor", "in", "on", "at", "for", "to", "from", "by", "of", "is", "it", "but",
     "that", "me"]
)  # fmt: skip
"""Words that no adjective is and no noun."""
_MARKS: Final = frozenset("-,")
_JOINTS: Final = frozenset({"and", "or", "nor", ",", "&", "/"})
"""What stands between names in a list."""


def spoken(tokens: Tokens) -> Language | None:
    """The language of a prompt where it is one of `languages()`; None for English and all others.

    A language wins by words of its own that outweigh the English words of the prompt and the words of every other
    language; by shared ones only where there are several, and no English word.
    """
    evidence, compounds = _evidence(), _compounds()
    found: dict[int, int] = {}
    own: set[int] = set()
    for token in tokens.items:
        weights = evidence.get(token.text) or _by_form(token, compounds)
        for index, weight in weights:
            found[index] = found.get(index, 0) + weight
            if weight == _OWN:
                own.add(index)
    if not found:
        return None
    leads = {index: total - _english(tokens, languages()[index]) for index, total in found.items()}
    best = max(leads, key=lambda index: (leads[index], -index))
    wins = leads[best] > 0 if best in own else leads[best] == found[best] >= _SEVERAL
    return languages()[best] if wins else None


_Weights = tuple[tuple[int, int], ...]


@cache
def _evidence() -> Mapping[str, _Weights]:
    """Words that speak for languages (by index) → how much for each."""
    found: dict[str, dict[int, int]] = {}
    for index, language in enumerate(languages()):
        for word in language.words - language.loans:
            shared = word not in language.own and _is_shared(word, language)
            if word.isalpha() and not (shared and word in _everyday()):
                found.setdefault(word, {})[index] = 1 if shared else _OWN
    return {word: tuple(weights.items()) for word, weights in found.items()}


def _is_shared(word: str, language: Language) -> bool:
    return word in language.shared or len(word) == 1 or _is_english(word)


@cache
def _everyday() -> frozenset[str]:
    """English words of every prompt, which speak against the other languages."""
    known = shipped()
    return frozenset(word for table in (known.function, known.nouns, known.senses, known.markers) for word in table)


def _is_english(word: str) -> bool:
    known = shipped()
    return word in _everyday() or word in known.ordinary or word in known.poles or genre_named(word)


@cache
def _compounds() -> tuple[str, ...]:
    """Tails that no English word ends in."""
    return tuple(tail for language in languages() for tail in language.tails if not _is_english(tail))


def _by_form(token: Token, compounds: tuple[str, ...]) -> _Weights:
    """What a word that is not listed says by its form: a German compound, a French elision before a French word."""
    if len(token.text) >= _SHORTEST_COMPOUND and token.text.endswith(compounds):
        return tuple((i, _OWN) for i, spoken_ in enumerate(languages()) if token.text.endswith(tuple(spoken_.tails)))
    if " " not in token.key:
        return ()
    first, _, rest = token.key.partition(" ")
    return tuple((i, _OWN if rest in spoken_.words else 1) for i, spoken_ in enumerate(languages())
                 if first in spoken_.elided)  # fmt: skip


def _english(tokens: Tokens, language: Language) -> int:
    """What speaks for English: its everyday words that `language` does not use, those inside names left out."""
    words = [t for t in tokens.items if t.key]
    all_count = sum(t.capital for t in words) > _MOSTLY * len(words)
    everyday = _everyday()
    return _OWN * sum(
        t.text in everyday and t.text not in language.words and t.text not in language.loans
        for i, t in enumerate(words)
        if all_count or i == 0 or not t.capital
    )


def translated(tokens: Tokens) -> Tokens:
    """The tokens of a prompt with English words in place of those of another language."""
    language = spoken(tokens)
    if language is None:
        return tokens
    items = _parted(tokens, language)
    items = [part for token in items for part in _compound(token, language)]
    items = _replaced(items, _keys(items), language.numbers)
    keys, kept = _keys(items), _kept(items, language)
    items = _replaced(items, ["" if at in kept else key for at, key in enumerate(keys)], language.terms)
    items = number_words(_in_english_order(items))
    return Tokens(tokens.prompt, tuple(_named(items) if language.capital_nouns else items))


def _named(items: Sequence[Token]) -> list[Token]:
    """With only the capitals that mark names: of several in a row, behind "by" and "like", in a list of names."""
    found: list[Token] = []
    for at, token in enumerate(items):
        before = [t for t in found[-2:] if t.text not in _JOINTS][-1:]
        named = any(t.capital or t.text in ("by", "like") for t in before)
        kept = named or any(t.capital for t in items[at + 1 : at + 2])
        found.append(token if kept or not token.capital else token._replace(capital=False))
    return found


def _keys(items: Sequence[Token]) -> list[str]:
    return [t.text if t.number is None else number_key(t.number) for t in items]


def _parted(tokens: Tokens, language: Language) -> list[Token]:
    """With elided words apart: "d'été" → "d", "été"."""
    found: list[Token] = []
    for token in tokens.items:
        first, _, rest = token.key.partition(" ")
        middle = token.start + len(first) + 1
        if rest and " " not in rest and first in language.elided and middle < token.end:
            text, capital = token.text.removeprefix(first), tokens.prompt[middle].isupper()
            found += [Token(first, first, token.start, middle), Token(text, rest, middle, token.end, capital)]
        else:
            found.append(token)
    return found


def _compound(token: Token, language: Language) -> tuple[Token, ...]:
    """The parts of a compound whose first part is known: "klaviermusik" → "klavier", "musik"."""
    if token.text in language.words or len(token.text) < _SHORTEST_COMPOUND:
        return (token,)
    for tail in language.tails:
        head = token.text.removesuffix(tail)
        stems = (head.removesuffix(joint) for joint in language.joints if head != token.text)
        for stem in stems:
            if stem in language.terms.said or _is_english(stem):
                plain = token._replace(capital=False)
                return plain._replace(text=stem), plain._replace(text=language.tails[tail], key=tail)
    return (token,)


def _kept(items: Sequence[Token], language: Language) -> set[int]:
    """Positions of words that stay as they are: those in quotes, and those that titles are to hold."""
    kept: set[int] = set()
    quotes = [at for at, token in enumerate(items) if token.is_mark and token.text == '"']
    for left, right in zip(quotes[::2], quotes[1::2], strict=False):
        kept.update(range(left, right))
    said = [language.terms.said.get(token.text, token.text) for token in items]
    for at, english in enumerate(said):
        if english == "title":
            kept.update(_title_words(items, said, at))
    return kept


def _title_words(items: Sequence[Token], said: Sequence[str], title: int) -> Iterator[int]:
    """The words of "with love in the title" and "whose title contains love", by position."""
    if title and said[title - 1] in ("in", "the"):
        before = range(title - 1, max(-1, title - _TITLE_REACH), -1)
        opening = next((at for at in before if said[at] in _HOLDING or items[at].is_mark), title)
        if said[opening] in _HOLDING:
            yield from (at for at in range(opening + 1, title) if said[at] not in _PLAIN)
    elif said[title + 1 : title + 2] == ["containing"]:
        for at in range(title + 2, min(len(items), title + _TITLE_REACH)):
            if items[at].is_mark or (said[at - 1] not in _PLAIN and said[at - 1] != "containing"
                                     and said[at] not in _PLAIN):  # fmt: skip
                return
            if said[at] not in _PLAIN:
                yield at


def _replaced(items: Sequence[Token], keys: Sequence[str], terms: Terms) -> list[Token]:
    """With the longest listed run from each token on replaced by what it says; an empty key is never part of one."""
    found: list[Token] = []
    at = 0
    while at < len(items):
        used, english = terms.at(keys, at)
        if used:
            plain, _, before_a_name = english.partition("/")
            named = before_a_name and _opens_name(items, keys, at + used, terms)
            found += _said(items[at : at + used], before_a_name if named else plain)
        else:
            found.append(items[at])
        at += used or 1
    return found


def _opens_name(items: Sequence[Token], keys: Sequence[str], at: int, terms: Terms) -> bool:
    """Whether what stands at `at` is no word that is known: "canciones de Queen"."""
    if at >= len(items) or not items[at].key or items[at].number is not None or genre_named(items[at].text):
        return False
    used, english = terms.at(keys, at)
    if used or items[at].text in _everyday():
        return items[at].capital and (english == "the" or not used)
    return True


def _said(run: Sequence[Token], english: str) -> list[Token]:
    """The words of `english` as tokens in the place of `run`: word for word where there are as many, else each with the
    span of the whole run, the first with its key."""
    numbers = (token for token in run if token.number is not None)
    texts = [word if "#" not in word else word.replace("#", next(numbers).text) for word in english.split()]
    if len(texts) == len(run):
        return [_token(text, t.key, t.start, t.end, capital=t.capital) for text, t in zip(texts, run, strict=True)]
    keys = [" ".join(t.key for t in run), *texts[1:]]
    return [_token(text, key, run[0].start, run[-1].end) for text, key in zip(texts, keys, strict=True)]


def _token(text: str, key: str, start: int, end: int, *, capital: bool = False) -> Token:
    mark = text in _MARKS
    number = float(text) if text.isdecimal() else None
    return Token(text, "" if mark else key, start, end, capital and not mark, number, mark)


def _in_english_order(items: list[Token]) -> list[Token]:
    """With what English names by adjective and noun in that order: "rock alternativo", "canciones lentas".

    Articles before genres, of which English has none there, become "a", which points at nothing.
    """
    for at, token in enumerate(items):
        if token.text == "the" and at + 1 < len(items) and genre_named(items[at + 1].text):
            items[at] = token._replace(text="a")
    at = 0
    while at < len(items) - 1:
        at += _turn(items, at) or 1
    return items


def _turn(items: list[Token], at: int) -> int:
    """Put one or two words and an adjective behind them in English order, in place, where English lists them so."""
    for nouns in (2, 1):
        run = items[at : at + nouns + 1]
        if len(run) <= nouns or any(t.is_mark or t.number is not None or t.text in _LITTLE for t in run):
            continue
        texts = [run[-1].text, *(t.text for t in run[:-1])]
        if _listed(texts) and not _listed([t.text for t in run]):
            start, end = run[0].start, run[-1].end
            items[at : at + nouns + 1] = [
                t._replace(text=text, start=start, end=end) for t, text in zip(run, texts, strict=True)
            ]
            return nouns + 1
    return 0


def _listed(texts: Sequence[str]) -> bool:
    """Whether English names something so; "sleep music" is no genre that anybody means who asks for music to sleep."""
    phrase = " ".join(texts)
    return phrase in lexicon().senses or (texts[-1] not in lexicon().nouns and genre_named(phrase))
