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
"""Weight of a word that one of the languages has to itself, or that is spelt with accents; a shared one weighs half."""
_SEVERAL: Final = 3
"""So many shared words tell a language where nothing speaks for English."""
_FEW: Final = 2
"""So many tell that it may be another one than English."""
_MOSTLY: Final = 0.85
"""Share of capitalised words from which capitals mark no names."""
_SHORTEST_COMPOUND: Final = 8
_TITLE_REACH: Final = 8
"""Tokens around "title" among which the words of titles stand."""
_HOLDING: Final = frozenset({"with", "without", "no", "not", "containing", "words"})
"""What the words of titles stand behind."""
_PLAIN: Final = frozenset({"the", "a", "and", "or", "nor", "in", "word", "words", "it", "of/by"})
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
    found, own = _heard(tokens)
    if not found:
        return None
    leads = {index: total - _english(tokens, languages()[index]) for index, total in found.items()}
    best = max(leads, key=lambda index: (leads[index], -index))
    wins = leads[best] > 0 if best in own else leads[best] == found[best] >= _SEVERAL
    return languages()[best] if wins else None


def is_mixed(tokens: Tokens) -> bool:
    """Whether a few shared words of another language stand in a prompt that has no English one ("rock wie die toten
    hosen"): too little to be put into English, enough not to be taken for it."""
    found, _ = _heard(tokens)
    return any(total >= _FEW and not _english(tokens, languages()[index]) for index, total in found.items())


def _heard(tokens: Tokens) -> tuple[dict[int, int], set[int]]:
    """How much speaks for each language (by index), and those that have a word of their own in the prompt."""
    evidence, compounds = _evidence(), _compounds()
    found: dict[int, int] = {}
    own: set[int] = set()
    for token in tokens.items:
        weights = evidence.get(token.text) or _by_form(token, compounds)
        accented = weights and not tokens.prompt[token.start : token.end].isascii()
        for index, listed in weights:
            weight = _OWN if accented else listed
            found[index] = found.get(index, 0) + weight
            if weight == _OWN:
                own.add(index)
    return found, own


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
    capitals_tell = not language.capital_nouns
    items = _replaced(items, _keys(items), language.numbers, capitals_tell=capitals_tell)
    keys, kept = _keys(items), _kept(items, language)
    keys = ["" if at in kept else key for at, key in enumerate(keys)]
    items = number_words(_in_english_order(_replaced(items, keys, language.terms, capitals_tell=capitals_tell)))
    return Tokens(tokens.prompt, tuple(items if capitals_tell else _named(items)), foreign=True)


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
    """What each token is looked up as; a sign "#" that was typed is no number, though numbers are looked up as one."""
    plain = ("" if t.text == "#" else t.text for t in items)
    return [text if t.number is None else number_key(t.number) for t, text in zip(items, plain, strict=True)]


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
        wanted = True
        for at in range(title + 2, min(len(items), title + _TITLE_REACH)):
            joint = said[at] in _PLAIN
            if items[at].is_mark or not (joint or wanted):
                return
            if not joint:
                yield at
            wanted = joint


def _replaced(items: Sequence[Token], keys: Sequence[str], terms: Terms, *, capitals_tell: bool) -> list[Token]:
    """With the longest listed run from each token on replaced by what it says; an empty key is never part of one.

    `capitals_tell`: of a name that follows ("canciones de La Femme") only the article is replaced.
    """
    found: list[Token] = []
    at = name_until = 0
    while at < len(items):
        used, english = terms.at(keys, at)
        if not used or (at < name_until and english != "the"):
            found.append(items[at])
            at += 1
            continue
        plain, _, before_a_name = english.partition("/")
        named = bool(before_a_name) and _opens_name(items, keys, at + used, terms)
        found += _said(items[at : at + used], before_a_name if named else plain)
        at += used
        if named and capitals_tell:
            name_until = next((i for i in range(at, len(items)) if not items[i].capital), len(items))
    return found


def _opens_name(items: Sequence[Token], keys: Sequence[str], at: int, terms: Terms) -> bool:
    """Whether what stands at `at` is no word that is known: "canciones de Queen"."""
    if at >= len(items) or not items[at].key or items[at].number is not None:
        return False
    token, key = items[at], keys[at]
    if key in terms.longest or token.text in _everyday():
        return token.capital and terms.said.get(key, "the") == "the" and not genre_named(token.text)
    return not genre_named(token.text)


def _said(run: Sequence[Token], english: str) -> list[Token]:
    """The words of `english` as tokens in the place of `run`: word for word where there are as many, else each with the
    span of the whole run, the first with its key."""
    numbers = (token for token in run if token.number is not None)
    words = [_token(word, next(numbers) if "#" in word else None) for word in english.split()]
    if len(words) == len(run):
        return [w._replace(key="" if w.is_mark else t.key, start=t.start, end=t.end, capital=t.capital)
                for w, t in zip(words, run, strict=True)]  # fmt: skip
    words[0] = words[0]._replace(key=" ".join(t.key for t in run))
    return [w._replace(start=run[0].start, end=run[-1].end) for w in words]


def _token(word: str, number: Token | None) -> Token:
    """A word, number or mark of the English side without its place; `number` is what its "#" stands for."""
    if number is None:
        return Token(word, word, 0, 0, number=float(word) if word.isdecimal() else None, is_mark=word in _MARKS)
    return number if word == "#" else Token(word.replace("#", number.text), number.key, 0, 0)


def _in_english_order(items: list[Token]) -> list[Token]:
    """With what English names by adjective and noun in that order: "rock alternativo", "canciones lentas".

    Articles before genres, of which English has none there, become "a", which points at nothing.
    """
    for at, token in enumerate(items):
        if token.text == "the" and at + 1 < len(items) and genre_named(items[at + 1].text):
            items[at] = token._replace(text="a")
    able = [not (t.is_mark or t.number is not None or t.text in _LITTLE) for t in items]
    at = 0
    while at < len(items) - 1:
        at += (able[at] and able[at + 1] and _turn(items, at, able)) or 1
    return items


def _turn(items: list[Token], at: int, able: Sequence[bool]) -> int:
    """Put one or two words and an adjective behind them in English order, in place, where English lists them so.

    How many words that are; 0 where it does not.
    """
    for end in (at + 3, at + 2):
        run = items[at:end]
        texts = [run[-1].text, *(t.text for t in run[:-1])]
        if all(able[at:end]) and _listed(texts) and not _listed([t.text for t in run]):
            first, last = run[0].start, run[-1].end
            items[at:end] = [t._replace(text=x, start=first, end=last) for t, x in zip(run, texts, strict=True)]
            return len(run)
    return 0


def _listed(texts: Sequence[str]) -> bool:
    """Whether English names something so; "sleep music" is no genre that anybody means who asks for music to sleep."""
    phrase = " ".join(texts)
    return phrase in lexicon().senses or (texts[-1] not in lexicon().nouns and genre_named(phrase))
