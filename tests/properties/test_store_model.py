"""Whatever is imported in whatever order, the store on SQLite says the same as the plain one in memory."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from segue.catalogue.port import CatalogueStore, ImportReport
from segue.catalogue.sqlite import SqliteStore
from segue.music import Track
from segue.testing.fakes import FakeStore
from segue.testing.store_contract import digest

rows = st.lists(st.tuples(st.sampled_from("abcdefé"), st.sampled_from(["one", "two"]), st.booleans()), max_size=12)
imports = st.lists(st.tuples(st.sampled_from(["x", "y", "sample"]), rows, st.booleans()), max_size=6)


def take_in(store: CatalogueStore, source: str, rows: list[tuple[str, str, bool]], fails: bool) -> ImportReport | None:
    """One import; a row whose flag is set is first asked whether it may stay as it is."""
    try:
        with store.importing(source, is_sample=source == "sample") as session:
            for track_id, title, ask in rows:
                if not (ask and session.keep(track_id, digest(title))):
                    session.put(Track(id=track_id, title=title), digest(title))
            if fails:
                raise InterruptedError
    except InterruptedError:
        return None
    return session.report()


@given(imports)
def test_sqlite_and_memory_agree(imports: list[tuple[str, list[tuple[str, str, bool]], bool]]) -> None:
    plain = FakeStore()
    with TemporaryDirectory() as folder, closing(SqliteStore(Path(folder) / "catalogue.db")) as store:
        start = store.generation()
        for source, rows, fails in imports:
            assert take_in(store, source, rows, fails) == take_in(plain, source, rows, fails)
            assert list(store.tracks()) == list(plain.tracks())
            assert store.sources() == plain.sources()
            assert store.generation() - start == plain.generation()
            assert (store.count(), store.is_sample()) == (plain.count(), plain.is_sample())
