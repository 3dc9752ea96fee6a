"""Tables into a catalogue: what is taken, what is rejected with its reason, and that nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segue.catalogue.home import Home
from segue.catalogue.importers import import_source
from segue.catalogue.port import ImportReport
from segue.errors import BadInput, ImportFailed
from segue.music import Attribute, Labels, Track


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    opened = Home(tmp_path / "home")
    yield opened
    opened.close()


def _csv(tmp_path: Path, text: str | bytes, name: str = "songs.csv") -> str:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def _tracks(home: Home) -> dict[str, Track]:
    return {track.id: track for track in home.store.tracks()}


def _counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.rejected_total


def test_one_row_of_everything(home: Home, tmp_path: Path) -> None:
    source = _csv(
        tmp_path,
        "id,title,artists,album,release,genres,mood,bpm,key,energy,duration,explicit,description\n"
        "t1,Sun,\"['A', 'B']\",LP,2019-04-26,\"pop; art pop\",calm,120.5,Am,0.25,3:00,true,about summer\n",
    )
    report = import_source(home, source)
    told = {name: Attribute(float(value)) for name, value in {
        "tempo": 120.5, "key": 9, "mode": 0, "energy": 0.25, "duration_ms": 180_000, "explicit": 1, "year": 2019,
    }.items()}  # fmt: skip
    assert _tracks(home)["t1"] == Track(
        id="t1", title="Sun", artist="A, B", artists=("A", "B"), album="LP", release="2019-04-26",
        description="about summer", values=told,
        labels={"genre": Labels(("pop", "art pop")), "mood": Labels(("calm",))},
    )  # fmt: skip
    assert report.columns["duration"] == "duration_ms (in seconds)"
    assert home.snapshot().n == 1


def test_a_second_import_changes_nothing_and_a_new_version_only_what_differs(home: Home, tmp_path: Path) -> None:
    source = _csv(tmp_path, "id,title,bpm\na,A,100\nb,B,110\nc,C,120\n")
    assert _counts(import_source(home, source)) == (3, 0, 0, 0)
    before = home.store.generation()
    again = import_source(home, source)
    assert (_counts(again), again.same) == ((0, 0, 0, 0), 3)
    assert home.store.generation() == before
    _csv(tmp_path, "id,title,bpm\na,A,100\nb,B,111\nd,D,130\n")
    report = import_source(home, source)
    assert (_counts(report), report.same) == ((1, 1, 1, 0), 1)
    assert sorted(_tracks(home)) == ["a", "b", "d"]


def test_another_mapping_is_another_reading(home: Home, tmp_path: Path) -> None:
    source = _csv(tmp_path, "id,title,x\na,A,100\n")
    import_source(home, source)
    report = import_source(home, source, columns={"tempo@analysis": "x"})
    assert report.changed == 1
    assert _tracks(home)["a"].values["tempo"] == Attribute(100.0, "analysis", 0.9)


def test_values_that_cannot_be_are_missing(home: Home, tmp_path: Path) -> None:
    header = "id,title,artist,tempo,energy,duration_ms,key,year,rating"
    import_source(home, _csv(tmp_path, f"{header}\na,A,None,0,NaN,5,-1,0,0\nb,B,X,120,0.5,200000,0,1999,3\n"))
    tracks = _tracks(home)
    assert tracks["a"] == Track(id="a", title="A")
    assert set(tracks["b"].values) == {"tempo", "energy", "duration_ms", "key", "year", "rating"}


def test_rows_without_an_id_keep_theirs_between_imports(home: Home, tmp_path: Path) -> None:
    source = _csv(tmp_path, "title,artist\nSun,A\nSun,A\nMoon,A\n")
    assert import_source(home, source).added == 3
    first = sorted(_tracks(home))
    _csv(tmp_path, "title,artist\nNew,Z\nMoon,A\nSun,A\nSun,A\n")
    assert _counts(import_source(home, source)) == (1, 0, 0, 0)
    assert set(first) < set(_tracks(home))


def test_bad_rows_are_told_in_order_and_the_others_taken(home: Home, tmp_path: Path) -> None:
    text = 'id,title\na,A\nb\nc,C,3\na,Again\n,\nd,D\x00\n\ne,"x"y\nf,"open\ng,G\n'
    report = import_source(home, _csv(tmp_path, text))
    assert report.added == 1
    assert [(bad.row, bad.reason.split(" ")[0]) for bad in report.rejected] == [
        (2, "1"), (3, "3"), (4, "the"), (5, "says"), (6, "not"), (7, "not"), (8, "not"),
    ]  # fmt: skip
    assert import_source(home, _csv(tmp_path, text)).rejected_total == report.rejected_total


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_marked_encodings(home: Home, tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = delimiter.join(("id", "title")) + "\r\n" + delimiter.join(("a", "Été")) + "\r\n"
    import_source(home, _csv(tmp_path, text.encode(encoding)))
    assert _tracks(home)["a"].title == "Été"


def test_another_encoding_is_said(home: Home, tmp_path: Path) -> None:
    source = _csv(tmp_path, "id,title\na,Été\nb,Hiver\n".encode("latin-1"))
    report = import_source(home, source)
    assert (report.added, report.rejected[0].row, report.rejected[0].reason) == (1, 1, "not text in this encoding")
    assert import_source(home, source, encoding="latin-1").added == 1
    assert _tracks(home)["a"].title == "Été"


def test_json_lines(home: Home, tmp_path: Path) -> None:
    lines = [
        {"id": 1, "title": "Sun", "artist": {"name": "A"}, "genres": ["pop"], "tempo": 100},
        {"id": 2, "title": "Moon", "artists": [{"name": "A"}, {"name": "B"}], "late": None},
    ]
    text = "\n".join(map(json.dumps, lines)) + '\n{"id": 3,\n[1]\n\n{"id": 4, "title": "\\ud800"}\n'
    report = import_source(home, _csv(tmp_path, text, "songs.jsonl"))
    assert report.added == 2
    assert [bad.row for bad in report.rejected] == [3, 4, 5]
    assert report.columns["late"] == "ignored"
    tracks = _tracks(home)
    assert tracks["1"].artist == "A"
    assert tracks["2"].artists == ("A", "B")


def test_parquet_keeps_float32_to_the_bit(home: Home, tmp_path: Path) -> None:
    table = pa.table({
        "id": pa.array([2**60 + 1, 7], pa.int64()),
        "title": pa.array(["A", "B"], pa.large_string()).dictionary_encode(),
        "tempo": pa.array([126.03199768066406, None], pa.float32()),
        "genres": pa.array([["pop", None], None], pa.list_(pa.string())),
    })  # fmt: skip
    pq.write_table(table, tmp_path / "songs.parquet")
    import_source(home, str(tmp_path / "songs.parquet"))
    tracks = _tracks(home)
    assert tracks[str(2**60 + 1)].values["tempo"].value == 126.03199768066406
    assert tracks[str(2**60 + 1)].labels == {"genre": Labels(("pop",))}
    assert tracks["7"] == Track(id="7", title="B")


def _failing(tmp_path: Path) -> dict[str, tuple[str, dict[str, str]]]:
    whole = tmp_path / "whole.parquet"
    pq.write_table(pa.table({"id": [str(n) for n in range(1000)], "title": ["A"] * 1000}), whole)
    (tmp_path / "folder").mkdir()
    return {
        "source_missing": (str(tmp_path / "nowhere.csv"), {}),
        "source_damaged": (_csv(tmp_path, whole.read_bytes()[:-100], "cut.parquet"), {}),
        "source_empty": (_csv(tmp_path, "", "empty.csv"), {}),
        "source_is_folder": (str(tmp_path / "folder"), {"kind": "csv"}),
        "source_is_file": (_csv(tmp_path, "ID3", "song.mp3"), {}),
        "columns_unused": (str(tmp_path / "folder"), {"columns": "yes"}),
        "encoding": (_csv(tmp_path, bytes(range(256)) * 50, "noise.csv"), {}),
        "encoding_unknown": (_csv(tmp_path, "id,title\na,A\n", "e.csv"), {"encoding": "utf-88"}),
        "kind_unknown": (_csv(tmp_path, "just words", "notes.doc"), {}),
        "columns_unrecognised": (_csv(tmp_path, "x,y\n1,2\n", "xy.csv"), {}),
    }


@pytest.mark.parametrize(
    "code",
    [
        "source_missing", "source_damaged", "source_empty", "source_is_folder", "source_is_file", "columns_unused",
        "encoding", "encoding_unknown", "kind_unknown", "columns_unrecognised",
    ],
)  # fmt: skip
def test_a_source_that_cannot_be_read_is_told_with_its_mend(home: Home, tmp_path: Path, code: str) -> None:
    source, options = _failing(tmp_path)[code]
    with pytest.raises(BadInput) as told:
        import_source(
            home,
            source,
            kind=options.get("kind"),
            columns={"title": "a"} if "columns" in options else None,
            encoding=options.get("encoding", "utf-8"),
        )
    assert told.value.code == f"segue.E.{code}"
    assert told.value.hint
    assert told.value.exit_status == 2


@pytest.mark.parametrize("source", ["", "\x00", "a" * 5000, "\ud800"])
def test_names_that_cannot_be_files(home: Home, source: str) -> None:
    with pytest.raises(BadInput):
        import_source(home, source or "no such file")


def test_without_a_valid_row_the_old_state_remains(home: Home, tmp_path: Path) -> None:
    source = _csv(tmp_path, "id,title\na,A\n")
    import_source(home, source)
    _csv(tmp_path, "id,title\nb\n")
    with pytest.raises(ImportFailed) as told:
        import_source(home, source)
    assert told.value.code == "segue.E.source_empty"
    assert list(_tracks(home)) == ["a"]


def test_damage_in_the_middle_loses_nothing(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "songs.parquet"
    text = [f"title {n * 7919 % 100_003}" for n in range(60_000)]
    pq.write_table(pa.table({"id": list(map(str, range(60_000))), "title": text}), path, row_group_size=20_000)
    import_source(home, str(path))
    whole = bytearray(path.read_bytes())
    start = len(whole) // 2
    whole[start : start + 4000] = b"\xff" * 4000
    path.write_bytes(whole)
    with pytest.raises(ImportFailed) as told:
        import_source(home, str(path))
    assert told.value.code == "segue.E.source_damaged"
    assert home.store.count() == 60_000


def test_progress_is_told_to_the_end(home: Home, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    rows = "".join(f"{n},T{n}\n" for n in range(5000))
    import_source(home, _csv(tmp_path, "id,title\n" + rows), progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == [2000, 4000, 5000]


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "rows", "told"),
    [
        ("songs.parquet", 156_788, {"genres": "genre@artist", "tags": "tag"}),
        ("jamendo.parquet", 55_701, {"genres": "genre", "duration_s": "duration_ms (in seconds)"}),
    ],
)
def test_real_catalogues_need_no_mapping(home: Home, shared: Path, name: str, rows: int, told: dict[str, str]) -> None:
    report = import_source(home, str(shared / "data" / name))
    assert _counts(report) == (rows, 0, 0, 0)
    assert report.columns.items() >= told.items()
