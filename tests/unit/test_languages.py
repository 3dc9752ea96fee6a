from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from segue.intent import parse
from segue.intent.languages import spoken, translated
from segue.intent.tokens import tokenize
from segue.knowledge.languages import CODES, Language, build, languages, number_key

_ROOT = Path(__file__).parents[2]
_CONTENT = ("moods", "activities", "instruments", "genres", "places")
_SHARED = _ROOT.parent / "shared" / "data"


def _code(prompt: str) -> str:
    language = spoken(tokenize(prompt))
    return language.code if language else "en"


def _english(prompt: str) -> str:
    return translated(tokenize(prompt)).line


def _read(prompt: str) -> list[tuple[str, str, object]]:
    return [(r.polarity, r.attribute, r.value) for r in parse(prompt, None).requirements]


@pytest.mark.parametrize("language", languages(), ids=CODES)
def test_a_language_lists_hundreds_of_terms(language: Language) -> None:
    assert len(set(language.terms.said.values())) >= 200
    assert len(language.numbers.said) >= 100


@pytest.mark.parametrize("language", languages(), ids=CODES)
def test_what_a_term_says_takes_up_its_numbers(language: Language) -> None:
    for run, english in language.terms.said.items():
        slots = sum(word.startswith("#") for word in run.split())
        assert english.count("#") == slots or (slots == 1 and "#" not in english and run[0] == "#"), (run, english)


@pytest.mark.parametrize("code", CODES)
def test_what_a_term_of_content_says_is_read_in_english(code: str) -> None:
    text = files("segue.knowledge").joinpath(f"data/languages/{code}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)["say"]
    lines = [line for name in _CONTENT for line in tables[name].splitlines() if line]
    says = {line.split(" = ")[1] for line in lines}
    unread = {english for english in says if parse(f"{english} songs", None).unread}
    assert len(unread) <= 0.06 * len(says), unread


def test_a_language_is_built_of_its_tables() -> None:
    language = build(
        {
            "code": "xx",
            "name": "Example",
            "words": {"shared": "la", "loans": "rock"},
            "endings": {"~": "o a", "+": "- s"},
            "counting": {"words": "dos | tres", "more": "cien = 100"},
            "say": {"all": "lent~ | más lent~ = slow\nlos #0 = #s\nentre # y # = between # and #\nlöwe = lion"},
        }
    )
    said = language.terms.said
    assert {said["lento"], said["lenta"], said["mas lenta"]} == {"slow"}
    assert said["los #0"] == said["los #y0"] == "#s"
    assert "los #y" not in said
    assert said["entre # y #y"] == "between # and #"
    assert said["lowe"] == said["loewe"] == "lion"
    assert language.numbers.said == {"dos": "2", "tres": "3", "cien": "100"}
    assert language.terms.at(["x", "mas", "lenta"], 1) == (2, "slow")
    assert language.terms.at(["mas"], 0) == (0, "")


@pytest.mark.parametrize(("value", "key"), [(80, "#0"), (1980, "#y0"), (1985, "#y"), (120, "#"), (8, "#"), (0.5, "#")])
def test_numbers_are_looked_up_by_what_they_can_be(value: float, key: str) -> None:
    assert number_key(value) == key


@pytest.mark.parametrize(
    "prompt",
    [
        "chanson for dinner", "musica for running", "like de la soul", "songs from la casa de papel", "D'Angelo",
        "Die Antwoord", "SONGS FOR DIE HARD FANS", "Los Angeles bands", "la noire music", "20 songs by Los Lobos",
        "no Rammstein and no Die Toten Hosen", "schlager and volksmusik hits", "rap without sans", "", "1 2 3", "rock",
    ],
)  # fmt: skip
def test_english_prompts_with_foreign_names_stay_english(prompt: str) -> None:
    tokens = tokenize(prompt)
    assert _code(prompt) == "en"
    assert translated(tokens) is tokens


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("canciones", "es"), ("Klaviermusik", "de"), ("musique d'Édith Piaf", "fr"), ("rock triste para correr", "es"),
        ("soul sombre pour la nuit, de 1965 à 1975", "fr"), ("MUSIK ZUM EINSCHLAFEN", "de"),
        ("canciones de My Chemical Romance", "es"), ("musique de The Cure et Joy Division", "fr"),
    ],
)  # fmt: skip
def test_the_language_is_told_by_its_own_words(prompt: str, code: str) -> None:
    assert _code(prompt) == code


def _own_prompts() -> Iterator[tuple[str, str]]:
    """Every prompt written down here, with the code of its language: those in another than English have files of their
    own."""
    codes = {language.name.lower(): language.code for language in languages()}
    for file in (_ROOT / "benchmarks/prompts").glob("*.jsonl"):
        for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
            yield json.loads(line)["prompt"], codes.get(file.stem, "en")
    golden = (_ROOT / "tests/golden/prompts_read.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]
    yield from ((case.split("\n")[0][2:], "en") for case in golden)


def test_every_prompt_of_ours_is_told_as_its_language() -> None:
    assert [(prompt, code) for prompt, code in _own_prompts() if _code(prompt) != code] == []


@pytest.mark.shared
@pytest.mark.skipif(not _SHARED.is_dir(), reason="the shared measurement data is not beside the checkout")
def test_requests_of_real_people_are_told_as_their_language() -> None:
    with _SHARED.joinpath("requests.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["query"] for r in rows if r["language"] in ("en", *CODES) and _code(r["query"]) != r["language"]] == []


@pytest.mark.parametrize(
    ("prompt", "english"),
    [
        ("fünfundzwanzig Lieder", "25 songs"),
        ("quatre-vingt-dix chansons", "90 songs"),
        ("treinta y cinco canciones", "35 songs"),
        ("temas de los 80", "songs 80s"),
        ("canciones de los ochenta", "songs 80s"),
        ("los 80 mejores temas", "80 best songs"),
        ("chansons des années 60 et 70", "songs 60s and 70s"),
        ("Lieder aus den frühen 90ern", "songs early 1990s"),
        ("chansons d'été", "songs summer"),
        ("Entspannungsmusik", "relaxing music"),
        ("traurige Liebeslieder", "sad love songs"),
        ("rock alternativo para correr", "alternative rock running"),
        ("Musik von früher", "old music"),
        ("Musik von Queen", "music by queen"),
        ("canciones de Los Lobos", "songs by the lobos"),
    ],
)
def test_words_are_put_into_english(prompt: str, english: str) -> None:
    assert _english(prompt) == english


def test_what_stands_in_quotes_and_words_of_titles_stay() -> None:
    assert _english('canciones como "La noche triste"') == 'songs like " la noche triste "'
    assert _read("canciones con amor o noche en el título") == [("want", "title", ("amor", "noche"))]
    assert _read("Lieder mit Sonne im Titel") == [("want", "title", "sonne")]
    assert _read("chansons avec amour dans le titre") == [("want", "title", "amour")]


def test_german_nouns_are_no_names() -> None:
    assert _read("Lieder ohne Quetschkommode") == []
    assert _read("Lieder wie Grönemeyer") == [("like", "similar", "Grönemeyer")]
    assert _read("keine Songs von Nick Cave") == [("avoid", "artist", "Nick Cave")]


def test_a_word_that_stands_for_two_is_read_or_unread_never_both() -> None:
    intent = parse("NO OR ROUTE ROUTE ROUTE ROUTE 66 SCUB ROUTE DIVING", None)
    read = {at for r in intent.requirements for at in range(*r.span)}
    assert all(read.isdisjoint(range(*u.span)) for u in intent.unread)


def test_a_typed_hash_is_no_number() -> None:
    assert _read("ANNÉES # TECHNO, PAS de rock") == [("want", "genre", "techno"), ("avoid", "genre", "rock")]
