"""Registers of JSON Lines with their stored index: the same answers, and no harm from bad files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from screening import InvalidInput, RuleSet, Screener
from screening.intake.files import register_from_data
from screening.model.register import RegisterEntry
from screening.model.vocabulary import Vocabulary
from screening.overlap import candidates, index_store, matching
from screening.overlap.index_places import FOLDER, Seen
from screening.overlap.matching import Matcher, Query
from screening.overlap.stored_register import StoredRegister
from screening.shipped import sample_register
from tests.overlap.sample import NO_VOCABULARY, TEXTS, VOCABULARY, entry, register
from tests.rules.fixtures import AS_OF, found_proposals

TWO = [
    entry("K-1", name="Hembesök hos äldre", description="Sjuksköterskor besöker äldre."),
    entry("K-2", name="Kör på recept", themes=["musik"], parties=["Sala kommun"]),
]


@pytest.fixture(autouse=True)
def _own_caches(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))


def as_lines(entries: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False, default=str) + "\n" for one in entries)


def stored(folder: Path, entries: list[dict[str, Any]] | str = "") -> Path:
    path = folder / "register.jsonl"
    text = entries if isinstance(entries, str) else as_lines(entries)
    path.write_text(text or as_lines(TWO), encoding="utf-8")
    return path


def the_sample(folder: Path) -> Path:
    entries = [one.model_dump(mode="json", exclude_none=True) for one in register().entries]
    return stored(folder, entries)


def indexes(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.index"))


def refused(path: Path) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(InvalidInput) as error:
        StoredRegister(path, NO_VOCABULARY)
    return [(one.code, one.line, one.column) for one in error.value.problems]


# --- the same answers ---------------------------------------------------------------------


def test_a_stored_register_gives_the_matches_that_it_gives_in_memory(
    shipped: RuleSet, tmp_path: Path
) -> None:
    big = StoredRegister(the_sample(tmp_path), shipped.vocabulary)
    by_index = Matcher(big, shipped.vocabulary)
    in_memory = Matcher(register(), shipped.vocabulary)

    for one in register().entries[::3]:
        query = Query(one.name, one.description or "", one.themes, one.parties)
        told = by_index.matches(by_index.read(query), at_least=0, besides={"K-001", "K-999"})
        same = in_memory.matches(in_memory.read(query), at_least=0, besides={"K-001", "K-999"})
        assert [(m.entry, m.score) for m in told] == [(m.entry, m.score) for m in same]
        assert [m.fields for m in told] == [pytest.approx(m.fields) for m in same]


@settings(max_examples=40)
@given(TEXTS, TEXTS, TEXTS)
def test_whatever_a_register_says_both_indexes_score_it_alike(
    name: str, description: str, asked: str
) -> None:
    made = [
        entry("K-1", name=name or "x", description=description or None),
        entry("K-2", name="Hembesök hos äldre", aliases=[asked or "y"]),
    ]
    made = [{key: value for key, value in one.items() if value is not None} for one in made]
    with tempfile.TemporaryDirectory() as folder:
        try:
            held = register_from_data(made).model
        except InvalidInput:
            return
        entries = [one.model_dump(mode="json", exclude_none=True) for one in held.entries]
        by_index = Matcher(StoredRegister(stored(Path(folder), entries), VOCABULARY), VOCABULARY)
        in_memory = Matcher(held, VOCABULARY)
        query = Query(asked, description)
        scores = [
            [(match.entry.id, match.score) for match in one.matches(one.read(query), at_least=0)]
            for one in (by_index, in_memory)
        ]
        assert scores[0] == scores[1]


def test_a_proposal_gets_the_same_verdict_from_a_stored_register(
    shipped: RuleSet, tmp_path: Path
) -> None:
    in_memory = Screener(shipped, register())
    by_index = Screener.load(rules=shipped, register=the_sample(tmp_path))

    for path in found_proposals()[::6]:
        one = by_index.screen(path, as_of=AS_OF)
        other = in_memory.screen(path, as_of=AS_OF)
        assert (one.outcome, one.target, one.overlaps) == (
            other.outcome,
            other.target,
            other.overlaps,
        )


def test_the_organisations_of_a_stored_register_are_known_by_other_names(
    shipped: RuleSet, tmp_path: Path
) -> None:
    there = entry("K-1", name="Hembesök", parties=["Stiftelsen Stadsmissionen i Bergslagen"])
    screener = Screener.load(rules=shipped, register=stored(tmp_path, [there, TWO[1]]))
    proposal = {
        "title": "Hembesök",
        "summary": "Hembesök hos äldre.",
        "parties": [{"name": "MDU"}, {"name": "Stadsmissionen i Bergslagen, stiftelsen"}],
    }

    (match,) = screener.screen(proposal, as_of=AS_OF).overlaps
    met = [one.entry for one in match.evidence if one.field == "parties"]
    assert met == ["Stiftelsen Stadsmissionen i Bergslagen"]


def test_a_stored_register_is_looked_up_in_like_any_other(tmp_path: Path) -> None:
    big = StoredRegister(stored(tmp_path), NO_VOCABULARY)
    second = RegisterEntry.model_validate_json(json.dumps(TWO[1]))

    assert (len(big), list(big.ids())) == (2, ["K-1", "K-2"])
    assert ("K-2" in big, "K-3" in big, 7 in big) == (True, False, False)
    assert (big.get("K-2"), big.get("K-3")) == (second, None)
    assert (big.entries[-1], big.entries[1:]) == (second, [second])
    assert (big.index.parties_holding("sala kommun"), big.index.parties_holding("x")) == (1, 0)


def test_of_a_large_register_the_commonest_words_are_left_and_the_rare_ones_decide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [entry(f"K-{n}", name="Balansträning") for n in range(40)]
    path = stored(tmp_path, [*entries, entry("K-X", name="Balansträning på spårvagn")])
    monkeypatch.setattr(candidates, "_MOST_MET", 30)
    monkeypatch.setattr(matching, "MOST_ENTRIES", 40)
    matcher = Matcher(StoredRegister(path, NO_VOCABULARY), NO_VOCABULARY)

    found = matcher.matches(matcher.read(Query("Balansträning på spårvagn", "")), at_least=0)

    assert [match.entry.id for match in found] == ["K-X"]


# --- files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("reading.empty", None, None)]),
        ("\n \n", [("reading.empty", None, None)]),
        (as_lines([TWO[0], TWO[0]]), [("input.duplicate-id", 2, 8)]),
        ('{"id": "K-1", "nmae": "A"}\n[]\n', None),
        (as_lines([{**TWO[0], "status": "actve"}]), [("input.unknown-choice", 1, 70)]),
        ('{"id": "K-1", "id": "K-2"}\n', None),
    ],
    ids=["empty", "blank", "twice", "wrong keys", "wrong choice", "key twice"],
)
def test_what_is_wrong_in_a_line_is_told_with_its_place(
    text: str, problems: list[tuple[str, int | None, int | None]] | None, tmp_path: Path
) -> None:
    path = tmp_path / "register.jsonl"
    path.write_text(text, encoding="utf-8")
    told = refused(path)

    assert told
    if problems is not None:
        assert [code for code, _, _ in told] == [code for code, _, _ in problems]
        assert [line for _, line, _ in told] == [line for _, line, _ in problems]
    assert indexes(tmp_path) == []


def test_swedish_keys_and_a_byte_order_mark_are_read_like_in_any_register(tmp_path: Path) -> None:
    path = tmp_path / "register.jsonl"
    line = (
        '{"id": "K-1", "namn": "Kör", "slag": "konstellation", "status": "aktiv", "parter": ["A"]}'
    )
    path.write_bytes(b"\xef\xbb\xbf" + line.encode() + b"\n\n")

    found = StoredRegister(path, NO_VOCABULARY).get("K-1")

    assert found is not None
    assert (found.name, found.parties) == ("Kör", ("A",))


def test_a_line_of_more_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path, as_lines([{**TWO[0], "description": "x" * 1_000_001}]))

    assert refused(path) == [("reading.line-too-long", 1, 1)]


def test_at_most_a_hundred_problems_are_told(tmp_path: Path) -> None:
    assert len(refused(stored(tmp_path, "{}\n" * 60))) == 100


def test_a_register_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert [code for code, _, _ in refused(tmp_path / "none.jsonl")] == ["reading.missing"]


# --- the index ----------------------------------------------------------------------------


def test_the_index_is_built_once_beside_the_register_and_kept_out_of_what_is_versioned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stored(tmp_path)
    StoredRegister(path, NO_VOCABULARY)
    assert (tmp_path / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"
    [built] = indexes(tmp_path)

    monkeypatch.setattr(index_store, "_built", lambda *_: pytest.fail("built again"))

    assert len(StoredRegister(path, NO_VOCABULARY)) == 2
    assert indexes(tmp_path) == [built]


def test_a_register_that_has_changed_gets_an_index_of_its_own_and_the_old_one_goes(
    tmp_path: Path,
) -> None:
    path = stored(tmp_path)
    StoredRegister(path, NO_VOCABULARY)
    before = indexes(tmp_path)
    stored(tmp_path, [*TWO, entry("K-3")])

    assert len(StoredRegister(path, NO_VOCABULARY)) == 3
    assert len(indexes(tmp_path)) == 1
    assert indexes(tmp_path) != before


def test_another_vocabulary_gets_another_index_of_the_same_register(tmp_path: Path) -> None:
    path = stored(tmp_path)
    for vocabulary in (NO_VOCABULARY, VOCABULARY, Vocabulary(common=("x",))):
        StoredRegister(path, vocabulary)

    assert len(indexes(tmp_path)) == 2


def test_a_file_that_was_not_touched_for_a_while_is_not_read_to_know_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stored(tmp_path)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    StoredRegister(path, NO_VOCABULARY)
    StoredRegister(path, NO_VOCABULARY)
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("read again"))

    assert len(StoredRegister(path, NO_VOCABULARY)) == 2
    seen = Seen.now(path)
    assert (seen.still(seen), Seen(1, 2, 3).still(seen)) == (True, False)


@pytest.mark.parametrize("part", range(12))
def test_an_index_that_is_damaged_anywhere_is_built_again(part: int, tmp_path: Path) -> None:
    path = stored(tmp_path)
    StoredRegister(path, NO_VOCABULARY)
    [index] = indexes(tmp_path)
    whole = index.read_bytes()
    at = part * (len(whole) - 1) // 11
    index.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])

    assert list(StoredRegister(path, NO_VOCABULARY).ids()) == ["K-1", "K-2"]


@pytest.mark.parametrize("length", [0, 10, 40, -1])
def test_an_index_that_is_cut_short_is_built_again(length: int, tmp_path: Path) -> None:
    path = stored(tmp_path)
    StoredRegister(path, NO_VOCABULARY)
    [index] = indexes(tmp_path)
    whole = index.read_bytes()
    index.write_bytes(whole[:length])

    assert list(StoredRegister(path, NO_VOCABULARY).ids()) == ["K-1", "K-2"]
    assert index.read_bytes() == whole


def test_where_the_folder_cannot_be_written_the_index_lies_among_the_users_caches(
    tmp_path: Path,
) -> None:
    path = stored(tmp_path)
    (tmp_path / FOLDER).write_text("a file is in the way", encoding="utf-8")

    assert len(StoredRegister(path, NO_VOCABULARY)) == 2
    assert list(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.index"))


def test_where_nothing_can_be_written_the_register_is_used_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stored(tmp_path)
    (tmp_path / FOLDER).write_text("a file is in the way", encoding="utf-8")
    caches = tmp_path / "caches"
    caches.write_text("another", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))

    assert len(StoredRegister(path, NO_VOCABULARY)) == 2


def test_a_register_that_changes_while_it_is_used_is_an_error_and_no_wrong_entry(
    tmp_path: Path,
) -> None:
    path = stored(tmp_path)
    big = StoredRegister(path, NO_VOCABULARY)
    with path.open("a", encoding="utf-8") as file:
        file.write(as_lines([entry("K-3")]))

    with pytest.raises(InvalidInput) as error:
        big.get("K-1")
    assert [one.code for one in error.value.problems] == ["reading.changed"]


def test_two_processes_may_build_the_index_at_once(tmp_path: Path, root: Path) -> None:
    path = the_sample(tmp_path)
    program = (
        "import sys; from screening import Screener; "
        "print(Screener.load(register=sys.argv[1]).search('friska tänder hos gamla')[0].entry.id)"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path)], cwd=root, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]

    assert [one.communicate(timeout=120)[0].strip() for one in running] == ["K-018"] * 3
    assert len(indexes(tmp_path)) == 1
    assert sample_register().is_file()
