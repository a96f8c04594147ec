"""A form in Word is read as people leave it behind, and what is gone from it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.intake.files import read_proposal
from tests.intake.filled import PROPOSAL, changed, control, form, told, without_tags


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return form(tmp_path, "docx")


def row_of(xml: str, text: str) -> str:
    """The row of a table that has a text in it."""
    rows: list[str] = re.findall(r"<w:tr>.*?</w:tr>", xml, re.DOTALL)
    return next(row for row in rows if text in row)


def test_an_empty_form_asks_for_what_must_be_answered_by_the_names_on_the_form(
    tmp_path: Path,
) -> None:
    assert told(form(tmp_path, "docx", "sv", None), "sv") == [
        "form.docx, fråga 1 (Titel): Frågan ”Titel” har inget svar.",
        "form.docx, fråga 2 (Sammanfattning): Frågan ”Sammanfattning” har inget svar.",
        "form.docx, fråga 3 (Parter): Frågan ”Parter” har inget svar.",
    ]


def test_rows_may_be_deleted(file: Path) -> None:
    changed(file, lambda xml: xml.replace(row_of(xml, "Köpings kommun"), ""))
    changed(file, lambda xml: xml.replace(row_of(xml, "Fullt."), ""))
    without = PROPOSAL.model_copy(update={"parties": PROPOSAL.parties[:2], "considered": ()})
    assert read_proposal(file).model == without


def test_all_rows_of_a_table_may_be_deleted_but_its_heading(file: Path) -> None:
    def without_rows(xml: str) -> str:
        for row in re.findall(r"<w:tr>(?:(?!</w:tr>).)*considered__(?:(?!</w:tr>).)*</w:tr>", xml):
            xml = xml.replace(row, "")
        return xml

    changed(file, without_rows)
    assert read_proposal(file).model == PROPOSAL.model_copy(update={"considered": ()})


def test_headings_may_be_translated(file: Path) -> None:
    changed(
        file,
        lambda xml: (
            xml.replace(">1. Titel *<", ">Otsikko<")
            .replace(">Parter<", ">Osapuolet<")
            .replace("En rad som", "Rivi joka")
        ),
    )
    assert read_proposal(file).model == PROPOSAL


def test_tracked_insertions_count_and_deletions_do_not(file: Path) -> None:
    changed(
        file,
        lambda xml: xml.replace(
            '<w:t xml:space="preserve">Digitala hembesök</w:t></w:r>',
            "<w:t>Digitala </w:t></w:r>"
            '<w:del w:id="900" w:author="a"><w:r><w:delText>hembesök</w:delText></w:r></w:del>'
            '<w:ins w:id="901" w:author="a"><w:r><w:t>vårdbesök</w:t></w:r></w:ins>'
            '<w:moveFrom w:id="902"><w:r><w:t>bort</w:t></w:r></w:moveFrom>'
            '<w:moveTo w:id="903"><w:r><w:t> hemma</w:t></w:r></w:moveTo>',
        ),
    )
    assert read_proposal(file).model.title == "Digitala vårdbesök hemma"


def test_a_row_and_a_paragraph_end_deleted_as_tracked_changes_are_gone(file: Path) -> None:
    def deleted(xml: str) -> str:
        row = row_of(xml, "Köpings kommun")
        gone = '<w:tr><w:trPr><w:del w:id="900" w:author="a"/></w:trPr>'
        xml = xml.replace(row, row.replace("<w:tr>", gone, 1))
        first = xml.index("Vi prövar")
        start = xml.rindex("<w:p>", 0, first)
        mark = '<w:pPr><w:rPr><w:del w:id="901" w:author="a"/></w:rPr></w:pPr>'
        return f"{xml[:start]}<w:p>{mark}{xml[start + len('<w:p>') :]}"

    changed(file, deleted)
    model = read_proposal(file).model
    assert (model.summary, len(model.parties)) == ("Vi prövar videobesök.\nFör äldre.", 2)


def test_pasted_text_keeps_its_words_whatever_its_runs_styles_and_breaks(file: Path) -> None:
    pasted = (
        '<w:t>Vi </w:t></w:r><w:r><w:rPr><w:i/><w:sz w:val="44"/></w:rPr><w:t>prövar</w:t></w:r>'
        '<w:hyperlink><w:r><w:t xml:space="preserve"> detta</w:t></w:r></w:hyperlink>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>"
        "<w:r><w:br/><w:t>och</w:t><w:tab/><w:t>mer</w:t>"
    )
    changed(
        file,
        lambda xml: xml.replace('<w:t xml:space="preserve">Vi prövar videobesök.</w:t>', pasted),
    )
    assert read_proposal(file).model.summary == "Vi prövar detta\noch\tmer\n\nFör äldre."


def test_text_that_was_written_beside_its_field_counts(file: Path) -> None:
    def beside(xml: str) -> str:
        own = control("themes")(xml)
        held = own.replace("</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>")
        return xml.replace(own, f"{held}<w:p><w:r><w:t>bad, sim</w:t></w:r></w:p>")

    changed(file, beside)
    assert read_proposal(file).model.themes == ("bad", "sim")


@pytest.mark.parametrize(
    ("tag", "place"),
    [
        ("title", "question 1 (Titel)"),
        ("resources.committed", "question 7 (Resurser: Beslutade)"),
        ("period.start", "question 10 (Period: Start)"),
        ("coordination.joint-meetings", "question 12 (Samordning)"),
        ("contact.email", "question 17 (Kontakt: E-post)"),
    ],
)
def test_a_field_that_was_deleted_is_told_by_its_question(file: Path, tag: str, place: str) -> None:
    name = re.sub(r".*\((.*)\)", r"\1", place)
    assert told(changed(file, lambda xml: xml.replace(control(tag)(xml), "<w:p/>", 1))) == [
        f"form.docx, {place}: The field for the answer to “{name}” is no longer on the form."
    ]


def test_a_field_that_was_deleted_from_a_row_is_told_by_its_row_and_column(file: Path) -> None:
    changed(file, lambda xml: xml.replace(control("parties.agreement", 3)(xml), ""))
    assert told(file) == [
        (
            "form.docx, question 3 (Parter), row 3, Avtal: The field for the answer to "
            "“Parter: Avtal” is no longer on the form."
        )
    ]


def test_a_whole_table_that_was_deleted_is_told(file: Path) -> None:
    def without_table(xml: str) -> str:
        tables = re.findall(r"<w:tbl[ >].*?</w:tbl>", xml, re.DOTALL)
        return xml.replace(next(table for table in tables if "q_parties" in table), "")

    assert told(changed(file, without_table)) == [
        (
            "form.docx, question 3 (Parter): The field for the answer to “Parter” is no longer on "
            "the form."
        )
    ]


def plain_row(*cells: str) -> str:
    return "".join(
        [
            "<w:tr>",
            *(f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in cells),
            "</w:tr>",
        ]
    )


def test_a_row_that_was_put_in_without_fields_is_read_by_its_columns(file: Path) -> None:
    def put_in(xml: str) -> str:
        row = row_of(xml, "Köpings kommun")
        return xml.replace(row, row + plain_row("Sala kommun", "", "tecknat"))

    model = read_proposal(changed(file, put_in)).model
    assert [(each.name, each.agreement) for each in model.parties[2:]] == [
        ("Köpings kommun", "intended"),
        ("Sala kommun", "signed"),
    ]


def test_a_row_whose_cells_do_not_fit_the_headings_is_told_if_it_says_anything(file: Path) -> None:
    def put_in(xml: str) -> str:
        row = row_of(xml, "Köpings kommun")
        return xml.replace(row, plain_row("", "") + plain_row("Sala kommun", "tecknat") + row)

    assert told(changed(file, put_in)) == [
        (
            "form.docx, question 3 (Parter), row 4: The row has text, but not as many cells as the "
            "table has headings."
        )
    ]


def test_a_question_that_is_answered_twice_is_told_unless_the_answers_agree(file: Path) -> None:
    def twice(xml: str) -> str:
        row = row_of(xml, '"title"')
        return xml.replace(row, row + row)

    changed(file, twice)
    assert read_proposal(file).model == PROPOSAL
    changed(file, lambda xml: xml.replace("Digitala hembesök", "Annat", 1))
    assert told(file) == [
        (
            "form.docx, question 1 (Titel): The question “Titel” is answered in "
            "two places, and the "
            "answers differ."
        )
    ]


def test_what_libreoffice_leaves_of_the_fields_is_enough(file: Path) -> None:
    changed(file, without_tags)
    assert read_proposal(file).model == PROPOSAL


def test_a_box_that_was_pasted_as_a_sign_counts(file: Path) -> None:
    def as_signs(xml: str) -> str:
        xml = without_tags(xml)
        return re.sub(
            r"<w:sdtPr>(?:(?!</w:sdtPr>).)*<w14:checkbox>.*?</w:sdtPr>", "<w:sdtPr/>", xml
        )

    assert read_proposal(changed(file, as_signs)).model == PROPOSAL


def test_a_choice_may_be_written_in_the_other_language_and_a_list_be_translated(
    file: Path,
) -> None:
    changed(file, lambda xml: xml.replace('preserve">enhet<', 'preserve">department<'))
    changed(
        file,
        lambda xml: xml.replace(">forskarteam<", ">tutkijat<").replace(
            '"forskarteam"', '"tutkijat"'
        ),
    )
    model = read_proposal(file).model
    assert (model.level, model.category) == ("department", "research-team")


def test_a_day_is_the_one_that_was_picked_however_it_is_shown(file: Path) -> None:
    changed(file, lambda xml: xml.replace(">2027-01-01<", ">den 1 januari 2027<"))
    assert read_proposal(file).model == PROPOSAL


def test_everything_that_is_wrong_is_told_at_once_by_its_question(file: Path) -> None:
    changed(
        file,
        lambda xml: (
            xml.replace('preserve">enhet<', 'preserve">avdelnig<')
            .replace(">0,5<", ">halvtid<")
            .replace(">2027-12-31<", ">snart<")
            .replace(' w:fullDate="2027-12-31T00:00:00Z"', "")
            .replace('preserve">ja<', 'preserve">kanske<')
            .replace(">300000<", ">1,250<")
        ),
    )
    assert told(file, "sv") == [
        "form.docx, fråga 6 (Ansvarsnivå): ”avdelnig” finns inte bland valen för ”Ansvarsnivå”.",
        "form.docx, fråga 7 (Resurser: Beslutade): ”kanske” är varken ja eller nej.",
        "form.docx, fråga 8 (Resurser: Personal (heltid)): ”halvtid” är inte ett tal.",
        (
            "form.docx, fråga 9 (Resurser: Finansiering (kr)): ”1,250” kan betyda "
            "både tusental och "
            "decimaler."
        ),
        "form.docx, fråga 11 (Period: Slut): ”snart” är inte en dag.",
    ]


def test_a_row_without_the_name_that_it_needs_is_told(file: Path) -> None:
    changed(file, lambda xml: xml.replace(">Köpings kommun<", "> <"))
    assert told(file) == [
        "form.docx, question 3 (Parter), row 3, Namn: The question “Parter: Namn” has no answer."
    ]


def test_what_a_form_asks_to_write_over_is_no_answer(tmp_path: Path) -> None:
    empty = form(tmp_path, "docx", "sv", None)
    changed(empty, lambda xml: xml.replace("<w:showingPlcHdr/>", ""))
    assert len(told(empty)) == 3


def test_comments_and_fields_are_not_taken_for_answers_but_what_a_field_shows_is(
    file: Path,
) -> None:
    shown = '<w:r><w:t xml:space="preserve">Digitala hembesök</w:t></w:r>'
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    field = f"{begin}<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>{middle}{shown}{end}"
    comment = (
        '<w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    changed(
        file,
        lambda xml: re.sub(
            r"<w:r><w:rPr(?:/>|></w:rPr>)<w:t[^>]*>Digitala hembesök</w:t></w:r>",
            lambda _: comment.format(field),
            xml,
        ),
    )
    assert read_proposal(file).model == PROPOSAL


@pytest.mark.parametrize("marked", ["x☐", "☐ x", "x"])
def test_a_box_that_was_marked_with_a_letter_counts(file: Path, marked: str) -> None:
    def by_hand(xml: str) -> str:
        own = control("coordination.specific-agreement")(xml)
        return xml.replace(own, own.replace("☐", marked))

    planned = read_proposal(changed(file, by_hand)).model.coordination
    assert planned == ("specific-agreement", *PROPOSAL.coordination)


def test_text_below_a_question_that_has_no_answer_is_told(tmp_path: Path) -> None:
    file = form(tmp_path, "docx", "sv", PROPOSAL.model_copy(update={"new_principles": None}))

    def below(xml: str) -> str:
        row = row_of(xml, '"new_principles"')
        return xml.replace(row, row.replace("</w:tc>", f"{TYPED}</w:tc>", 1))

    assert told(changed(file, below), "sv") == [
        (
            "form.docx, fråga 13 (Nya principer): Det finns text under frågan ”Nya principer” men "
            "inget svar i dess fält."
        )
    ]


def test_text_below_a_question_that_has_an_answer_is_let_be(file: Path) -> None:
    def below(xml: str) -> str:
        row = row_of(xml, '"title"')
        return xml.replace(row, row.replace("</w:tc>", f"{TYPED}</w:tc>", 1))

    assert read_proposal(changed(file, below)).model == PROPOSAL


TYPED = "<w:p><w:r><w:t>ja</w:t></w:r></w:p>"


def test_half_a_day_and_a_day_of_two_meanings_are_told_by_their_question(file: Path) -> None:
    changed(
        file,
        lambda xml: (
            xml.replace(">2027-01-01<", ">våren 2027<")
            .replace(">2027-12-31<", ">1/2/2028<")
            .replace(' w:fullDate="2027-01-01T00:00:00Z"', "")
            .replace(' w:fullDate="2027-12-31T00:00:00Z"', "")
        ),
    )
    assert told(file, "sv") == [
        "form.docx, fråga 10 (Period: Start): ”våren 2027” är inte en dag.",
        "form.docx, fråga 11 (Period: Slut): ”1/2/2028” kan vara två olika dagar.",
    ]
