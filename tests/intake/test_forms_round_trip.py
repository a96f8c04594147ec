"""A proposal that is written on a form and read from it is the same, whatever it says."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from screening import Screener
from screening.intake.files import read_proposal
from screening.intake.form_answers import items_of, listed, number_of, without_answer
from screening.intake.form_questions import BY_PATH, QUESTIONS, Question
from screening.messages import LANGUAGES, Lang
from screening.model.proposal import Considered, Contact, Party, Period, Proposal, Resources
from screening.report.form_filling import answer_to
from tests.browser import as_saved, needs
from tests.cli.calling import PROPOSALS
from tests.intake.filled import FORMS

FIXTURES = sorted(file for file in PROPOSALS.glob("row-*/*") if file.is_file())
DAY = date(2026, 6, 1)
AT = datetime(2026, 6, 1, tzinfo=UTC)


def verdict_on(file: Path, screener: Screener) -> str:
    """The verdict on a file, byte for byte, but for when it was made."""
    verdict = screener.screen(file, as_of=DAY)
    return verdict.model_copy(update={"screened_at": AT}).to_json()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda file: file.stem)
def test_every_fixture_and_its_verdict_are_the_same_after_it_was_a_form(
    fixture: Path, suffix: str, lang: Lang, tmp_path: Path, plain_screener: Screener
) -> None:
    proposal = read_proposal(fixture).model
    file = tmp_path / f"form.{suffix}"
    file.write_bytes(FORMS[suffix](lang, proposal))
    assert read_proposal(file).model == proposal
    assert verdict_on(file, plain_screener) == verdict_on(fixture, plain_screener)


@pytest.mark.slow
@needs("soffice")
def test_every_fixtures_verdict_is_the_same_after_libreoffice_has_saved_its_form(
    tmp_path: Path, plain_screener: Screener
) -> None:
    saved: dict[Path, Path] = {}
    for fixture, suffix, lang in product(FIXTURES, FORMS, LANGUAGES):
        file = tmp_path / f"{fixture.stem}.{lang}.{suffix}"
        file.write_bytes(FORMS[suffix](lang, read_proposal(fixture).model))
        saved[tmp_path / "saved" / file.name] = fixture
    for suffix in FORMS:
        as_saved(sorted(tmp_path.glob(f"*.{suffix}")), suffix, tmp_path / "saved")

    wanted = {fixture: verdict_on(fixture, plain_screener) for fixture in FIXTURES}
    told = {file: verdict_on(file, plain_screener) for file in saved}
    assert told == {file: wanted[fixture] for file, fixture in saved.items()}


TEXT = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Cn"),
        exclude_characters="\N{SOFT HYPHEN}",  # left out on the way: nobody sees it
        include_characters="\n\t_x;,•-=+@0041<&",
    ),
    min_size=1,
    max_size=40,
)


def said(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


LINE = TEXT.map(said).filter(lambda text: text != "" and not without_answer(text))
PROSE = TEXT.filter(lambda text: text.strip() != "" and not without_answer(text))


def some(kind: type[BaseModel], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, **fields)


def choice(path: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(BY_PATH[path].choices)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


AMOUNTS = maybe(st.integers(0, 10_000) | st.floats(0, 10_000, allow_subnormal=False))
DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))
LINES = st.lists(LINE, max_size=3).map(tuple)
IDS = st.from_regex(r"[A-Z]-[0-9]{3}", fullmatch=True)
ENTRIES = some(
    Considered, constellation=IDS, answer=choice("considered.answer"), reason=maybe(PROSE)
)
PARTIES = some(Party, name=LINE, unit=LINES, agreement=maybe(choice("parties.agreement")))
REACHED = some(Contact, name=maybe(LINE), unit=maybe(LINE), email=maybe(LINE))
RANDOM = some(
    Proposal,
    title=LINE,
    summary=PROSE,
    parties=st.lists(PARTIES, min_size=1, max_size=6).map(tuple),
    category=maybe(choice("category")),
    themes=LINES,
    level=maybe(choice("level")),
    resources=some(
        Resources, committed=maybe(st.booleans()), staff_fte=AMOUNTS, funding_sek=AMOUNTS
    ),
    period=st.tuples(maybe(DAYS), maybe(DAYS)).map(
        lambda days: (
            Period(start=days[0], end=days[1])
            if None in days
            else Period(start=min(days), end=max(days))
        )
    ),
    coordination=st.sets(choice("coordination")).map(
        lambda chosen: tuple(each for each in BY_PATH["coordination"].choices if each in chosen)
    ),
    new_principles=maybe(st.booleans()),
    considered=st.lists(ENTRIES, max_size=3, unique_by=lambda entry: entry.constellation).map(
        tuple
    ),
    contact=maybe(REACHED.filter(lambda contact: contact != Contact())),
)


@settings(max_examples=25)
@given(proposal=RANDOM, suffix=st.sampled_from(sorted(FORMS)), lang=st.sampled_from(LANGUAGES))
def test_any_proposal_is_the_same_after_it_was_a_form(
    proposal: Proposal, suffix: str, lang: Lang, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("form") / f"form.{suffix}"
    file.write_bytes(FORMS[suffix](lang, proposal))
    assert read_proposal(file).model == proposal


@given(items=st.lists(LINE, max_size=4), commas=st.booleans())
def test_a_list_is_read_as_it_was_written(items: list[str], commas: bool) -> None:  # noqa: FBT001
    assert items_of(listed(items), commas=commas) == items


@given(value=st.floats(0, 1e11, allow_subnormal=False), lang=st.sampled_from(LANGUAGES))
def test_a_number_is_read_as_it_was_written(value: float, lang: Lang) -> None:
    funding: Question = BY_PATH["resources.funding_sek"]
    asked = Resources(funding_sek=value)
    assert number_of(answer_to(funding, asked, lang)) == value


def test_every_field_of_a_proposal_is_asked_for_once_and_the_questions_are_numbered() -> None:
    asked = {question.path.partition(".")[0] for question in QUESTIONS}
    assert asked == set(Proposal.model_fields)
    assert [question.number for question in QUESTIONS] == list(range(1, len(QUESTIONS) + 1))
