"""A proposal that is written on a form and read from it is the same, whatever it says."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from datetime import date
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
from tests.cli.calling import PROPOSALS
from tests.intake.filled import FORMS

FIXTURES = sorted(file for file in PROPOSALS.glob("row-*/*") if file.is_file())
DAY = date(2026, 6, 1)
OFFICE = shutil.which("soffice")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda file: file.stem)
def test_every_fixture_is_the_same_after_it_was_a_form(
    fixture: Path, suffix: str, lang: Lang, tmp_path: Path
) -> None:
    proposal = read_proposal(fixture).model
    file = tmp_path / f"form.{suffix}"
    file.write_bytes(FORMS[suffix](lang, proposal))
    assert read_proposal(file).model == proposal


def test_a_form_has_the_verdict_of_the_file_it_was_filled_in_from(
    plain_screener: Screener, tmp_path: Path
) -> None:
    fixture = FIXTURES[0]
    wanted = plain_screener.screen(fixture, as_of=DAY)
    for suffix, lang in product(FORMS, LANGUAGES):
        file = tmp_path / f"form.{suffix}"
        file.write_bytes(FORMS[suffix](lang, read_proposal(fixture).model))
        verdict = plain_screener.screen(file, as_of=DAY)
        assert verdict.model_copy(update={"screened_at": wanted.screened_at}) == wanted


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_every_fixture_is_the_same_after_libreoffice_has_saved_its_form(tmp_path: Path) -> None:
    forms: dict[Path, Proposal] = {}
    for fixture, suffix, lang in product(FIXTURES, FORMS, LANGUAGES):
        file = tmp_path / f"{fixture.stem}.{lang}.{suffix}"
        forms[tmp_path / "saved" / file.name] = proposal = read_proposal(fixture).model
        file.write_bytes(FORMS[suffix](lang, proposal))
    for suffix in FORMS:
        office = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        files = sorted(str(file) for file in tmp_path.glob(f"*.{suffix}"))
        out = ["--convert-to", suffix, "--outdir", str(tmp_path / "saved")]
        subprocess.run([*office, *out, *files], check=True, capture_output=True, timeout=300)
    assert {file: read_proposal(file).model for file in forms} == forms


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t_x;,•-=+@0041<&"),
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
