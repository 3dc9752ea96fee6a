"""What can be played: the store (truth), importers, the sample library, and the snapshot that requests read.

port.py      what a store promises          sqlite.py    the store, on SQLite
home.py      a home folder and its newest snapshot      published.py    how snapshots are published
build.py     store → columns                snapshot.py  the columns, opened
fresh/       what changed since, beside it        merging.py   taking that in, in the background
vectorindex.py    the nearest of unit vectors
importers/   files → store                  sample.py    fictitious music for the first minute
"""
