"""A track as audio, made from its attributes: playback for the sample library, and an oracle for audio analysis.

`plan_of` says what is rendered: what the track states, and for the rest what is drawn from its id. `render` plays it:
drums, bass, chords, a melody and a voice, in that tempo, key and mode. The music is made as music is, with swing,
late notes, borrowed chords, quiet beginnings and detuned instruments, so that what hears it must cope with them.
"""

from segue.hearing.rendering.files import rendered, write
from segue.hearing.rendering.plan import Plan, plan_of
from segue.hearing.rendering.play import render

__all__ = ["Plan", "plan_of", "render", "rendered", "write"]
