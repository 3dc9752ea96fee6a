"""Whether anything in a catalogue can tell if a wish is kept."""

from __future__ import annotations

from segue.catalogue.snapshot import Snapshot
from segue.music import NUMERIC, WHOLE, Requirement
from segue.requirements.check import on_tracks
from segue.requirements.courses import ALTERNATE, course, in_turn
from segue.requirements.labelled import LABELLED, tiers, wanted
from segue.requirements.similar import seeds

_LISTED = frozenset({"genre", "country", "language"})
"""What catalogues list so fully that a label which none of them has rules nothing out: no polka where there is none."""
_COLUMN = {"track_duration": "duration_ms", "era": "year", "novelty": "play_count"}


def supported(snapshot: Snapshot, requirement: Requirement) -> str:
    """ "" when the catalogue can tell, else the reason in a few words for the verdict's note."""
    attribute = requirement.attribute
    if attribute == "arc":
        return _course(snapshot, requirement)
    if attribute in WHOLE:
        return ""
    if not on_tracks(requirement):
        return f"nothing in this catalogue tells the {attribute} of a track"
    if attribute == "similar":
        lacking = f"{_named(requirement)} is not in this catalogue{_hint(requirement)}"
        return "" if len(seeds(snapshot, requirement)) else lacking
    if attribute in LABELLED:
        return _labels(snapshot, requirement)
    column = _COLUMN.get(attribute, attribute)
    if column in NUMERIC and snapshot.coverage(column)[1] == 0:
        return f"no track here has a known or estimated {attribute.replace('_', ' ')}"
    return ""


def _course(snapshot: Snapshot, requirement: Requirement) -> str:
    wanted = course(requirement)
    if wanted is None:
        shaped = requirement.value == ALTERNATE or in_turn(requirement)
        return "" if shaped else f"no list can be told to follow the course {_named(requirement)}"
    column = _COLUMN.get(wanted.attribute, wanted.attribute)
    return "" if snapshot.coverage(column)[1] else f"no track here has a known or estimated {wanted.attribute}"


def _labels(snapshot: Snapshot, requirement: Requirement) -> str:
    spared = requirement.polarity == "avoid" and requirement.attribute in _LISTED
    if spared and snapshot.labels.best_source(LABELLED[requirement.attribute]).any():
        return ""
    reading = requirement.reading
    if reading is not None and any(snapshot.coverage(r.attribute)[1] > 0 for r in reading.regions):
        return ""
    if any(codes for codes, _, _ in tiers(snapshot, requirement)):
        return ""
    return f"no track here is labelled {_named(requirement)}"


def _hint(requirement: Requirement) -> str:
    return f"; {requirement.reading.text}" if requirement.reading is not None and requirement.reading.text else ""


def _named(requirement: Requirement) -> str:
    return " or ".join(f"“{name}”" for name in wanted(requirement.value))
