"""Every command of the register on one of JSON Lines: what it says is what it says of any other."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from screening.intake.files import read_register
from screening.overlap import calibration, care_finding
from screening.overlap.stored_register import StoredEntries
from screening.shipped import sample_register
from tests.cli.calling import PROPOSALS, Call

DAY = ("--as-of", "2026-12-01")


def written(folder: Path, entries: Sequence[dict[str, Any]]) -> Path:
    path = folder / "register.jsonl"
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def entries() -> list[dict[str, Any]]:
    """The sample register as data, in the order of its ids."""
    model = read_register(sample_register()).model
    found = [one.model_dump(mode="json", exclude_none=True) for one in model.entries]
    return sorted(found, key=lambda one: str(one["id"]))


@pytest.fixture
def both(tmp_path: Path, entries: list[dict[str, Any]]) -> tuple[str, str]:
    """One register in two files: JSON, and JSON Lines."""
    (tmp_path / "small.json").write_text(json.dumps(entries), encoding="utf-8")
    written(tmp_path, entries)
    return "small.json", "register.jsonl"


def told(call: Call, *words: str) -> Any:
    answer = call(*words)
    assert answer.err == ""
    return json.loads(answer.out)


def test_it_is_found_by_its_name_where_no_other_register_is(
    call: Call, both: tuple[str, str]
) -> None:
    found = call("register", "show", "K-014")
    assert found.out == call("register", "show", "K-014", "--register", both[0]).out


@pytest.mark.parametrize("shape", ["text", "json"])
@pytest.mark.parametrize("ids", [[], ["K-014"], ["K-002", "P-001", "K-002"]])
def test_show_shows_the_same(shape: str, ids: list[str], call: Call, both: tuple[str, str]) -> None:
    one, other = (
        call("register", "show", *ids, "--register", file, "--format", shape) for file in both
    )
    assert (one.code, one.err) == (0, "")
    assert other == one


def test_show_tells_of_an_id_that_is_not_there(call: Call, both: tuple[str, str]) -> None:
    one, other = (call("register", "show", "K-0144", "--register", file) for file in both)
    assert (one.code, "K-014" in one.err) == (3, True)
    assert other == one


def test_check_finds_the_same_but_for_the_places(call: Call, both: tuple[str, str]) -> None:
    one, other = (told(call, "register", "check", file, *DAY, "--format", "json") for file in both)
    places = [entry for care in other["cares"] for entry in care["entries"]]
    assert {entry["file"] for entry in places} == {"register.jsonl"}
    for answer in (one, other):
        del answer["file"]
        for care in answer["cares"]:
            for entry in care["entries"]:
                del entry["file"], entry["line"], entry["column"]
    assert other == one
    assert sum(one["counts"].values()) == len(one["cares"]) > 30


def test_check_tells_the_line_of_an_entry_and_the_column_within_it(
    call: Call, tmp_path: Path
) -> None:
    entry = {"id": "K-2", "name": "The morning walks", "kind": "constellation", "status": "active",
             "parties": ["MDU"], "description": "People walk.", "themes": ["walking"],
             "agreement": {"status": "in-force", "valid_to": "2026-11-30"}}  # fmt: skip
    other = {**entry, "id": "K-1", "name": "The breakfast", "description": "People eat.",
             "agreement": {"status": "none"}}  # fmt: skip
    path = written(tmp_path, [entry, other])
    path.write_text("\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    answer = call("register", "check", *DAY, "--strict")
    column = json.dumps(entry).index('"2026-11-30"') + 1

    assert (answer.code, answer.err) == (1, "")
    assert "  K-2  The morning walks  register.jsonl:2\n       ended 2026-11-30\n" in answer.out
    found = told(call, "register", "check", *DAY, "--format", "json")
    (ended,) = [care for care in found["cares"] if care["code"] == "agreement-ended"]
    assert ended["entries"] == [
        {"id": "K-2", "name": "The morning walks", "file": "register.jsonl", "line": 2,
         "column": column}
    ]  # fmt: skip


def test_check_says_so_when_it_compares_only_some_entries(
    call: Call, both: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(care_finding, "MOST_TRIED", 30)

    answer = call("register", "check", both[1], *DAY, "--lang", "sv")
    assert "\nAlla poster har inte jämförts med varandra\n" in answer.out
    assert "  27 av 53 poster, jämnt spridda, har jämförts med alla andra\n" in answer.out
    assert "overlap-sampled" in call("register", "check", both[0], *DAY, "--format", "json").out


def test_calibrate_reads_the_same_bands_off_it_and_writes_them_beside_it(
    call: Call, both: tuple[str, str], tmp_path: Path
) -> None:
    for file in both:
        assert call("register", "calibrate", file).code == 0
    one, other = (
        json.loads((tmp_path / f"{Path(file).stem}.bands.json").read_text(encoding="utf-8"))
        for file in both
    )
    assert one.pop("register_sha256") != other.pop("register_sha256")
    assert other == one

    found = told(call, "register", "check", both[1], *DAY, "--format", "json")
    assert found["bands"] == {"possible": one["possible"], "strong": one["strong"]}
    assert not {"not-calibrated", "register-changed"} & set(found["counts"])
    verdict = told(call, "screen", str(next(PROPOSALS.glob("row-*/*.yaml"))), "--format", "json")
    assert (verdict["bands"]["source"], verdict["bands"]["standing"]) == ("register", "current")


def test_calibrate_tries_some_entries_of_a_large_one_and_says_how_many(
    call: Call, both: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "_MOST_TRIED", 30)
    answer = call("register", "calibrate", both[1])

    assert "27 entries, evenly spread, have been tried against all others" in answer.out
    assert "The register has 53 entries." in " ".join(answer.out.split())
    bands = json.loads((tmp_path / "register.bands.json").read_text(encoding="utf-8"))
    assert (bands["entries"], bands["tried"]) == (53, 27)


def test_too_few_entries_are_told_of(
    call: Call, entries: list[dict[str, Any]], tmp_path: Path
) -> None:
    written(tmp_path, entries[:19])
    answer = call("register", "calibrate")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("Too few entries to calibrate on: 19")


def test_search_finds_the_same_and_why_not(call: Call, both: tuple[str, str]) -> None:
    for more in ([], ["--why-not", "K-030"]):
        one, other = (
            call("register", "search", "friska tänder hos gamla", *more, "--register", file)
            for file in both
        )
        assert (one.code, one.err) == (0, "")
        assert other == one


@pytest.mark.parametrize(
    "command",
    [
        lambda call: call("register", "show"),
        lambda call: call("register", "show", "K-1", "--format", "json"),
        lambda call: call("register", "check"),
        lambda call: call("register", "calibrate"),
        lambda call: call("register", "search", "x"),
        lambda call: call("screen", PROPOSALS / "x.yaml"),
    ],
    ids=["show", "show one", "check", "calibrate", "search", "screen"],
)
def test_what_is_wrong_in_it_is_told_by_line_everywhere(
    command: Callable[[Call], Any], call: Call, entries: list[dict[str, Any]], tmp_path: Path
) -> None:
    written(tmp_path, [entries[0], {**entries[1], "status": "actve"}])
    answer = command(call)

    assert (answer.code, answer.out) == (3, "")
    assert " --> register.jsonl:2:" in answer.err
    assert "“actve”" in answer.err


@pytest.mark.parametrize(
    "words", [["show"], ["show", "K-014"], ["check"], ["calibrate"], ["search", "tänder"]],
    ids=" ".join,
)  # fmt: skip
def test_one_that_is_changed_while_it_is_read_is_an_error_and_no_traceback(
    words: list[str], call: Call, both: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = StoredEntries._data

    def changing(self: StoredEntries, number: int) -> bytes:
        with Path(both[1]).open("a", encoding="utf-8") as file:
            file.write("\n")
        return whole(self, number)

    monkeypatch.setattr(StoredEntries, "_data", changing)
    answer = call("register", *words)

    assert (answer.code, answer.out) == (3, "")
    assert "register.jsonl" in answer.err
    assert "Traceback" not in answer.err
