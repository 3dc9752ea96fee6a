"""What others need to test against Segue: contract suites for every port, in-memory fakes, and a tiny world.

    from segue.testing.store_contract import StoreContract      subclass it, give it your store, run pytest
    from segue.testing.fakes import FakeStore, FakePlaylists    the ports without a disk
    from segue.testing.tiny import tiny_tracks, tiny_world      120 fictitious tracks, as a list and as a snapshot

Nothing in Segue imports this package but its tests.
"""
