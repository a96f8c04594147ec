"""The table of a vocabulary is made once, found again, and never read when it is damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from screening import RuleSet
from screening.model.vocabulary import Vocabulary
from screening.overlap import term_store
from screening.overlap.term_store import term_table
from screening.overlap.terms import TermTable
from tests.overlap.sample import VOCABULARY


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache, and nothing in it; every vocabulary is large enough for it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(term_store, "_WORTH_STORING", 1)
    term_table.cache_clear()
    return tmp_path / "screening"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Vocabulary]:
    """The vocabularies of which a table is made, in turn."""
    seen: list[Vocabulary] = []
    of = TermTable.of

    def counted(vocabulary: Vocabulary) -> TermTable:
        seen.append(vocabulary)
        return of(vocabulary)

    monkeypatch.setattr(TermTable, "of", counted)
    return seen


def again(vocabulary: Vocabulary = VOCABULARY) -> TermTable:
    """The table as another process gets it."""
    term_table.cache_clear()
    return term_table(vocabulary)


def test_a_table_that_is_stored_is_the_table_that_was_made(
    shipped: RuleSet, made: list[Vocabulary]
) -> None:
    for vocabulary in (VOCABULARY, shipped.vocabulary):
        before = again(vocabulary)
        assert again(vocabulary) == before
    assert made == [VOCABULARY, shipped.vocabulary]


def test_a_small_vocabulary_is_not_worth_a_file(
    cache: Path, made: list[Vocabulary], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_store, "_WORTH_STORING", 5_000)
    again()
    again()
    assert (len(made), cache.exists()) == (2, False)


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:0],
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2] + b"x" + whole[len(whole) // 2 + 1 :],
        lambda whole: b"0" + whole[1:],
        lambda whole: whole.partition(b"\n")[2],
    ],
    ids=["empty", "cut short", "changed", "another sum", "no sum"],
)
def test_a_damaged_file_is_no_table_and_is_written_anew(
    damage: Callable[[bytes], bytes], cache: Path, made: list[Vocabulary]
) -> None:
    before = again()
    (file,) = cache.glob("*.terms")
    whole = file.read_bytes()
    file.write_bytes(damage(whole))

    assert again() == before
    assert len(made) == 2
    assert file.read_bytes() == whole


def test_other_words_and_other_code_have_a_table_of_their_own_and_the_latest_are_kept(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        table = again(Vocabulary(synonyms=(f"a{number}, b",)))
        assert table.words == {f"a{number}", "b"}
        for age, file in enumerate(cache.glob("*.terms")):
            os.utime(file, (1_000_000 + age, 1_000_000 + age))
    monkeypatch.setattr(term_store, "basis_of", lambda _: "another")
    for _ in range(2):
        assert again(VOCABULARY) == TermTable.of(VOCABULARY)
    monkeypatch.setattr(term_store, "basis_of", lambda _: "third")
    again()

    names = {file.name for file in cache.iterdir()}
    assert len(names) == 4
    assert {"another.terms", "third.terms"} < names


def test_where_nothing_can_be_written_the_table_is_made_each_time(
    cache: Path, made: list[Vocabulary]
) -> None:
    cache.write_text("in the way", encoding="utf-8")
    assert again() == again()
    assert len(made) == 2


_PROGRAM = """
import sys
from screening.overlap import term_store
from tests.overlap.sample import VOCABULARY
term_store._WORTH_STORING = 1
sys.stdin.readline()
print(len(term_store.term_table(VOCABULARY).lines))
"""


def test_processes_that_make_a_table_at_once_all_get_a_whole_one(cache: Path, root: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM], cwd=root, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(3)
    ]  # fmt: skip
    for each in started:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    told = {each.communicate(timeout=60)[0] for each in started}

    assert told == {f"{len(TermTable.of(VOCABULARY).lines)}\n"}
    assert [file.suffix for file in cache.iterdir()] == [".terms"]
