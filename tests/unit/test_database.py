import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from segue.catalogue.database import Database, migrations
from segue.catalogue.held import Held
from segue.catalogue.sqlite import SqliteStore
from segue.errors import BadInput, HomeError, InternalError, SegueError
from segue.music import Track

FIRST = "CREATE TABLE a (x TEXT);\nINSERT INTO a VALUES ('one; two');\n"
SECOND = "ALTER TABLE a ADD COLUMN y TEXT;\n"


def rows(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return connection.execute("SELECT * FROM a").fetchall()


def test_scripts_are_found_in_their_order() -> None:
    assert all(script.startswith("--") for script in migrations("segue.catalogue"))
    assert migrations("segue.catalogue") != migrations("segue.playlists") != ()


def test_an_older_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    with (
        closing(Database(tmp_path / "x.db", (FIRST,))) as old,
        closing(Database(tmp_path / "x.db", (FIRST, SECOND))) as new,
    ):
        assert rows(old) == rows(new) == [("one; two", None)]
    with closing(Database(tmp_path / "x.db", (FIRST, SECOND))) as again:
        assert rows(again) == [("one; two", None)]


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    Database(tmp_path / "x.db", (FIRST, SECOND)).close()
    with pytest.raises(HomeError) as told:
        Database(tmp_path / "x.db", (FIRST,))
    assert told.value.code == "segue.E.home_newer"


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    Database(tmp_path / "x.db", (FIRST,)).close()
    with pytest.raises(InternalError):
        Database(tmp_path / "x.db", (FIRST, SECOND, "INSERT INTO nothing VALUES (1);\n"))
    with closing(Database(tmp_path / "x.db", (FIRST,))) as database:
        assert rows(database) == [("one; two",)]


def test_a_new_file_may_be_opened_many_times_at_once(tmp_path: Path) -> None:
    found: list[list[tuple[object, ...]]] = []

    def use() -> None:
        with closing(Database(tmp_path / "x.db", (FIRST, SECOND))) as database:
            found.append(rows(database))

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[("one; two", None)]] * 8


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    def fill() -> None:
        with database.writing() as connection:
            connection.execute("PRAGMA max_page_count = 1")
            connection.executemany("INSERT INTO a VALUES (?)", [("x" * 1000,)] * 100)

    with closing(Database(tmp_path / "x.db", (FIRST,))) as database:
        with pytest.raises(HomeError) as told:
            fill()
        assert (told.value.code, "unharmed" in told.value.hint) == ("segue.E.disk_full", True)
        assert rows(database) == [("one; two",)]


@pytest.mark.parametrize(
    ("query", "kind", "code"),
    [
        ("INSERT INTO nothing VALUES (1)", InternalError, "internal"),
        ("PRAGMA query_only = ON; DELETE FROM a", HomeError, "home_unwritable"),
    ],
)
def test_other_refusals_are_told(tmp_path: Path, query: str, kind: type[SegueError], code: str) -> None:
    def ask() -> None:
        with database.reading() as connection:
            for statement in query.split("; "):
                connection.execute(statement)

    with closing(Database(tmp_path / "x.db", (FIRST,))) as database:
        with pytest.raises(kind) as told:
            ask()
        assert told.value.code == f"segue.E.{code}"
        assert rows(database) == [("one; two",)]


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(HomeError) as told:
        Database(tmp_path, (FIRST,))
    assert told.value.code == "segue.E.home_unwritable"


def test_text_that_is_not_unicode_is_told(tmp_path: Path) -> None:
    with (
        closing(SqliteStore(tmp_path / "catalogue.db")) as store,
        pytest.raises(BadInput) as told,
        store.importing("/music/\udcff"),
    ):
        pass
    assert told.value.code == "segue.E.text"


def test_after_it_was_closed_nothing_is_open(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "catalogue.db")
    with store.importing("a") as session:
        session.put(Track(id="1"), b"1")
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["catalogue.db"]
    with pytest.raises(InternalError):
        store.count()


def test_a_power_cut_loses_no_import(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "x.db", (FIRST,))) as database, database.reading() as connection:
        settings = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert settings == ["wal", 2]
    with closing(sqlite3.connect(tmp_path / "x.db")) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_digests_of_any_length_are_told_apart() -> None:
    held = Held([(1, "a", b"short"), (2, "b", b"x" * 16), (3, "c", b"y" * 40)])
    assert [held.state("a", b"short"), held.state("b", b"x" * 17), held.state("c", b"y" * 40)] == [
        "same",
        "changed",
        "same",
    ]
    assert (len(held), list(held.gone())) == (3, [])
