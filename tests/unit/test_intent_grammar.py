"""Negation and its scope, likeness, strength, orders and titles: every line is read into just these wishes.

A line is a prompt, "=>", and its wishes: "+" want, "-" avoid, "like", with "~" where it is a preference.
"""

from __future__ import annotations

import pytest
from grammar_tables import cases, told

from segue.catalogue.snapshot import Snapshot
from segue.intent import parse

_PLAIN = """
no jazz or funk => - genre is "jazz"; - genre is "funk"
no jazz, funk or techno => - genre is "jazz"; - genre is "funk"; - genre is "techno"
no jazz, no funk, no techno => - genre is "jazz"; - genre is "funk"; - genre is "techno"
neither jazz nor funk => - genre is "jazz"; - genre is "funk"
jazz, not funk => + genre is "jazz"; - genre is "funk"
jazz but not funk => + genre is "jazz"; - genre is "funk"
jazz but no funk and no punk => + genre is "jazz"; - genre is "funk"; - genre is "punk"
without heavy vocals => - vocals is "heavy vocals"
not too sad => -~ mood is "sad"
not very popular => -~ popularity min 60
nothing slow or sad => - tempo max 95; - mood is "sad"
no sad songs or techno => - mood is "sad"; - genre is "techno"
without drums or vocals => - instrument is "drums"; - vocals is "vocals"
no live versions or remixes => - version is "live"; - version is "remix"
no Dex Marlow => - artist is "Dex Marlow"
no songs by Dex Marlow => - artist is "Dex Marlow"
no Dex Marlow, Grimwald or Unit 404 => - artist is "Dex Marlow"; - artist is "Grimwald"; - artist is "Unit 404"
no Dex Marlow or anything by Oona Vale => - artist is "Dex Marlow"; - artist is "Oona Vale"
nothing before 1980 and nothing after 1989 => + year min 1980; + year max 1989
"""
_AT_LENGTH = """
I don't want techno => - genre is "techno"
I really don't want any techno => - genre is "techno"
I hate techno => - genre is "techno"
I can't stand techno => - genre is "techno"
I never want to hear Dex Marlow => - artist is "Dex Marlow"
please don't play any Grimwald => - artist is "Grimwald"
I'm not a fan of jazz => - genre is "jazz"
not a big fan of techno => - genre is "techno"
not keen on techno => - genre is "techno"
not into metal => - genre is "metal"
not in the mood for jazz => - genre is "jazz"
I'm tired of jazz => - genre is "jazz"
sick of techno => - genre is "techno"
enough of the techno => - genre is "techno"
refuse to listen to techno => - genre is "techno"
allergic to techno => - genre is "techno"
skip the ballads => - mood is "ballad"
leave out the ballads => - mood is "ballad"
drop the vocals => - vocals is "vocals"
hold the saxophone => - instrument is "saxophone"
lose the drums => - instrument is "drums"
get rid of the drums => - instrument is "drums"
avoid metal => - genre is "metal"
exclude techno => - genre is "techno"
steer clear of techno => - genre is "techno"
stay away from techno => - genre is "techno"
jazz minus the drums => + genre is "jazz"; - instrument is "drums"
anything but jazz => - genre is "jazz"
everything except jazz => - genre is "jazz"
any genre but techno => - genre is "techno"
anyone but Dex Marlow => - artist is "Dex Marlow"
all genres except funk and techno => - genre is "funk"; - genre is "techno"
instead of techno play jazz => - genre is "techno"; + genre is "jazz"
jazz rather than techno => + genre is "jazz"; - genre is "techno"
zero techno => - genre is "techno"
w/o drums => - instrument is "drums"
sans drums => - instrument is "drums"
free of drums => - instrument is "drums"
techno-free => - genre is "techno"
non-jazz => - genre is "jazz"
under no circumstances techno => - genre is "techno"
could do without the drums => - instrument is "drums"
not even a little techno => - genre is "techno"
"""
_LATE = """
techno is out => - genre is "techno"
jazz and techno are out => - genre is "jazz"; - genre is "techno"
techno is a no-go => - genre is "techno"
techno not allowed => - genre is "techno"
techno need not apply => - genre is "techno"
keep techno out of it => - genre is "techno"
leave the drums out => - instrument is "drums"
techno, no thanks => - genre is "techno"
"""
_LESS = """
less techno => -~ genre is "techno"
less of the techno => -~ genre is "techno"
not much techno => -~ genre is "techno"
hardly any drums => -~ instrument is "drums"
few vocals => -~ vocals is "heavy vocals"
easy on the drums => -~ instrument is "drums"
rather jazz than techno => +~ genre is "jazz"; -~ genre is "techno"
"""
_NOT_NO = """
not only jazz => +~ genre is "jazz"
not just jazz => +~ genre is "jazz"
not without drums => +~ instrument is "drums"
never without drums => +~ instrument is "drums"
don't skip the drums => +~ instrument is "drums"
can't live without jazz => + genre is "jazz"
I don't mind jazz => +~ genre is "jazz"
nothing against jazz => +~ genre is "jazz"
not necessarily jazz => +~ genre is "jazz"
doesn't have to be jazz => +~ genre is "jazz"
nothing but jazz => + genre is "jazz"
nothing except jazz => + genre is "jazz"
no genre other than jazz => + genre is "jazz"
no drums but piano => - instrument is "drums"; +~ instrument is "piano"
no jazz. techno is fine => - genre is "jazz"; + genre is "techno"
no jazz but techno is fine => - genre is "jazz"; + genre is "techno"
no sad songs but lots of techno => - mood is "sad"; + genre is "techno"
no more than 2 per artist => + per_artist max 2
no longer than an hour => + duration max 60
"""
_EXCEPTIONS = """
nothing by Vera Oduya except Gold Coast => - artist is "Vera Oduya"; +~ track is "Gold Coast" share=0.04
no rock except The Copper Tides => - genre is "rock"; +~ artist is "The Copper Tides" share=0.04
no hip hop but Dex Marlow => - genre is "hip hop"; +~ artist is "Dex Marlow" share=0.04
no electronic music, with the exception of Unit 404 => - genre is "electronic"; +~ artist is "Unit 404" share=0.04
"""
_LIKENESS = """
like Oona Vale but slower => like similar is "Oona Vale"; +~ tempo max 95
Oona Vale meets Unit 404 => like similar is "Oona Vale"; like similar is "Unit 404"
a cross between Oona Vale and Unit 404 => like similar is "Oona Vale"; like similar is "Unit 404"
if you like Oona Vale and Vera Oduya => like similar is "Oona Vale"; like similar is "Vera Oduya"
in the vein of Halvard Brekke => like similar is "Halvard Brekke"
in the style of Vera Oduya => like similar is "Vera Oduya"
reminiscent of Vera Oduya => like similar is "Vera Oduya"
à la Vera Oduya => like similar is "Vera Oduya"
for fans of Grimwald => like similar is "Grimwald"
similar to Oona Vale => like similar is "Oona Vale"
sounds like Oona Vale => like similar is "Oona Vale"
something like Oona Vale => like similar is "Oona Vale"
along the lines of Grimwald => like similar is "Grimwald"
in the spirit of Grimwald => like similar is "Grimwald"
that remind me of Vera Oduya => like similar is "Vera Oduya"
the same vibe as Vera Oduya => like similar is "Vera Oduya"
with a similar feel to Vera Oduya => like similar is "Vera Oduya"
think Vera Oduya, Oona Vale => like similar is "Vera Oduya"; like similar is "Oona Vale"
Vera Oduya-esque => like similar is "Vera Oduya"
Vera Oduya-like => like similar is "Vera Oduya"
Vera Oduya-style => like similar is "Vera Oduya"
Dex Marlow type beat => like similar is "Dex Marlow"
Vera Oduya vibes => like similar is "Vera Oduya"
Vera Oduya and similar => like similar is "Vera Oduya"
Vera Oduya or similar artists => like similar is "Vera Oduya"
Vera Oduya and bands like them => like similar is "Vera Oduya"
more like Oona Vale than Grimwald => like similar is "Oona Vale"; -~ similar is "Grimwald"
nothing like Grimwald => -~ similar is "Grimwald"
not like Grimwald => -~ similar is "Grimwald"
like Night Tram by Dex Marlow => like similar is "Night Tram by Dex Marlow"; like similar is "Dex Marlow"
I like Oona Vale and Grimwald, any suggestions? => like similar is "Oona Vale"; like similar is "Grimwald"
channeling Vera Oduya => like similar is "Vera Oduya"
"""
_STRENGTH = """
only jazz => + genre is "jazz"
strictly jazz => + genre is "jazz"
jazz only => + genre is "jazz"
ideally jazz => +~ genre is "jazz"
jazz if possible => +~ genre is "jazz"
preferably with piano => +~ instrument is "piano"
must be instrumental => + instrumentalness min 0.5
it has to be instrumental => + instrumentalness min 0.5
piano would be nice => +~ instrument is "piano"
piano is a must => + instrument is "piano"
piano required => + instrument is "piano"
needs to have piano => + instrument is "piano"
piano if available => +~ instrument is "piano"
optional: piano => +~ instrument is "piano"
I insist on piano => + instrument is "piano"
jazz, ideally with piano, must be under 5 minutes => + genre is "jazz"; +~ instrument is "piano"; + track_duration max 5
must have saxophone => + instrument is "saxophone"
would be nice if it was instrumental => +~ instrumentalness min 0.5
hopefully with piano => +~ instrument is "piano"
jazz, no exceptions => + genre is "jazz"
"""
_ORDER = """
sorted by tempo => + arc rising "tempo"
slowest first => + arc rising "tempo"
fastest last => + arc rising "tempo"
from slowest to fastest => + arc rising "tempo"
oldest to newest => + arc rising "year"
in chronological order => + arc rising "year"
reverse chronological order => + arc falling "year"
most popular first => + arc falling "popularity"
order by popularity descending => + arc falling "popularity"
shortest to longest => + arc rising "track_duration"
by bpm => + arc rising "tempo"
highest rated first => + arc falling "rating"
most played first => + arc falling "play_count"
recently added first => + arc falling "added"
shuffle => +~ arc is "shuffled"
in random order => +~ arc is "shuffled"
alphabetical order => + arc is "sorted by title"
sorted by artist => + arc is "sorted by artist"
"""
_TITLES = """
with fire in the title => + title is "fire"
titles containing 'blue' => + title is "blue"
no love in the title => - title is "love"
without the word baby in the title => - title is "baby"
titles with rain or sun => + title any ["rain", "sun"]
called Hallelujah => + title is "hallelujah"
songs named Angel => + title is "angel"
the word "time" in each title => + title is "time"
with "heart" in the name => + title is "heart"
songs with girl or boy in their names => + title any ["girl", "boy"]
songs with the word moon => + title is "moon"
every title must contain the word night => + title is "night"
songs whose name starts with A => + title is "a*"
songs starting with the letter B => + title is "b*"
"""


@pytest.mark.parametrize(
    ("prompt", "wishes"),
    cases(_PLAIN, _AT_LENGTH, _LATE, _LESS, _NOT_NO, _EXCEPTIONS, _LIKENESS, _STRENGTH, _ORDER, _TITLES),
)
def test_is_read_as_just_these_wishes(prompt: str, wishes: list[str], tiny: Snapshot) -> None:
    assert told(parse(prompt, tiny)) == wishes


@pytest.mark.parametrize(
    ("prompt", "phrase"),
    [
        ("jazz but not a big fan of techno", "techno"),
        ("jazz, no techno", "no techno"),
        ("techno is out", "techno is out"),
        ("rock, with the exception of Grimwald", "Grimwald"),
        ("keep the drums out of it", "drums out of it"),
        ("I really can't stand techno, please", "can't stand techno"),
    ],
)
def test_the_phrase_of_a_thing_to_avoid_takes_a_short_negation_in(prompt: str, phrase: str, tiny: Snapshot) -> None:
    (found,) = (r for r in parse(prompt, tiny).requirements if r.polarity == "avoid")
    assert found.phrase == phrase


def test_an_exception_stands_beside_what_it_is_excepted_from(tiny: Snapshot) -> None:
    avoided, spared = parse("nothing by Vera Oduya except Gold Coast", tiny).requirements
    assert avoided.reading is not None
    assert [(r.attribute, r.value) for r in avoided.reading.spared] == [("track", "Gold Coast")]
    assert (spared.polarity, spared.value) == ("want", "Gold Coast")
