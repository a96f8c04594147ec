"""Proposals and registers out of files, standard input and data."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InvalidInput, Problem
from screening.intake.document import Document
from screening.intake.files import (
    proposal_from_data,
    read_proposal,
    read_register,
    register_from_data,
)
from screening.messages import LANGUAGES, Lang
from screening.model.proposal import Party, Proposal
from screening.model.register import Covers, Register, RegisterEntry
from tests.intake.reading import at
from tests.schema.writing import ENTRIES, WRITERS, said

ENTRY = {"id": "K-1", "name": "A", "kind": "constellation", "status": "active", "parties": ["MDU"]}
TEXT = "titel: Hembesök\nsammanfattning: Videobesök.\nparter: [{namn: MDU}]\n"
PROPOSAL = Proposal(title="Hembesök", summary="Videobesök.", parties=(Party(name="MDU"),))
DATA = {"title": "Hembesök", "summary": "Videobesök.", "parties": [{"name": "MDU"}]}


def problems(read: Callable[[Any], object], given_: Any) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        read(given_)
    return caught.value.problems


# --- a proposal -----------------------------------------------------------------------


def test_a_proposal_is_read_from_a_file_whose_suffix_says_what_it_is(tmp_path: Path) -> None:
    for suffix, write in WRITERS.items():
        file = tmp_path / f"proposal.{suffix}"
        file.write_text(write(DATA), encoding="utf-8")
        document = read_proposal(file)
        assert (document.model, document.file) == (PROPOSAL, file.name)


def test_a_proposal_is_read_from_standard_input() -> None:
    document = read_proposal("-", stdin=io.BytesIO(TEXT.encode()))
    assert (document.model, document.file) == (PROPOSAL, "<stdin>")


def test_a_proposal_that_a_program_hands_in_is_of_no_file() -> None:
    document = proposal_from_data(DATA)
    assert (document.model, document.file) == (PROPOSAL, "")


def test_a_check_is_made_of_proposals_from_files_and_from_programs(tmp_path: Path) -> None:
    file = tmp_path / "proposal.yaml"
    file.write_text(TEXT, encoding="utf-8")

    def check(document: Document[None]) -> list[Problem]:
        return [document.problem("input.several-parties", ("parties", 0, "name"), value="MDU")]

    params = {"value": "MDU"}
    path, line = "parties[0].name", "parter: [{namn: MDU}]"
    in_file = Problem("input.several-parties", params, str(file), at(3, 17, 20), path, line)
    assert problems(lambda it: read_proposal(it, check=check), file) == (in_file,)
    assert problems(lambda it: proposal_from_data(it, check=check), DATA) == (
        Problem("input.several-parties", params, path=path),
    )


def test_a_file_that_cannot_be_parsed_is_told_of_by_its_reader() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_proposal("-", stdin=io.BytesIO(b"title: 'x\n"))
    assert [problem.code for problem in caught.value.problems] == ["reading.unclosed-quote"]


def test_what_the_reader_finds_is_told_with_what_the_content_lacks_and_never_twice() -> None:
    text = b'{"title": NaN, "summary": 5, "summary": "x", "levl": 1, "parties": []}'
    with pytest.raises(InvalidInput) as caught:
        read_proposal("-", stdin=io.BytesIO(text))
    assert [(one.code, one.column) for one in caught.value.problems] == [
        ("reading.not-finite", 11),
        ("input.not-text", 27),
        ("reading.duplicate-key", 30),
        ("input.unknown-key", 46),
        ("input.empty", 57),
    ]


def test_what_the_reader_finds_in_a_register_is_told_with_the_rest() -> None:
    entry = b"- {id: K-1, id: K-2, name: A, kind: platform, status: ended, parties: [MDU]}\n"
    text = entry + b"- {id: K-1}\n"
    with pytest.raises(InvalidInput) as caught:
        read_register("-", stdin=io.BytesIO(text))
    assert [(one.code, one.line, one.column) for one in caught.value.problems] == [
        ("reading.duplicate-key", 1, 13),
        ("input.missing", 2, 4),
        ("input.missing", 2, 4),
        ("input.missing", 2, 4),
        ("input.missing", 2, 4),
        ("input.duplicate-id", 2, 8),
    ]


# --- a register -----------------------------------------------------------------------


@given(ENTRIES, st.sampled_from(LANGUAGES))
def test_a_register_is_a_list_alone_or_under_its_key_in_either_language(
    entries: list[dict[str, Any]], lang: Lang
) -> None:
    meant = Register.model_validate({"entries": entries})
    assert register_from_data(entries).model == meant
    assert register_from_data({"entries": entries}).model == meant
    assert register_from_data({"poster": entries}).model == meant
    assert (
        register_from_data([said(one, "registerentry", lambda: lang) for one in entries]).model
        == meant
    )


@pytest.mark.parametrize(
    "text",
    [
        "- {id: K-1, name: A, kind: constellation, status: active, parties: [MDU]}\n",
        "entries:\n  - {id: K-1, namn: A, kind: konstellation, status: aktiv, parties: [MDU]}\n",
        "poster: [{id: K-1, namn: A, slag: konstellation, status: active, parter: [MDU]}]\n",
    ],
)
def test_a_register_is_read_from_a_file_and_from_standard_input(text: str, tmp_path: Path) -> None:
    file = tmp_path / "register.yaml"
    file.write_text(text, encoding="utf-8")
    register = Register.model_validate({"entries": [ENTRY]})
    assert (read_register(file).model, read_register(file).file) == (register, "register.yaml")
    assert read_register("-", stdin=io.BytesIO(text.encode())).model == register


def test_a_register_may_be_empty() -> None:
    assert register_from_data([]).model == Register(entries=())


def test_what_a_register_says_of_a_platform_is_kept_whole() -> None:
    entry = {
        **ENTRY,
        "slag": "plattform",
        "omfattar": {"kategorier": ["projekt"], "teman": ["hälsa"]},
    }
    del entry["kind"]
    assert register_from_data([entry]).model.entries == (
        RegisterEntry(
            id="K-1",
            name="A",
            kind="platform",
            status="active",
            parties=("MDU",),
            covers=Covers(categories=("project",), themes=("hälsa",)),
        ),
    )


# --- what can be wrong with a register ------------------------------------------------


def duplicate(index: int, key: str = "K-1") -> Problem:
    params = {"id": key, "field": "id", "value": key}
    return Problem("input.duplicate-id", params, path=f"entries[{index}].id")


def test_every_time_but_the_first_that_an_id_stands_there_is_told_of_once() -> None:
    ids = ["K-1", "K-2", "K-1", "K-1", "K-2"]
    assert problems(register_from_data, [{**ENTRY, "id": key} for key in ids]) == (
        duplicate(2),
        duplicate(3),
        duplicate(4, "K-2"),
    )


def test_ids_that_stand_twice_are_told_of_where_other_things_are_wrong_too() -> None:
    entries = [ENTRY, {**ENTRY, "name": ""}, {**ENTRY, "id": 5}, {**ENTRY, "id": 5}, "K-1"]
    number = {"field": "id", "value": "5"}
    assert problems(register_from_data, entries) == (
        duplicate(1),
        Problem("input.empty", {"field": "name", "value": ""}, path="entries[1].name"),
        Problem("input.not-text", number, path="entries[2].id"),
        Problem("input.not-text", number, path="entries[3].id"),
        Problem("input.not-a-mapping", {"field": "entries", "value": "K-1"}, path="entries[4]"),
    )


@given(st.lists(st.sampled_from(["K-1", "K-2", "K-3", None]), min_size=1, max_size=8))
def test_ids_are_duplicates_exactly_where_they_stood_before(ids: list[str | None]) -> None:
    entries = [ENTRY | {"id": key} if key else ENTRY | {"name": ""} for key in ids]
    written = [entry["id"] for entry in entries]
    again = [index for index, key in enumerate(written) if key in written[:index]]
    try:
        register_from_data(entries)
        told = []
    except InvalidInput as error:
        told = [one for one in error.problems if one.code == "input.duplicate-id"]
    assert told == [duplicate(index, str(written[index])) for index in again]


@pytest.mark.parametrize("kind", ["platform", "framework-agreement", "plattform", "ramavtal"])
@pytest.mark.parametrize("covers", [{}, {"categories": []}, {"themes": ["hälsa"]}])
def test_platforms_and_framework_agreements_say_what_they_cover(
    kind: str, covers: dict[str, Any]
) -> None:
    (entry,) = register_from_data([{**ENTRY, "kind": kind, "covers": covers}]).model.entries
    assert entry.covers == Covers.model_validate(covers)


@pytest.mark.parametrize("kind", ["constellation", "konstellation"])
@pytest.mark.parametrize(
    ("covers", "shown"), [({}, "{}"), ({"themes": ["x"]}, '{"themes": ["x"]}')]
)
def test_a_constellation_covers_nothing_but_itself(
    kind: str, covers: dict[str, Any], shown: str
) -> None:
    assert problems(register_from_data, [{**ENTRY, "kind": kind, "covers": covers}]) == (
        Problem(
            "input.covers-of-constellation",
            {"field": "covers", "value": shown},
            path="entries[0].covers",
        ),
    )


def test_what_a_constellation_covers_may_be_left_empty() -> None:
    (entry,) = register_from_data([{**ENTRY, "covers": None}]).model.entries
    assert entry == RegisterEntry.model_validate(ENTRY)


def test_an_agreement_that_is_not_known_is_left_out() -> None:
    entry = {**ENTRY, "agreement": {"status": "unknown"}}
    assert problems(register_from_data, [entry]) == (
        Problem(
            "input.unknown-choice",
            {
                "field": "status",
                "value": "unknown",
                "choices": "none, in-force, expired",
                "choices_sv": "inget, gäller, utgånget",
            },
            path="entries[0].agreement.status",
        ),
    )


def test_entries_under_both_keys_are_a_mistake() -> None:
    assert problems(register_from_data, {"entries": [ENTRY], "poster": []}) == (
        Problem("input.same-key-twice", {"key": "poster", "other": "entries"}, path="poster"),
    )


def test_an_entry_that_lacks_what_is_needed_is_told_of_key_by_key() -> None:
    assert problems(register_from_data, [{}]) == tuple(
        Problem("input.missing", {"field": key}, path=f"entries[0].{key}")
        for key in ("id", "kind", "name", "parties", "status")
    )
