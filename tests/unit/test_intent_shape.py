"""The shape of a list: parts, shares and courses, from phrases to requirements."""

from __future__ import annotations

import json

import pytest

from segue.intent import parse
from segue.music import Intent, Place, Requirement


def told(intent: Intent) -> list[str]:
    """Requirements in short: attribute, operator, value, share, place; what is unread as "?words"."""
    return [*map(_line, intent.requirements), *(f"?{u.phrase}" for u in intent.unread)]


def _line(r: Requirement) -> str:
    share = f" x{r.share:g}" if r.share != 1 else ""
    value = r.value if isinstance(r.value, str) else json.dumps(r.value)
    return f"{r.attribute} {r.operator} {value}{share}{_place(r)}"


def _place(r: Requirement) -> str:
    if not isinstance(r.scope, Place):
        return ""
    return f" @{r.scope.position}" if r.scope.block is None else f" #{r.scope.block}"


PARTS = {
    "first half calm, second half wild": ["energy max 0.4 #0", "energy min 0.65 #1"],
    "calm in the first half, 20 songs": ["energy max 0.4 #0", "block about 0.5 #0", "count is 20"],
    "the second half should be wild": ["energy min 0.65 #1"],
    "first ten minutes calm, then wild, one hour": [
        "duration about 10 #0", "energy max 0.4 #0", "energy min 0.65 #1", "duration about 60",
    ],
    "calm for the first ten minutes, then wild": ["energy max 0.4 #0", "duration about 10 #0", "energy min 0.65 #1"],
    "the first five songs slow, the rest fast": ["count is 5 #0", "tempo max 95 #0", "tempo min 130 #1"],
    "first 5 jazz, last 5 rock, 20 songs": [
        "count is 5 #0", "genre is jazz #0", "count is 5 #2", "genre is rock #2", "count is 20",
    ],
    "first 10 songs calm, last 10 songs wild": [
        "count is 10 #0", "energy max 0.4 #0", "count is 10 #1", "energy min 0.65 #1",
    ],
    "the last three songs acoustic, 20 tracks": ["count is 3 #1", "acousticness min 0.5 #1", "count is 20"],
    "the first few songs calm": ["count between [3, 5] #0", "energy max 0.4 #0"],
    "last quarter instrumental": ["block about 0.25 #1", "instrumentalness min 0.5 #1"],
    "the first third jazz, the rest rock": ["block about 0.3333 #0", "genre is jazz #0", "genre is rock #1"],
    "the last 20% calm": ["block about 0.2 #1", "energy max 0.4 #1"],
    "the first two thirds jazz, then rock": ["block about 0.6667 #0", "genre is jazz #0", "genre is rock #1"],
    "first third calm, middle third wild, last third calm": [
        "energy max 0.4 #0", "energy min 0.65 #1", "energy max 0.4 #2",
    ],
    "the middle should be instrumental": [
        "block about 0.3333 #1", "block about 0.3333 #2", "instrumentalness min 0.5 #1",
    ],
    "jazz, then funk, then disco": ["genre is jazz #0", "genre is funk #1", "genre is disco #2"],
    "20 songs: jazz then funk": ["count is 20", "genre is jazz #0", "genre is funk #1"],
    "jazz followed by rock": ["genre is jazz #0", "genre is rock #1"],
    "open with 3 slow songs then 7 fast songs": [
        "count is 3 #0", "tempo max 95 #0", "count is 7 #1", "tempo min 130 #1",
    ],
    "open with three calm songs, then jazz": ["count is 3 #0", "energy max 0.4 #0", "genre is jazz #1"],
    "20 minutes of jazz then 10 minutes of funk": [
        "duration about 20 #0", "genre is jazz #0", "duration about 10 #1", "genre is funk #1",
    ],
    "30 minutes: first 10 minutes jazz, last 10 minutes calm": [
        "duration about 30", "duration about 10 #0", "genre is jazz #0", "duration about 10 #2", "energy max 0.4 #2",
    ],
    "rock, after five songs switch to jazz": ["genre is rock #0", "count is 5 #0", "genre is jazz #1"],
    "after 20 minutes switch to techno, start with jazz": [
        "duration about 20 #0", "genre is techno #1", "genre is jazz #0",
    ],
    "songs 1 to 5 calm, songs 6 to 10 wild": [
        "count is 5 #0", "energy max 0.4 #0", "count is 5 #1", "energy min 0.65 #1",
    ],
    "start with jazz and end with funk": ["genre is jazz #0", "genre is funk #1"],
    "start with a jazz song and end with a funk song, 12 tracks": [
        "genre is jazz @1", "genre is funk @12", "count is 12",
    ],
    "start with jazz, 12 songs": ["genre is jazz @1", "count is 12"],
    "end with something epic, 15 songs": ["mood is epic @15", "count is 15"],
    "end with something epic": ["count is 1 #1", "mood is epic #1"],
    "close on a jazz song, 10 tracks": ["genre is jazz @10", "count is 10"],
    "end with calm songs, 20 tracks": ["block about 0.25 #1", "energy max 0.4 #1", "count is 20"],
    "the opening track should be jazz": ["genre is jazz @1"],
    "the last song should be jazz, 9 songs": ["genre is jazz @9", "count is 9"],
    "first half builds up, second half winds down": ["arc rising energy #0", "arc falling energy #1"],
}  # fmt: skip
SHARES = {
    "half jazz, half rock": ["genre is jazz x0.5", "genre is rock x0.5"],
    "two thirds jazz, one third rock": ["genre is jazz x0.66", "genre is rock x0.33"],
    "mostly jazz with a few funk touches": ["genre is jazz x0.75", "genre is funk x0.15"],
    "mainly rock with a few jazz touches": ["genre is rock x0.75", "genre is jazz x0.15"],
    "a handful of funk songs among jazz, 20 songs": ["genre is funk x0.15", "genre is jazz x0.85", "count is 20"],
    "10 jazz songs and 5 rock songs": ["count is 15", "genre is jazz x0.6666", "genre is rock x0.3333"],
    "20 songs, 5 from the 60s and 15 from the 70s": [
        "count is 20",
        "year between [1960, 1969] x0.25",
        "year between [1970, 1979] x0.75",
    ],
    "20 rock songs, 5 from the 60s and 15 from the 70s": [
        "count is 20",
        "genre is rock",
        "year between [1960, 1969] x0.25",
        "year between [1970, 1979] x0.75",
    ],
    "every other song instrumental": ["instrumentalness min 0.5 x0.5"],
    "one in three songs instrumental": ["instrumentalness min 0.5 x0.3333"],
    "every fourth song instrumental": ["instrumentalness min 0.5 x0.25"],
    "70% jazz and 30% rock": ["genre is jazz x0.7", "genre is rock x0.3"],
    "70/30 jazz and rock": ["genre is jazz x0.7", "genre is rock x0.3"],
    "a 60-40 split of jazz and rock": ["genre is jazz x0.6", "genre is rock x0.4"],
    "50/50 jazz and rock": ["genre is jazz x0.5", "genre is rock x0.5"],
    "equal parts jazz, rock and soul": ["genre is jazz x0.3333", "genre is rock x0.3333", "genre is soul x0.3333"],
    "evenly split between jazz and rock": ["genre is jazz x0.5", "genre is rock x0.5"],
    "half the playlist should be instrumental": ["instrumentalness min 0.5 x0.5"],
    "first half mostly jazz, second half rock": ["genre is jazz x0.75 #0", "genre is rock #1"],
}
ARCS = {
    "build up": ["arc rising energy"],
    "build slowly": ["arc rising energy"],
    "wind down": ["arc falling energy"],
    "getting faster": ["arc rising tempo"],
    "getting calmer": ["arc falling energy"],
    "from mellow to wild": ["arc rising energy"],
    "peak in the middle": ["arc is peak"],
    "with a peak near the end": ["arc is late peak"],
    "peak early": ["arc is early peak"],
    "tempo peaks halfway": ["arc is peak of tempo"],
    "start slow, peak halfway, then come down": ["arc is peak"],
    "start calm, get wild in the middle, end calm": ["arc is peak"],
    "warm up, peak, cool down": ["arc is peak"],
    "rise and fall": ["arc is peak"],
    "from slow to fast to slow": ["arc is peak of tempo"],
    "start energetic, calm in the middle, end energetic": ["arc is dip"],
    "calm in the middle": ["arc is dip"],
    "lots of ups and downs": ["arc is wave"],
    "in waves": ["arc is wave"],
    "keep the energy steady": ["arc is steady"],
    "the tempo should stay constant": ["arc is steady of tempo"],
    "steady tempo throughout": ["arc is steady of tempo"],
    "no abrupt changes": ["arc is smooth"],
    "without sudden tempo changes": ["arc is smooth of tempo"],
    "smooth transitions": ["arc is smooth"],
    "alternate between fast and slow songs": ["arc is alternate of tempo"],
    "alternate between jazz and rock": ["arc is alternate of genre", "genre is jazz x0.5", "genre is rock x0.5"],
    "from 100 to 130 bpm": ["arc rising tempo", "tempo between [100, 130]"],
    "from 130 down to 100 bpm": ["arc falling tempo", "tempo between [100, 130]"],
    "start at 100 bpm and end at 130 bpm": ["arc rising tempo", "tempo between [100, 130]"],
    "energy rising from 0.3 to 0.9": ["arc rising energy", "energy between [0.3, 0.9]"],
    "between 100 and 130 bpm": ["tempo between [100, 130]"],
    "wind down over 45 minutes": ["arc falling energy", "duration about 45"],
    "from calm to wild over 20 songs": ["arc rising energy", "count is 20"],
    "songs over 4 minutes": ["track_duration min 4"],
    "new wave": ["genre is new wave"],
}


@pytest.mark.parametrize(("prompt", "expected"), [*PARTS.items(), *SHARES.items(), *ARCS.items()])
def test_the_shape_of_a_list_is_read(prompt: str, expected: list[str]) -> None:
    assert told(parse(prompt, None)) == expected


@pytest.mark.parametrize(
    "prompt",
    [
        "jazz from the last 10 years",
        "Middle Eastern music",
        "no song after 1990",
        "a first album kind of sound",
        "songs for the second day of the week",
    ],
)
def test_other_firsts_and_lasts_are_no_parts(prompt: str) -> None:
    assert all(r.scope == "list" for r in parse(prompt, None).requirements)


def test_a_course_with_two_numbers_tells_its_ends() -> None:
    course, *_ = parse("from 130 to 100 bpm", None).requirements
    assert course.reading is not None
    assert [(r.attribute, r.operator, r.value) for r in course.reading.regions] == [
        ("tempo", "about", 130),
        ("tempo", "about", 100),
    ]


def test_a_length_that_nobody_told_is_a_reading() -> None:
    vague = next(r for r in parse("end with calm songs, 20 tracks", None).requirements if r.attribute == "block")
    assert vague.reading is not None
    assert vague.reading.subjective


def test_a_list_of_very_many_parts_stays_small() -> None:
    intent = parse("jazz, then rock, " * 100, None)
    blocks = {r.scope.block for r in intent.requirements if isinstance(r.scope, Place)}
    assert len(blocks) <= 20
