"""Numbers, times, years, and what the listener's own library tells: every line is read into just these wishes.

A line is a prompt, "=>", and its wishes: "+" want, "-" avoid, "like", with "~" where it is a preference.
"""

from __future__ import annotations

from datetime import date

import pytest
from grammar_tables import cases, told

from segue.catalogue.snapshot import Snapshot
from segue.intent import parse

_TODAY = date(2025, 6, 15)

_NUMBERS = """
tempo one hundred and twenty => + tempo about 120
around a hundred and ten bpm => + tempo about 110
a hundred songs => + count is 100
a thousand songs => + count is 1000
two hundred and fifty songs => + count is 250
twenty-five tracks => + count is 25
a dozen songs => + count is 12
two dozen tracks => + count is 24
half a dozen tunes => + count is 6
a couple of songs => + count is 2
six or seven songs => + count between [6, 7]
20 to 30 songs => + count between [20, 30]
between 20 and 30 songs => + count between [20, 30]
at least 10 but no more than 20 songs => + count between [10, 20]
top 10 => + count is 10
energy above .9 => + energy min 0.9
energy .8 to 1 => + energy between [0.8, 1]
80% energy => + energy about 0.8
90ish bpm => + tempo about 90
90ish => + tempo about 90
~120 => + tempo about 120
between 120 and 130 => + tempo between [120, 130]
120-130 bpm => + tempo between [120, 130]
bpm between 90-100 => + tempo between [90, 100]
bpm > 140 => + tempo min 140
140+ bpm => + tempo min 140
tempo=128 => + tempo between [127.5, 128.5]
sub 100 bpm => + tempo max 100
under 120 bpm => + tempo max 120
nothing faster than 90 => + tempo max 90
not faster than 100 bpm => + tempo max 100
no slower than 100 => + tempo min 100
nothing below 90 bpm => + tempo min 90
not above 120 bpm => + tempo max 120
songs at 120 bpm or faster => + tempo min 120
120 bpm +/- 5 => + tempo between [115, 125]
90 bpm give or take 5 => + tempo between [85, 95]
popularity over 80 => + popularity min 80
energy at least 0.4 but no more than 0.6 => + energy between [0.4, 0.6]
tempo at least 100 and at most 110 => + tempo between [100, 110]
"""
_TIMES = """
1.5 hours => + duration about 90
90 minutes => + duration about 90
ninety minutes => + duration about 90
1h30 => + duration about 90
an hour and a half => + duration about 90
half an hour => + duration about 30
three quarters of an hour => + duration about 45
a couple of hours => + duration about 120
2-3 hours => + duration between [120, 180]
two to three hours => + duration between [120, 180]
between one and two hours => + duration between [60, 120]
no longer than an hour => + duration max 60
songs under four minutes => + track_duration max 4
tracks over 7 minutes => + track_duration min 7
songs shorter than 3:30 => + track_duration max 3.5
no track longer than six minutes => + track_duration max 6
nothing over 5 minutes => + track_duration max 5
at least 3 but no more than 5 minutes each => + track_duration between [3, 5]
90 seconds max each => + track_duration max 1.5
"""
_YEARS = """
since 2010 => + year min 2010
from the year 1999 => + year is 1999
older than 2000 => + year max 1999
pre-1970 => + year max 1969
post-2000 => + year min 2001
not older than 1990 => + year min 1990
nothing newer than 1975 => + year max 1975
nothing after 1980 => + year max 1980
1990 or later => + year min 1990
90s or earlier => + year max 1999
2000 onwards => + year min 2000
up to 1979 => + year max 1979
circa 1969 => + year between [1967, 1971]
1965-1972 => + year between [1965, 1972]
1977-79 => + year between [1977, 1979]
1995 to 2003 => + year between [1995, 2003]
late 60s => + year between [1966, 1969]
early nineties => + year between [1990, 1993]
mid-80s => + year between [1984, 1986]
mid to late 90s => + year between [1994, 1999]
late 80s to early 90s => + year between [1986, 1993]
the noughties => + year between [2000, 2009]
twenty tens => + year between [2010, 2019]
the nineteen sixties => + year between [1960, 1969]
nineteen eighty-four => + year is 1984
two thousand and five => + year is 2005
from '77 => + year is 1977
summer of 69 => +~ activity is "summer"; + year is 1969
70s, 80s and 90s => + year between [1970, 1999]; + year between [1970, 1999]; + year between [1970, 1999]
no 80s => - year between [1980, 1989]
any decade but the 80s => - year between [1980, 1989]
before the war => + year max 1939
pre-war => + year max 1939
between the wars => + year between [1919, 1939]
post-war => + year between [1945, 1959]
wartime => + year between [1939, 1945]
turn of the millennium => + year between [1998, 2002]
20th century => + year between [1901, 2000]
this year => + year is 2025
last year => + year is 2024
this decade => + year between [2020, 2029]
this century => + year min 2001
the last ten years => + year min 2015
the past five years => + year min 2020
from the last couple of years => + year min 2023
in the last 12 months => + year min 2024
50 years ago => + year between [1974, 1976]
5 years ago => + year is 2020
songs older than 30 years => + year max 1994
not older than five years => + year min 2020
at least 20 years old => + year max 2005
"""
_RATINGS = """
five-star songs => + rating is 5
5 star songs => + rating is 5
4 stars and up => + rating min 4
at least 4 stars => + rating min 4
rated 4 or more => + rating min 4
rated five stars => + rating is 5
songs I rated 3 or higher => + rating min 3
rated 8 out of 10 => + rating is 4
no songs rated below 3 => + rating min 3
top rated => + rating min 4
my top rated songs => + rating min 4
highly rated => + rating min 4
unrated => + rating max 0
not rated => + rating max 0
starred songs => +~ rating min 4
loved tracks => +~ rating min 4
"""
_PLAYS = """
never played => + play_count max 0
unplayed => + play_count max 0
songs I've never heard => + play_count max 0
stuff I've never played => + play_count max 0
nothing I've heard before => + play_count max 0
played more than ten times => + play_count min 11
played at least 20 times => + play_count min 20
played fewer than 5 times => + play_count max 4
played once => + play_count is 1
played only twice => + play_count is 2
play count above 10 => + play_count min 10
not played much => +~ play_count max 3
my most played => + play_count min 32
most listened to => + play_count min 32
on heavy rotation => + play_count min 32
least played => + play_count max 9
rarely played => + play_count max 9
"""
_DATES = """
five-star songs I have not played this year => + rating is 5; + last_played max 2025-01-01
not heard for a year => + last_played max 2024-06-15
songs I haven't heard in six months => + last_played max 2024-12-14
that I haven't played in ages => + last_played max 2024-06-15
not played recently => + last_played max 2025-05-16
not played in the last 30 days => + last_played max 2025-05-16
not played since 2020 => + last_played max 2020-01-01
nothing I played today => + last_played max 2025-06-15
nothing played in the last week => + last_played max 2025-06-08
skip songs I played yesterday => + last_played max 2025-06-14
songs I played this week => + last_played min 2025-06-09
recently played => + last_played min 2025-05-16
last played over a year ago => + last_played max 2024-06-15
forgotten favourites => +~ last_played max 2024-06-15
recently added => + added min 2025-05-16
newly added => + added min 2025-05-16
new additions => + added min 2025-05-16
added last month => + added between [2025-05-01, 2025-06-01]
added this year => + added min 2025-01-01
added in the last 3 months => + added min 2025-03-16
songs I added in 2019 => + added between [2019-01-01, 2020-01-01]
added since January => + added min 2025-01-01
added before 2020 => + added max 2020-01-01
"""


@pytest.mark.parametrize(("prompt", "wishes"), cases(_NUMBERS, _TIMES, _YEARS, _RATINGS, _PLAYS, _DATES))
def test_is_read_as_just_these_wishes(prompt: str, wishes: list[str], tiny: Snapshot) -> None:
    assert told(parse(prompt, tiny, _TODAY)) == wishes


@pytest.mark.parametrize(
    "prompt", ["songs played by an orchestra", "don't play any drums", "bands I have never heard of"]
)
def test_a_library_is_not_asked_where_playing_means_something_else(prompt: str, tiny: Snapshot) -> None:
    assert not parse(prompt, tiny, _TODAY).of("play_count", "last_played", "rating", "added")


def test_what_counts_from_today_moves_with_the_day(tiny: Snapshot) -> None:
    later = parse("the last ten years, not played this year", tiny, date(2031, 1, 2))
    assert told(later) == ["+ year min 2021", "+ last_played max 2031-01-01"]


@pytest.mark.parametrize(
    ("prompt", "phrase"),
    [
        ("jazz, at least 3 but no more than 5 minutes each", "at least 3 but no more than 5 minutes"),
        ("calm songs around a hundred and ten bpm please", "around a hundred and ten bpm"),
        ("rock from the past five years", "the past five years"),
        ("five-star songs I have not played this year", "I have not played this year"),
        ("punk from '77", "'77"),
    ],
)
def test_the_phrase_is_just_the_words_that_ask(prompt: str, phrase: str, tiny: Snapshot) -> None:
    assert phrase in [r.phrase for r in parse(prompt, tiny, _TODAY).requirements]


@pytest.mark.parametrize("prompt", ["fifty-odd minutes of jazz", "fifty odd minutes of jazz"])
def test_an_odd_span_of_time_is_one(prompt: str) -> None:
    assert [r.value for r in parse(prompt, None).requirements if r.attribute == "duration"] == [50]
