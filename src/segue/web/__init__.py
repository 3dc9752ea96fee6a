"""The HTTP door on the engine, for one user on this machine: an API under /v1 and a page that uses nothing else.

`server` listens, `guard` lets in only this machine's own pages, `app` puts the parts together, `errors` turns every
failure into the one shape; `playlists`, `catalogue` and `page` answer. The parts need the extra `web`.
"""
