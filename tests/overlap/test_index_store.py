"""An index is built once, found again, and built anew when it is of no use any more."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread

import pytest

from screening.errors import InvalidInput, Problem
from screening.intake.json_lines import RegisterLines
from screening.model.vocabulary import Vocabulary
from screening.overlap import index_store
from screening.overlap.index_places import FOLDER, Place, Seen, places
from screening.overlap.stored_register import StoredRegister
from tests.overlap.sample import ENTRIES, VOCABULARY, entry
from tests.overlap.stored import written

DAY = 86_400


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache, and nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "screening"


@pytest.fixture(autouse=True)
def readings(monkeypatch: pytest.MonkeyPatch, cache: Path) -> list[str]:  # noqa: ARG001
    """The registers that are read whole, one after another."""
    read: list[str] = []

    class Counted(RegisterLines):
        def __init__(self, path: str | os.PathLike[str]) -> None:
            super().__init__(path)
            read.append(Path(path).name)

    monkeypatch.setattr(index_store, "RegisterLines", Counted)
    return read


def register(folder: Path, age: int = DAY) -> Path:
    """A register that was last changed some seconds ago."""
    path = written(folder, ENTRIES)
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def names(path: Path) -> list[str]:
    return [entry.name for entry in StoredRegister(path, VOCABULARY).entries]


def indexes(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.index"))


NAMES = [str(each["name"]) for each in ENTRIES]


# --- built once -----------------------------------------------------------------------------


def test_an_index_is_built_once_and_lies_beside_its_register(
    tmp_path: Path, readings: list[str]
) -> None:
    path = register(tmp_path)

    assert [names(path), names(path)] == [NAMES, NAMES]
    assert readings == ["register.jsonl"]
    found = sorted(each.name for each in (tmp_path / FOLDER).iterdir())
    assert [found[0], found[2]] == [".gitignore", "register.jsonl.seen"]
    assert found[1].startswith("register.jsonl.")
    assert found[1].endswith(".index")
    assert (tmp_path / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_who_may_read_a_register_may_read_its_index(tmp_path: Path) -> None:
    path = register(tmp_path)
    path.chmod(0o640)
    names(path)
    assert [each.stat().st_mode & 0o777 for each in indexes(tmp_path / FOLDER)] == [0o640]


def test_a_register_that_is_the_same_file_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register(tmp_path)
    names(path)
    names(path)
    monkeypatch.setattr(hashlib, "file_digest", None)

    assert names(path) == NAMES


def test_a_register_that_is_touched_but_not_changed_is_known_by_its_content(
    tmp_path: Path, readings: list[str]
) -> None:
    path = register(tmp_path)
    names(path)
    path.touch()

    assert names(path) == NAMES
    assert readings == ["register.jsonl"]


def test_a_register_under_another_path_is_known_by_its_index_beside_it(
    tmp_path: Path, readings: list[str]
) -> None:
    (tmp_path / "one").mkdir()
    names(register(tmp_path / "one"))
    (tmp_path / "one").rename(tmp_path / "other")

    assert names(tmp_path / "other" / "register.jsonl") == NAMES
    assert readings == ["register.jsonl"]


# --- stale ----------------------------------------------------------------------------------


@pytest.mark.parametrize("age", [0, DAY])
def test_an_index_of_what_the_register_was_before_is_built_again_and_the_old_one_removed(
    tmp_path: Path, readings: list[str], age: int
) -> None:
    path = register(tmp_path, age)
    names(path)
    (old,) = indexes(tmp_path / FOLDER)
    written(tmp_path, [entry("K-1", name="Annat")])

    assert names(path) == ["Annat"]
    assert readings == ["register.jsonl"] * 2
    assert len(indexes(tmp_path / FOLDER)) == 1
    assert not old.exists()


def test_a_change_just_after_the_register_was_read_is_noticed_though_size_and_time_are_the_same(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, [entry("K-1", name="Ett")])
    names(path)
    was = path.stat()
    written(tmp_path, [entry("K-1", name="Tva")])
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert path.stat().st_size == was.st_size

    assert names(path) == ["Tva"]


def test_another_vocabulary_makes_another_index_and_the_last_two_are_kept(
    tmp_path: Path, readings: list[str]
) -> None:
    path = register(tmp_path)
    vocabularies = [Vocabulary(synonyms=(f"a, b{number}",)) for number in range(3)]
    for number, vocabulary in enumerate(vocabularies):
        StoredRegister(path, vocabulary)
        (newest,) = {*indexes(tmp_path / FOLDER)} - {
            each for each in indexes(tmp_path / FOLDER) if each.stat().st_mtime < time.time() - DAY
        }
        then = time.time() - (4 - number) * DAY
        os.utime(newest, (then, then))
    assert len(indexes(tmp_path / FOLDER)) == 2

    for vocabulary in vocabularies[1:]:
        StoredRegister(path, vocabulary)
    assert len(readings) == 3
    StoredRegister(path, vocabularies[0])
    assert len(readings) == 4


def test_an_index_that_was_made_by_other_code_is_built_again(
    tmp_path: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register(tmp_path)
    names(path)
    monkeypatch.setattr(index_store, "basis_of", lambda _: "another")
    names(path)
    assert len(readings) == 2


def test_an_index_under_the_name_of_another_is_not_taken_for_it(
    tmp_path: Path, readings: list[str]
) -> None:
    path = register(tmp_path)
    names(path)
    (index,) = indexes(tmp_path / FOLDER)
    other = index.read_bytes()
    written(tmp_path, [entry("K-1", name="Annat")])
    names(path)
    (index,) = indexes(tmp_path / FOLDER)
    index.write_bytes(other)

    assert names(path) == ["Annat"]
    assert len(readings) == 3


# --- damaged --------------------------------------------------------------------------------


def damaged(whole: bytes) -> dict[str, bytes]:
    places = range(0, len(whole), max(1, len(whole) // 40))
    return {
        "empty": b"",
        "of zeros": bytes(len(whole)),
        "cut in the head": whole[:10],
        "cut in the middle": whole[: len(whole) // 2],
        "without its last byte": whole[:-1],
        "text": b"this is no index\n" * 100,
        **{
            f"changed at {place}": whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
            for place in places
        },
    }


def test_an_index_that_is_damaged_is_built_again(tmp_path: Path, readings: list[str]) -> None:
    path = register(tmp_path)
    names(path)
    (index,) = indexes(tmp_path / FOLDER)
    whole = index.read_bytes()
    for content in damaged(whole).values():
        index.write_bytes(content)
        assert names(path) == NAMES
        assert index.read_bytes() == whole or content[-1:] == whole[-1:]
    assert len(readings) > 30


def test_an_index_that_is_gone_is_built_again(tmp_path: Path, readings: list[str]) -> None:
    path = register(tmp_path)
    names(path)
    for each in indexes(tmp_path / FOLDER):
        each.unlink()
    assert names(path) == NAMES
    assert len(readings) == 2


@pytest.mark.parametrize(
    "remembered", ["", "{", "[]", "{}", "null", '{"size": "x"}', "\udc80", '{"sha256": 5}']
)
def test_what_is_remembered_of_a_register_is_no_harm_when_it_is_damaged(
    tmp_path: Path, remembered: str, readings: list[str]
) -> None:
    path = register(tmp_path)
    names(path)
    memory = tmp_path / FOLDER / "register.jsonl.seen"
    memory.write_bytes(remembered.encode("utf-8", "surrogateescape"))

    assert names(path) == NAMES
    assert len(readings) == 1
    assert json.loads(memory.read_bytes())["size"] == path.stat().st_size


# --- where it cannot be written -------------------------------------------------------------


def test_where_the_folder_cannot_be_written_the_index_lies_in_the_cache(
    tmp_path: Path, cache: Path, readings: list[str]
) -> None:
    path = register(tmp_path)
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")

    assert [names(path), names(path)] == [NAMES, NAMES]
    assert readings == ["register.jsonl"]
    assert len(indexes(cache)) == 1


def test_registers_of_one_name_have_an_index_each_in_the_cache(
    tmp_path: Path, cache: Path, readings: list[str]
) -> None:
    paths = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / FOLDER).write_text("in the way", encoding="utf-8")
        paths.append(written(tmp_path / name, [entry("K-1", name=name)]))

    for _ in range(2):
        assert [names(path) for path in paths] == [["one"], ["other"]]
    assert len(readings) == len(indexes(cache)) == 2


def test_where_nothing_can_be_written_the_register_serves_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readings: list[str]
) -> None:
    path = register(tmp_path)
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / FOLDER))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()

    assert [names(path), names(path)] == [NAMES, NAMES]
    assert len(readings) == 2
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "XDG_CACHE_HOME", ".cache"),
        ("darwin", "HOME", "Library/Caches"),
        ("win32", "LOCALAPPDATA", "AppData/Local"),
    ],
)
def test_each_system_has_its_place_for_caches(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variable: str,
    expected: str,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert [place.folder for place in places(tmp_path / "a" / "r.jsonl")] == [
        tmp_path / "a" / FOLDER,
        tmp_path / expected / "screening",
    ]


# --- tidying --------------------------------------------------------------------------------


def test_what_was_never_finished_is_removed_but_not_what_is_being_written(tmp_path: Path) -> None:
    place = Place(tmp_path, "r[1].jsonl")
    then = time.time() - 2 * DAY
    for name in ("old.tmp", "new.tmp", "r[1].jsonl.aa.bb.index", "r1.jsonl.aa.bb.index"):
        (tmp_path / name).touch()
        if name == "old.tmp":
            os.utime(tmp_path / name, (then, then))

    place.tidy("cc")

    assert sorted(each.name for each in tmp_path.iterdir()) == ["new.tmp", "r1.jsonl.aa.bb.index"]


def test_what_cannot_be_removed_is_left(tmp_path: Path) -> None:
    (tmp_path / "r.aa.bb.index").mkdir()
    Place(tmp_path, "r").tidy("cc")
    assert (tmp_path / "r.aa.bb.index").is_dir()


def test_a_file_is_only_known_again_if_nobody_could_have_changed_it_unseen() -> None:
    second = 1_000_000_000
    seen = Seen(size=5, changed=0, at=3 * second)

    assert seen.still(Seen(5, 0, 9 * second))
    assert not seen.still(Seen(6, 0, 9 * second))
    assert not seen.still(Seen(5, 1, 9 * second))
    assert not Seen(5, 2 * second, 3 * second).still(Seen(5, 2 * second, 9 * second))


# --- what cannot be used --------------------------------------------------------------------


def test_a_register_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "register.jsonl"
    with pytest.raises(InvalidInput) as caught:
        StoredRegister(path, VOCABULARY)
    assert caught.value.problems == (Problem("reading.missing", file=str(path)),)


def test_a_register_with_mistakes_has_no_index(tmp_path: Path) -> None:
    path = written(tmp_path, [*ENTRIES, ENTRIES[0]])
    with pytest.raises(InvalidInput) as caught:
        StoredRegister(path, VOCABULARY)
    assert [(one.code, one.line) for one in caught.value.problems] == [("input.duplicate-id", 6)]
    assert indexes(tmp_path / FOLDER) == []


def test_collecting_garbage_goes_on_after_an_index_is_built(tmp_path: Path) -> None:
    import gc

    assert gc.isenabled()
    names(register(tmp_path))
    assert gc.isenabled()
    gc.disable()
    try:
        names(written(tmp_path, [entry("K-1")]))
        assert not gc.isenabled()
    finally:
        gc.enable()


# --- several at once ------------------------------------------------------------------------

_PROGRAM = """
import sys
import tempfile
from tests.overlap.sample import VOCABULARY
from screening.overlap.stored_register import StoredRegister
sys.stdin.readline()
register = StoredRegister(sys.argv[1], VOCABULARY)
print([entry.name for entry in register.entries], len(register.index.holding("s:frukost")))
"""


def test_processes_that_build_an_index_at_once_all_get_a_whole_one(
    tmp_path: Path, root: Path
) -> None:
    path = written(tmp_path, [entry(f"K-{n}", name="Frukost", description="a b c") for n in "123"])
    command = [sys.executable, "-c", _PROGRAM, str(path)]
    started = [
        subprocess.Popen(
            command, cwd=root, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]
    for each in started:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    told = {each.communicate(timeout=60)[0] for each in started}

    assert told == {"['Frukost', 'Frukost', 'Frukost'] 3\n"}
    assert len(indexes(tmp_path / FOLDER)) == 1
    assert list((tmp_path / FOLDER).glob("*.tmp")) == []


def test_an_index_that_is_built_again_does_not_change_for_those_who_have_the_old_one_open(
    tmp_path: Path,
) -> None:
    path = register(tmp_path)
    before = StoredRegister(path, VOCABULARY)
    path.rename(tmp_path / "old.jsonl")
    written(tmp_path, [entry("K-1", name="Annat")])
    after = StoredRegister(path, VOCABULARY)

    assert [len(before.index.holding("s:balansgrupp")), len(before), len(after)] == [1, 5, 1]
    assert [entry.name for entry in before.entries] == NAMES


def test_threads_that_open_a_register_at_once_all_get_it(tmp_path: Path) -> None:
    path = register(tmp_path)
    found: list[list[str]] = []
    threads = [Thread(target=lambda: found.append(names(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [NAMES] * 8
