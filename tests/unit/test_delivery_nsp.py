"""Smart playlists: each wish as the rule that keeps it, judged by a small reader of rules; the rest is refused."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playlist_fixtures import IN_A_BLOCK, RULES, judged, playlist

from segue.delivery.nsp import render_nsp
from segue.errors import BadInput
from segue.music import Judged, Operator, Polarity, Reading, Region, Unread

SCHEMA = json.loads((Path(__file__).parent.parent / "golden" / "formats" / "nsp.schema.json").read_text())
Song = Mapping[str, float | str]

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "isNot": operator.ne,
    "gt": operator.gt,
    "lt": operator.lt,
    "after": operator.gt,
    "before": operator.lt,
    "contains": lambda has, wanted: wanted.casefold() in has.casefold(),
    "notContains": lambda has, wanted: wanted.casefold() not in has.casefold(),
    "inTheRange": lambda has, pair: pair[0] <= has <= pair[1],
}


def document(*wishes: Judged) -> Any:
    made = json.loads(render_nsp(playlist(*wishes))[0])
    jsonschema.Draft202012Validator(SCHEMA).validate(made)
    return made


def keeps(rule: Mapping[str, Any], song: Song) -> bool:
    ((name, body),) = rule.items()
    if name in ("all", "any"):
        return {"all": all, "any": any}[name](keeps(part, song) for part in body)
    ((field, wanted),) = body.items()
    return OPERATORS[name](song[field], wanted)


def rule_keeps(wish: Judged, song: Song) -> bool:
    return keeps({"all": document(wish)["all"]}, song)


@given(
    st.sampled_from(["min", "max", "between", "about", "is", "any"]),
    st.tuples(st.integers(20, 250), st.integers(20, 250)),
    st.integers(0, 260),
    st.sampled_from(["want", "avoid"]),
)
def test_tempo_rules_agree_with_the_wish(kind: Operator, pair: tuple[int, int], bpm: int, polarity: Polarity) -> None:
    low, high = sorted(pair)
    held = {
        "min": bpm >= low, "max": bpm <= low, "between": low <= bpm <= high, "about": abs(bpm - low) <= 0.06 * low,
        "is": bpm == low, "any": bpm in (low, high),
    }[kind]  # fmt: skip
    value = (low, high) if kind in ("between", "any") else low
    wish = judged("tempo", kind, value, polarity=polarity)
    # 0 is how the server stores “not known”: neither wanted nor known to be free of what is avoided.
    assert rule_keeps(wish, {"bpm": bpm}) == (bpm > 0 and held == (polarity == "want"))


def test_words_and_names() -> None:
    song: Song = {"genre": "Indie Folk", "artist": "Queen", "title": "Night Train", "album": "A", "mood": "calm"}
    assert rule_keeps(judged("genre", "is", "folk"), song)
    assert not rule_keeps(judged("genre", "is", "folk", polarity="avoid"), song)
    assert rule_keeps(judged("artist", "any", ("Abba", "Queen")), song)
    assert not rule_keeps(judged("artist", "any", ("Abba", "Queen"), polarity="avoid"), song)
    assert not rule_keeps(judged("artist", "not", "Queen"), song)
    assert rule_keeps(judged("title", "any", ("train", "rain")), song)
    assert rule_keeps(judged("mood", "is", "calm"), song)
    synonym = Reading("the same word", labels=("indie folk",), subjective=False)
    assert document(judged("genre", "is", "folk", reading=synonym))["all"] == [
        {"any": [{"contains": {"genre": "folk"}}, {"contains": {"genre": "indie folk"}}]}
    ]


def test_lengths_are_seconds_and_days_are_dates() -> None:
    assert document(judged("track_duration", "between", (2.5, 5)))["all"] == [{"inTheRange": {"duration": [150, 300]}}]
    day = 1_700_000_000  # 14 November 2023
    assert document(judged("added", "min", day))["all"] == [{"after": {"dateAdded": "2023-11-13"}}]
    assert rule_keeps(judged("added", "min", day), {"dateAdded": "2023-11-14"})
    assert not rule_keeps(judged("added", "min", day), {"dateAdded": "2023-11-13"})
    assert rule_keeps(judged("last_played", "max", day, polarity="avoid"), {"lastPlayed": "2023-11-15"})


def test_count_and_order() -> None:
    made = document(*RULES)
    assert (made["limit"], made["sort"], made["order"]) == (20, "bpm", "asc")
    assert document(RULES[0])["sort"] == "random"
    assert document(RULES[0], judged("arc", "falling", "year"))["order"] == "desc"


INEXPRESSIBLE = (
    judged("duration", "about", 40),
    judged("energy", "min", 0.7),
    judged("per_artist", "max", 2),
    judged("arc", "rising", "energy"),
    judged("similar", "is", "Queen", polarity="like"),
    judged("tempo", "min", 120, scope=IN_A_BLOCK),
    judged("genre", "is", "jazz", share=0.5),
    judged("mood", "is", "rainy", reading=Reading("calm", regions=(Region("energy", "max", 0.4),))),
    judged("year", "is", "long ago"),
)


@pytest.mark.parametrize("wish", INEXPRESSIBLE, ids=lambda wish: wish.attribute)
def test_what_is_no_rule_is_refused_by_name(wish: Judged) -> None:
    with pytest.raises(BadInput) as caught:
        render_nsp(playlist(*RULES, wish))
    assert caught.value.code == "segue.E.nsp_inexpressible"
    assert wish.phrase in caught.value.message
    assert RULES[0].phrase not in caught.value.message


def test_no_wish_is_no_rule() -> None:
    with pytest.raises(BadInput) as caught:
        render_nsp(playlist(judged("count", "is", 20)))
    assert caught.value.code == "segue.E.nsp_inexpressible"


def test_notes_say_what_the_rules_leave_out() -> None:
    soft = judged("genre", "is", "jazz", strength="prefer")
    _, notes = render_nsp(playlist(RULES[0], soft, unread=(Unread("wibbly", (0, 6)),)))
    assert any(soft.phrase in note for note in notes)
    assert any("wibbly" in note for note in notes)
