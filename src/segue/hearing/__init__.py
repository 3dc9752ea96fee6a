"""Hearing the music: what audio says of a track, and audio made of what is said of one."""
