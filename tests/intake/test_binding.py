"""Each folder of ``bad/`` has files with one kind of mistake, and what is said of them.

``expected.txt`` has, for each file, what is said in English, then in Swedish, and then what
the caret of each problem covers.  After a change that is meant:
``UPDATE_EXPECTED=1 pytest tests/intake/test_binding.py``, and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening import Screener
from screening.errors import InvalidInput, Span
from screening.intake.documents import parse
from screening.intake.files import read_register
from screening.intake.source import read_source
from screening.messages import catalogue
from tests.intake.reading import cut, entries, values

EXPECTED = "expected.txt"
FOLDERS = sorted(path for path in (Path(__file__).parent / "bad").iterdir() if path.is_dir())
FILES = [file for folder in FOLDERS for file in sorted(folder.iterdir()) if file.name != EXPECTED]

ELSEWHERE = {
    "bands-crossed": "of ruleset.yaml",
    "clause": "of rule files and the letter",
    "curve": "of a register's bands",
    "hash": "of a register's bands",
    "invalid": "no mistake is told with it",
    "no-conclusion": "of rule files",
    "single-term": "of vocabulary.yaml",
    "slug": "of rule files",
    "term-line": "of vocabulary.yaml",
    "terminated-but-in-force": "of letter.yaml",
}
"""The codes that no proposal and no register gives, and what gives them."""


def refused(file: Path, screener: Screener) -> InvalidInput:
    read = read_register if file.stem == "register" else screener.screen
    with pytest.raises(InvalidInput) as caught:
        read(file)
    return caught.value


def told(file: Path, screener: Screener) -> str:
    error = refused(file, screener)
    text = file.read_bytes().decode()
    carets = [f"{problem.location()}: {cut(text, problem.span)}" for problem in error.problems]
    said = "\n".join([error.describe("en"), "", error.describe("sv"), "", *carets, ""])
    return said.replace(f"{file.parent}{os.sep}", "")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_wrong_is_told_at_its_place_in_english_and_swedish(
    folder: Path, screener: Screener
) -> None:
    actual = "\n".join(told(file, screener) for file in FILES if file.parent == folder)
    expected = folder / EXPECTED
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_file_has_the_mistake_that_its_folder_is_named_by(file: Path, screener: Screener) -> None:
    codes = {problem.code for problem in refused(file, screener).problems}
    assert f"input.{file.parent.name}" in codes


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_caret_covers_one_key_or_one_value(file: Path, screener: Screener) -> None:
    spans = {problem.span for problem in refused(file, screener).problems}
    assert spans <= set(spans_in(file))


def spans_in(file: Path) -> Iterator[Span | None]:
    tree = parse(read_source(file))
    yield from (entry.key.span for entry in entries(tree))
    yield from (value.span for value in values(tree))


def test_every_mistake_that_the_catalogue_knows_has_its_folder_or_belongs_to_the_rules() -> None:
    codes = {key.split(".")[1] for key in catalogue("en") if key.startswith("input.")}
    assert {folder.name for folder in FOLDERS} == codes - set(ELSEWHERE)
