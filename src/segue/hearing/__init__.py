"""Hearing: an offline worker that listens to the audio of a library and notes what it hears on the tracks.

`ear/` listens to one file, `rendering/` plays a track of the sample library, `memory` keeps what was heard of which
content, `backlog` says what is left and in which order, `job` does it, `beside` does it as long as a server runs, and
`facts` turns what was heard into notes on tracks.
"""
