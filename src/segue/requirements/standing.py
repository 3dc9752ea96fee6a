"""What stays out unless asked for: Christmas songs, spoken word, skits, audiobooks, karaoke."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import words
from segue.music import FIRST_GUESSED, Bools, Intent
from segue.requirements.named import title_rows

_LABELS: Final = {
    "christmas": ("christmas", "xmas", "christmas music", "christmas songs", "holiday", "weihnachten"),
    "spoken": (
        "spoken word", "audiobook", "audiobooks", "speech", "comedy", "stand up comedy", "podcast", "reading",
        "hoerspiel", "radio play", "poetry", "interview", "sound effects", "field recordings", "guided meditation",
    ),
    "karaoke": ("karaoke",),
}  # fmt: skip
_TITLES: Final = {
    "christmas": (
        "christmas", "xmas", "santa claus", "jingle bell", "jingle bells", "silent night", "noel", "navidad",
        "weihnacht", "mistletoe", "sleigh ride", "winter wonderland", "rudolph the red nosed reindeer",
        "have yourself a merry", "let it snow", "little drummer boy", "feliz navidad", "o holy night", "deck the halls",
        "frosty the snowman", "o tannenbaum", "joy to the world", "chestnuts roasting",
    ),
    "spoken": ("skit", "audiobook", "chapter", "kapitel", "interview", "commentary", "teil"),
    "karaoke": ("karaoke", "originally performed", "made famous"),
}  # fmt: skip
_ASKED: Final = {
    "christmas": {"christmas", "xmas", "holiday", "holidays", "santa", "carol", "carols", "advent", "noel", "festive"},
    "spoken": {"spoken", "skit", "skits", "audiobook", "audiobooks", "comedy", "speech", "speeches", "interview",
               "interviews", "poetry", "chapter", "chapters", "podcast", "wordy", "speechiness"},
    "karaoke": {"karaoke"},
}  # fmt: skip
SPOKEN_FROM: Final = 0.85
"""Speechiness above which a recording is talk rather than rap or song (the measure's own authors put talk above 0.66;
rap reaches 0.8 in practice)."""


def standing(snapshot: Snapshot, intent: Intent) -> Bools:
    """Mask (n,) of the tracks that may be offered: none that is gone, no kind that is not asked for. A kind is let in
    when a wish, read or not, names it."""
    said = {w for text in _texts(intent) for w in words(text)}
    kinds = tuple(kind for kind, asked in _ASKED.items() if not asked & said)
    return _allowed(snapshot, kinds)


def _texts(intent: Intent) -> list[str]:
    wishes = [r for r in intent.requirements if r.polarity != "avoid"]
    return [text for r in wishes for text in (r.phrase, str(r.value))] + [u.phrase for u in intent.unread]


@lru_cache(maxsize=16)
def _allowed(snapshot: Snapshot, kinds: tuple[str, ...]) -> Bools:
    mask = np.ones(snapshot.n, np.bool_)
    mask[snapshot.gone] = False
    for kind in kinds:
        mask &= ~_of_kind(snapshot, kind)
    mask.flags.writeable = False
    return mask


def _of_kind(snapshot: Snapshot, kind: str) -> Bools:
    mask = np.zeros(snapshot.n, np.bool_)
    codes = [c for c in map(snapshot.labels.code, _LABELS[kind]) if c is not None]
    if codes:
        mask[snapshot.labels.rows(codes, ("genre", "tag", "mood", "theme", "activity"))[0]] = True
    mask[title_rows(snapshot, _TITLES[kind])] = True
    if kind == "spoken":
        speech = snapshot.numeric("speechiness")
        mask |= (speech.values >= SPOKEN_FROM) & (speech.source < FIRST_GUESSED)
    return mask
