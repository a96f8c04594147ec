"""Which column is taken for which field, why, and what people may say instead."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InvalidInput, Problem
from screening.intake.files import (
    guess_mapping,
    read_register,
    register_from_data,
    register_from_table,
)
from screening.intake.grid import Note, Row, Value
from screening.intake.headings import (
    ENTRIES,
    FIELDS,
    OTHER,
    field_name,
    field_named,
    header_index,
    likenesses,
    phrases,
)
from screening.intake.mapping import ColumnMapping, Mapped
from screening.intake.register_writing import register_text
from screening.intake.tables import Table
from screening.messages import LANGUAGES, Lang
from screening.model.register import Register
from tests.intake.reading import PRINTABLE
from tests.schema.writing import ENTRIES as WRITTEN


def table(*rows: list[Value]) -> Table:
    headings, *below = rows
    return Table(
        "a.csv",
        tuple(str(heading) for heading in headings),
        tuple(Row(number, tuple(row)) for number, row in enumerate(below, 2)),
    )


def long_table(rows: int) -> Table:
    row: list[Value] = ["a", "MDU"]
    return table(["Namn", "Parter"], *[row] * rows)


def fields(*rows: list[Value]) -> dict[str, str]:
    made = table(*rows)
    return {made.headings[one.column]: one.field for one in guess_mapping(made).mapped}


# --- headings -----------------------------------------------------------------------------


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_field_is_known_by_its_own_name_in_both_languages(field: str, lang: Lang) -> None:
    assert field_named(field_name(field, lang)) == field
    assert field_named(field_name(field, lang).upper().replace("_", " ")) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Namn på samverkan", "name"),
        ("NAMN", "name"),
        ("Parter", "parties"),
        ("Samverkansparter", "parties"),
        ("Avtal t.o.m.", "agreement.valid_to"),
        ("Gäller till", "agreement.valid_to"),
        ("Beskrivning", "description"),
        ("Kontaktperson", "contact.name"),
        ("Kontaktpersoner", "contact.name"),
        ("Kontaktperson på regionen", "contact.name"),
        ("Avtalsparter", "parties"),
        ("Avtalets status", "agreement.status"),
        ("Ansvarig enhet", "contact.unit"),
        ("Ansvarig förvaltning", "contact.unit"),
        ("E-postadress:", "contact.email"),
        ("Namm", "name"),
        ("Beskrivnning", "description"),
        ("Startdatum", OTHER),
        ("Avtal fr.o.m.", OTHER),
        ("Kommentarer", OTHER),
        ("Antal", OTHER),
        ("Antal möten", OTHER),
        ("Who takes part", "parties"),
        ("Name of the collaboration", "name"),
        ("Agreement valid to", "agreement.valid_to"),
        ("Contact person", "contact.name"),
    ],
)
def test_a_heading_names_its_field_more_clearly_than_any_other(heading: str, field: str) -> None:
    clearest = max(likenesses(heading).items(), key=lambda each: each[1].score)
    assert clearest[0] == field


@pytest.mark.parametrize("heading", ["", "...", "Namn " * 21, "Xyz", "Gröna hus", "=1+1", "🙂"])
def test_a_heading_that_says_nothing_names_no_field(heading: str) -> None:
    assert all(like.score < 55 for like in likenesses(heading).values())


def test_no_heading_stands_for_two_fields_but_those_that_the_cells_tell_apart() -> None:
    shared = {
        phrase: {field for field in (*FIELDS, OTHER) if phrase in phrases(field)}
        for field in (*FIELDS, OTHER)
        for phrase in phrases(field)
    }
    told_apart = [
        {"kind", "category"},
        {"covers.categories", "covers.themes"},
        {"contact.name", "contact.email"},
    ]
    assert [
        (phrase, named)
        for phrase, named in sorted(shared.items())
        if len(named) > 1 and named not in told_apart
    ] == []


@given(st.lists(st.lists(st.one_of(st.none(), PRINTABLE), min_size=1, max_size=4), max_size=6))
def test_any_rows_have_headings_or_none(rows: list[list[str | None]]) -> None:
    at = header_index([Row(number, tuple(row)) for number, row in enumerate(rows, 1)], ENTRIES)
    assert at is None or Row(1, tuple(rows[at])).filled() > 1


def test_headings_are_found_below_titles_and_above_rows_that_sound_like_them() -> None:
    rows = [
        Row(1, ("Samverkan", None, None)),
        Row(2, ("Namn", "Parter", "Status")),
        Row(3, ("Projekt", "Nätverk", "Avtal")),
    ]
    assert header_index(rows, ENTRIES) == 1


# --- guesses ---------------------------------------------------------------------------------


def test_what_is_in_the_cells_tells_kind_and_category_apart() -> None:
    rows: list[list[Value]] = [["Typ", "Form"], ["projekt", "plattform"]]
    assert fields(*rows) == {"Typ": "category", "Form": "kind"}


def test_what_is_in_the_cells_tells_an_address_from_a_person() -> None:
    assert fields(["Kontakt"], ["a@example.org"]) == {"Kontakt": "contact.email"}
    assert fields(["Kontakt"], ["Anna Åkesson"]) == {}


def test_a_field_goes_to_the_column_that_fits_it_best() -> None:
    rows: list[list[Value]] = [["Namnn", "Namn", "Statuus"], ["a", "b", "aktiv"]]
    assert fields(*rows) == {"Namn": "name", "Statuus": "status"}


def test_values_do_not_speak_against_a_heading_that_is_clear() -> None:
    rows: list[list[Value]] = [["Startdatum", "Slutdatum", "Ämne"], ["2026-01-01", "?", "aktiv"]]
    assert fields(*rows) == {"Slutdatum": "agreement.valid_to", "Ämne": "themes"}


def test_one_value_alone_says_nothing_and_an_id_that_stands_twice_is_none() -> None:
    assert fields(["x"], ["aktiv"]) == {}
    assert fields(["x"], ["K-1"], ["K-1"]) == {}
    assert fields(["x"], ["K-1"], ["K-2"]) == {"x": "id"}


def test_days_are_recognised_as_cells_texts_and_words() -> None:
    assert fields(["x"], [date(2027, 1, 1)], ["2027-01-01"], ["Tills vidare"]) == {
        "x": "agreement.valid_to"
    }


def test_a_guess_has_its_reasons_and_its_certainty() -> None:
    made = table(["Naamn", "Läge"], ["Hemgång", "aktiv"], ["Nätverk", "?"])
    assert guess_mapping(made) == ColumnMapping(
        (
            Mapped(0, "name", "likely", (Note("import.why-like", {"phrase": "namn"}),)),
            Mapped(
                1,
                "status",
                "certain",
                (Note("import.why-exact"), Note("import.why-choices", {"count": 1, "all": 2})),
            ),
        ),
        {},
    )


@given(
    st.lists(st.lists(st.one_of(st.none(), PRINTABLE), min_size=3, max_size=3), min_size=1)
)  # fmt: skip
def test_whatever_a_table_holds_each_column_and_each_field_is_there_once(
    rows: list[list[Value]],
) -> None:
    made = table(*rows)
    guess = guess_mapping(made)
    columns = [one.column for one in guess.mapped]
    assert len({one.field for one in guess.mapped}) == len(guess.mapped)
    assert sorted([*columns, *guess.passed_over]) == [0, 1, 2]


# --- what people say ----------------------------------------------------------------------------

GUESS = guess_mapping(table(["Namn", "Kontaktperson", "Annat"], ["Hemgång", "Anna", "MDU"]))
TOLD = (Note("import.why-told"),)


def test_names_of_persons_are_read_only_when_that_is_said() -> None:
    assert GUESS.of_field("contact.name") is None
    assert GUESS.passed_over[1] == Note("import.why-person")
    told = GUESS.told(1, "contact.name")
    assert told.of_column(1) == Mapped(1, "contact.name", "told", TOLD)
    assert 1 not in told.passed_over


def test_a_field_that_is_said_of_another_column_is_taken_from_the_first() -> None:
    told = GUESS.told(2, "name")
    assert told == ColumnMapping(
        (Mapped(2, "name", "told", TOLD),),
        {0: Note("import.why-nothing"), 1: Note("import.why-person")},
    )


def test_a_column_can_be_left_out_and_taken_in_again() -> None:
    out = GUESS.told(0, None)
    assert (out.mapped, out.passed_over[0]) == ((), Note("import.why-told"))
    assert out.told(0, "name").of_field("name") == Mapped(0, "name", "told", TOLD)


def test_what_has_no_column_is_filled_in_or_missing() -> None:
    assert GUESS.missing == ("parties",)
    assert GUESS.defaults == {"id": "K-001…", "kind": "constellation", "status": "active"}
    told = GUESS.told(2, "agreement.valid_to").told(1, "kind")
    assert told.defaults == {"id": "K-001…", "status": "active", "agreement.status": "in-force"}


def test_only_what_is_all_said_needs_no_confirmation() -> None:
    said = GUESS
    for column, field in enumerate(("id", "kind", "status")):
        said = said.told(column, field)
    assert not said.guessed
    assert said.told(0, "name").guessed
    assert GUESS.told(0, None).guessed


# --- entries -------------------------------------------------------------------------------------


def test_entries_are_read_as_the_mapping_says() -> None:
    made = table(
        ["Namn", "Parter", "Till", "Kontaktperson"],
        ["Hemgång", "MDU", date(2027, 12, 31), "Anna"],
        ["Nätverk", "MDU", "tills vidare", None],
        ["Råd", "MDU", None, None],
    )
    mapping = guess_mapping(made).told(2, "agreement.valid_to").told(3, "contact.name")
    assert register_from_table(made, mapping).model == register_from_data(
        [
            {
                "id": "K-001", "name": "Hemgång", "kind": "constellation", "status": "active",
                "parties": ["MDU"], "contact": {"name": "Anna"},
                "agreement": {"status": "in-force", "valid_to": date(2027, 12, 31)},
            },
            {
                "id": "K-002", "name": "Nätverk", "kind": "constellation", "status": "active",
                "parties": ["MDU"], "agreement": {"status": "in-force"},
            },
            {
                "id": "K-003", "name": "Råd", "kind": "constellation", "status": "active",
                "parties": ["MDU"],
            },
        ]
    ).model  # fmt: skip


def test_a_day_in_another_field_is_a_text() -> None:
    made = table(["Namn", "Parter"], [date(2027, 12, 31), "MDU"])
    assert register_from_table(made, guess_mapping(made)).model.entries[0].name == "2027-12-31"


def test_ids_are_numbered_with_as_many_digits_as_they_need() -> None:
    made = long_table(1000)
    entries = register_from_table(made, guess_mapping(made)).model.entries
    assert (entries[0].id, entries[-1].id) == ("K-0001", "K-1000")


def test_ids_that_stand_twice_are_told_at_the_second_cell() -> None:
    made = table(["Id", "Namn", "Parter"], ["K-1", "a", "MDU"], ["K-1", "b", "MDU"])
    with pytest.raises(InvalidInput) as caught:
        register_from_table(made, guess_mapping(made))
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.column) == ("input.duplicate-id", 3, 1)
    assert problem.location("sv") == "a.csv:3, kolumnen Id"


def test_a_cell_of_a_sheet_with_blanks_in_its_name_is_told_as_excel_writes_it() -> None:
    made = Table("a.xlsx", ("Namn", "Parter"), (Row(7, (None, "MDU")),), "Vår samverkan")
    with pytest.raises(InvalidInput) as caught:
        register_from_table(made, guess_mapping(made))
    (problem,) = caught.value.problems
    assert problem.location() == "a.xlsx: 'Vår samverkan'!A7"


def test_without_parties_there_is_no_register() -> None:
    made = table(["Namn", "Annat"], ["Hemgång", "x"])
    with pytest.raises(InvalidInput) as caught:
        register_from_table(made, guess_mapping(made))
    assert caught.value.problems == (Problem("input.missing", {"field": "parties"}, file="a.csv"),)


def test_a_register_with_more_values_than_can_be_read_is_not_made() -> None:
    made = long_table(6000)
    with pytest.raises(InvalidInput) as caught:
        register_from_table(made, guess_mapping(made))
    assert caught.value.problems == (
        Problem("reading.table-register-too-large", {"count": 6000}, file="a.csv"),
    )


# --- writing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file_format", ["yaml", "json"])
@given(entries=WRITTEN)
def test_a_register_that_is_written_is_read_as_the_same(
    entries: list[object], lang: Lang, file_format: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    register = register_from_data(entries).model
    assert again(register, lang, file_format, tmp_path_factory.getbasetemp()) == register


@pytest.mark.parametrize(
    "text",
    ["yes", "null", "0o17", "1e5", "- a", "a: b", "# a", "'a'", "9" * 400, "a\n\n b\n", "x " * 200],
)
def test_texts_that_yaml_reads_otherwise_stay_texts(text: str, tmp_path: Path) -> None:
    entry = {
        "id": "K-1", "name": "a", "kind": "constellation", "status": "active",
        "parties": ["MDU"], "description": text,
    }  # fmt: skip
    register = register_from_data([entry]).model
    assert again(register, "sv", "yaml", tmp_path) == register


def test_a_register_begins_with_a_comment_on_one_line() -> None:
    entry = {"id": "K-1", "name": "a", "kind": "platform", "status": "active", "parties": ["MDU"]}
    register = register_from_data([entry]).model
    text = register_text(register, "sv", comment="ur\n- id: x")
    assert text == (
        "# 'ur\\n- id: x'\n\n- id: K-1\n  namn: a\n  slag: plattform\n  status: aktiv\n"
        "  parter:\n    - MDU\n"
    )
    assert json.loads(register_text(register, "en", "json", comment="ur")) == [entry]


def test_a_register_larger_than_can_be_read_is_not_written() -> None:
    entry = {
        "id": "K-1", "name": "a", "kind": "platform", "status": "active", "parties": ["MDU"],
        "description": "x" * 50_000,
    }  # fmt: skip
    entries = tuple(
        register_from_data([entry | {"id": f"K-{number}"}]).model.entries[0] for number in range(21)
    )
    with pytest.raises(InvalidInput) as caught:
        register_text(Register(entries=entries), "en")
    assert caught.value.problems == (Problem("reading.table-register-too-large", {"count": 21}),)


def again(register: Register, lang: Lang, file_format: str, folder: Path) -> Register:
    """A register, written and read."""
    file = folder / f"register.{file_format}"
    text = register_text(register, lang, "json" if file_format == "json" else "yaml", comment="x")
    file.write_text(text, encoding="utf-8", newline="\n")
    return read_register(file).model
