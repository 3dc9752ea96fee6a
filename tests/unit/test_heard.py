"""What a conversation names, and when it was last said."""

from __future__ import annotations

import pytest

from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.requirements import hear


def act(snapshot: Snapshot, key: str) -> int:
    code = snapshot.artists.find(key)
    assert code is not None
    return code


def test_the_newest_word_on_an_act_counts(tiny: Snapshot) -> None:
    turns = [parse(text, tiny) for text in ("songs by Oona Vale and Dex Marlow", "more Oona Vale", "no Dex Marlow")]
    heard = hear(tiny, turns)
    assert heard.acts == {act(tiny, "oona vale"): 1}
    assert heard.shunned_acts == {act(tiny, "dex marlow")}


def test_what_was_shunned_once_may_be_wanted_again(tiny: Snapshot) -> None:
    heard = hear(tiny, [parse(text, tiny) for text in ("no jazz please", "jazz after all")])
    assert heard.labels[tiny.labels.code("jazz") or -1] == 0
    assert tiny.labels.code("jazz") not in heard.shunned_labels


def test_words_come_by_turn_the_newest_first_without_what_is_not_wanted(tiny: Snapshot) -> None:
    heard = hear(tiny, [parse(text, tiny) for text in ("folk songs", "by Mirela Sol, no rock")])
    assert len(heard.texts) == 2
    assert "mirela" in heard.texts[0]
    assert "rock" not in heard.texts[0].split()
    assert "folk" in heard.texts[1]


def test_older_words_fade(tiny: Snapshot) -> None:
    heard = hear(tiny, [parse(text, tiny) for text in ("Oona Vale", "Dex Marlow")])
    faded = heard.faded(heard.acts)
    assert faded[act(tiny, "dex marlow")] == 1
    assert faded[act(tiny, "oona vale")] == pytest.approx(0.6)


def test_nothing_said_is_nothing_heard(tiny: Snapshot) -> None:
    heard = hear(tiny, [])
    assert not heard.acts
    assert not heard.labels
    assert heard.texts == ()
