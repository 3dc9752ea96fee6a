import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from segue.catalogue.home import SAMPLE, Home
from segue.catalogue.snapshot import META, Snapshot
from segue.errors import HomeError
from segue.testing.store_contract import take_in


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with closing(Home(tmp_path / "home", wait_s=0.2)) as home:
        yield home


def folders(home: Home) -> list[str]:
    return sorted(entry.name for entry in (home.path / "snapshots").iterdir() if entry.name != "current")


def publish(home: Home, **titles: str) -> Snapshot:
    take_in(home.store, "a", titles)
    return home.publish()


def told(action: Callable[[], object]) -> HomeError:
    with pytest.raises(HomeError) as error:
        action()
    return error.value


def lock(folder: Path) -> None:
    """Take away the right to write in `folder`."""
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere")


# What a home is


def test_a_new_home_says_its_format(home: Home) -> None:
    assert json.loads((home.path / "home.json").read_bytes()) == {"format": 1}
    assert (home.path / "catalogue.db").is_file()


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_is_no_home(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("mine")
    error = told(lambda: Home(tmp_path / "file" / below))
    assert error.code == "segue.E.home_unwritable"
    assert (error.field, "--home" in error.hint, error.exit_status) == ("home", True, 2)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    lock(tmp_path)
    assert told(lambda: Home(tmp_path / "home")).code == "segue.E.home_unwritable"


def test_a_home_that_became_read_only_is_told(home: Home) -> None:
    home.close()
    lock(home.path)
    assert told(lambda: Home(home.path)).code == "segue.E.home_unwritable"


def test_a_home_of_a_newer_version_is_refused(home: Home) -> None:
    (home.path / "home.json").write_text('{"format": 2, "unheard": []}')
    assert told(lambda: Home(home.path)).code == "segue.E.home_newer"


def test_a_store_of_a_newer_version_is_refused(home: Home) -> None:
    with closing(sqlite3.connect(home.path / "catalogue.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    error = told(lambda: Home(home.path))
    assert (error.code, "newer Segue" in error.hint) == ("segue.E.home_newer", True)


@pytest.mark.parametrize("name", ["home.json", "catalogue.db"])
def test_a_damaged_file_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"neither JSON nor a database" * 100)
    error = told(lambda: Home(tmp_path))
    assert (error.code, name in error.message) == ("segue.E.home_damaged", True)


def test_a_damaged_statement_is_told(home: Home) -> None:
    publish(home, one="1")
    with closing(sqlite3.connect(home.path / "catalogue.db")) as connection:
        connection.execute("UPDATE statement SET document = x'c1'")
        connection.commit()
    assert told(lambda: list(home.store.tracks())).code == "segue.E.home_damaged"


def test_a_moved_home_works(home: Home) -> None:
    before = publish(home, one="1", two="2")
    home.close()
    moved = home.path.rename(home.path.with_name("moved"))
    for file in moved.rglob("*"):
        assert file.is_dir() or str(home.path).encode() not in file.read_bytes(), file
    with closing(Home(moved)) as again:
        assert again.snapshot().digest == before.digest
        assert publish(again, three="3").ids[0] == "three"


# Which snapshot is served


def test_without_a_snapshot_one_is_built(home: Home) -> None:
    assert home.snapshot().n == 0
    take_in(home.store, "a", {"1": "one"})
    assert home.snapshot(wait=True).n == 1


def test_a_snapshot_is_opened_once(home: Home) -> None:
    publish(home, one="1")
    assert home.snapshot() is home.snapshot()
    assert home.snapshot() is home.snapshot(wait=True)


def test_a_publication_shows_in_another_home_object(home: Home) -> None:
    publish(home, one="1")
    with closing(Home(home.path)) as reader:
        old = reader.snapshot()
        publish(home, one="1", two="2")
        assert (old.n, old.titles[0], reader.snapshot().n) == (1, "1", 2)


def test_an_unpublished_import_is_served_when_it_is_waited_for(home: Home) -> None:
    publish(home, one="1")
    take_in(home.store, "a", {"one": "1", "two": "2"})
    assert home.snapshot().n == 1
    assert (home.snapshot(wait=True).n, home.snapshot().n) == (2, 2)


def test_an_unpublished_import_is_caught_up_with_unless_someone_is_at_it(home: Home) -> None:
    publish(home, one="1")
    take_in(home.store, "a", {"one": "1", "two": "2"})
    other = home.path / "snapshots" / f".tmp-{os.getppid()}-x"
    other.mkdir()
    home.catch_up()
    assert home.snapshot().n == 1
    other.rmdir()
    home.catch_up()
    assert home.snapshot().n == 2


def test_nothing_new_is_not_published_again(home: Home) -> None:
    first = publish(home, one="1")
    before = folders(home)
    assert publish(home, one="1") is first
    assert folders(home) == before


def test_only_the_current_and_the_previous_snapshot_stay(home: Home) -> None:
    paths = [publish(home, one=str(number)).path.name for number in range(4)]
    assert folders(home) == sorted(paths[-2:])


def test_a_snapshot_that_was_swept_away_is_still_read(home: Home) -> None:
    old = publish(home, one="first")
    for number in range(3):
        publish(home, one=str(number))
    assert not old.path.exists()
    assert old.titles[0] == "first"
    assert len(old.text.search("first", 5)[0]) == 1


def test_leftovers_of_killed_builds_are_swept(home: Home) -> None:
    publish(home, one="1")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    snapshots = home.path / "snapshots"
    dead, stale, alive = (snapshots / f".tmp-{pid}-x" for pid in (gone.pid, os.getpid(), os.getppid()))
    for folder in (dead, stale, alive):
        folder.mkdir()
    os.utime(stale, (time.time() - 4_000, time.time() - 4_000))
    publish(home, one="2")
    assert [folder.exists() for folder in (dead, stale, alive)] == [False, False, True]


def test_a_new_catalogue_in_an_old_home_is_not_answered_from_the_old(home: Home) -> None:
    publish(home, one="old")
    home.close()
    for file in home.path.glob("catalogue.db*"):
        file.unlink()
    time.sleep(0.01)
    with closing(Home(home.path)) as again:
        assert publish(again, one="new").titles[0] == "new"
        assert len(folders(again)) == 2


def test_a_catalogue_put_back_from_a_backup_is_served(home: Home) -> None:
    publish(home, one="old")
    home.close()
    backup = shutil.copy(home.path / "catalogue.db", home.path.with_name("backup.db"))
    with closing(Home(home.path)) as later:
        publish(later, one="newer")
        publish(later, one="newest")
    shutil.copy(backup, home.path / "catalogue.db")
    with closing(Home(home.path)) as again:
        assert again.snapshot(wait=True).titles[0] == "old"
        assert publish(again, one="other").titles[0] == "other"


def test_a_snapshot_of_another_format_is_built_anew(home: Home) -> None:
    path = publish(home, one="1").path
    (path / META).write_text('{"format": 0}')
    with closing(Home(home.path)) as again:
        assert (again.snapshot().n, again.snapshot().path) == (1, path)


@pytest.mark.parametrize("pointer", ["", "7-gone", "../..", "\xff"])
def test_a_pointer_to_nothing_is_mended(home: Home, pointer: str) -> None:
    publish(home, one="1")
    (home.path / "snapshots" / "current").write_text(pointer, encoding="latin-1")
    assert home.snapshot().n == 1


def test_builders_at_the_same_time_all_end_well(home: Home) -> None:
    publish(home, one="1")
    take_in(home.store, "a", {"one": "1", "two": "2"})
    found: list[int] = []

    def build() -> None:
        with closing(Home(home.path)) as own:
            found.append(own.snapshot(wait=True).n)

    threads = [Thread(target=build) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 6
    assert (home.snapshot().n, len(folders(home))) == (2, 2)


def test_publications_and_readers_at_the_same_time(home: Home) -> None:
    publish(home, one="0")
    seen: list[list[int]] = []

    def read() -> None:
        with closing(Home(home.path)) as own:
            seen.append([int(own.snapshot().titles[0]) for _ in range(300)])

    threads = [Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 6):
        publish(home, one=str(number))
    for thread in threads:
        thread.join()
    assert len(seen) == 3
    assert all(numbers == sorted(numbers) for numbers in seen)


def test_a_reader_never_waits_for_an_import(home: Home) -> None:
    home.ensure_sample()
    with home.store.importing("a"), closing(Home(home.path, wait_s=0)) as reader:
        reader.ensure_sample()
        assert reader.snapshot(wait=True).n == reader.store.count() > 0
        assert (reader.store.rules(), reader.store.is_sample()) == ((), True)


# The sample


def test_an_empty_library_gets_the_sample_once(home: Home) -> None:
    home.ensure_sample()
    first = home.snapshot()
    home.ensure_sample()
    assert home.snapshot() is first
    assert home.store.sources() == {SAMPLE: first.n}
    assert home.store.is_sample()


def test_a_library_keeps_the_sample_away(home: Home) -> None:
    publish(home, one="1")
    home.ensure_sample()
    assert home.store.sources() == {"a": 1}
