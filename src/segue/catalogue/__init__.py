"""What can be played: the store (truth), importers, the sample library, and the snapshot that requests read.

port.py      what a store promises          sqlite.py    the store, on SQLite
home.py      a home folder and its newest snapshot      published.py    how snapshots are published
build.py     store → columns                snapshot.py  the columns, opened
fresh/       what changed since, beside it        merging.py   taking that in, in the background
beside.py    a process beside a server
vectorindex.py    the nearest of unit vectors
notes.py     heard or put right, laid over sources      corrections.py   a listener's words as notes
estimates/   what nobody stated, learned from the catalogue itself
importers/   files → store                  sample.py    fictitious music for the first minute
"""
