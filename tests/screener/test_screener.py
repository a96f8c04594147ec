"""The library's front door."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from screening import InvalidInput, Proposal, Register, Screener, Undecided
from screening.errors import Problem, Span
from screening.intake.files import register_from_data
from screening.messages import LANGUAGES, Lang
from screening.overlap.calibration_file import calibration_path, read_calibration
from screening.overlap.matching import CANDIDATES
from screening.ruleset.loading import load_rules
from screening.shipped import sample_register

ROOT = Path(__file__).resolve().parents[2]
ROUTED = ROOT / "fixtures/proposals/row-10-route-to-host"
AS_OF = date(2026, 11, 23)

MINIMAL: dict[str, object] = {
    "title": "Sommarforskarskola",
    "summary": "Doktorander och läkare skriver ansökningar ihop i augusti.",
    "parties": [{"name": "Region Västmanland"}, {"name": "MDU"}],
    "level": "unit",
}


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.load()


def test_a_path_a_mapping_and_a_proposal_give_the_same_verdict(screener: Screener) -> None:
    path = ROUTED / "the-library-network-takes-it-in.json"
    from_path = screener.screen(str(path), as_of=AS_OF)
    as_proposal = Proposal.model_validate_json(path.read_text(encoding="utf-8"))
    from_proposal = screener.screen(as_proposal, as_of=AS_OF)
    from_mapping = screener.screen(as_proposal.model_dump(mode="json"), as_of=AS_OF)
    same = {"screened_at": from_path.screened_at}
    assert from_proposal.model_copy(update=same) == from_path
    assert from_mapping.model_copy(update=same) == from_path


def test_a_proposal_can_be_read_first_and_screened_then(screener: Screener) -> None:
    told = {**MINIMAL, "contact": {"name": "Anna"}}
    known = screener.read(told, as_of=AS_OF)
    read_first, at_once = (screener.screen(one, as_of=AS_OF) for one in (known, told))
    assert known.contact is not None
    assert known.contact.name == "Anna"
    assert read_first.model_copy(update={"screened_at": at_once.screened_at}) == at_once


def test_many_proposals_are_screened_in_order_and_only_when_asked_for(screener: Screener) -> None:
    asked: list[str] = []

    def proposals() -> object:
        for title in ("Ett", "Två", "Tre"):
            asked.append(title)
            yield {**MINIMAL, "title": title}

    verdicts = screener.screen_many(proposals(), as_of=AS_OF)  # type: ignore[arg-type]
    assert next(verdicts).proposal.title == "Ett"
    assert asked == ["Ett"]
    assert [verdict.proposal.title for verdict in verdicts] == ["Två", "Tre"]


def test_what_is_wrong_in_a_mapping_is_told_by_its_path(screener: Screener) -> None:
    with pytest.raises(InvalidInput) as caught:
        screener.screen({**MINIMAL, "levl": "unit", "period": {"start": "2027-13-01"}})
    assert caught.value.problems == (
        Problem(
            "input.unknown-key",
            {
                "key": "levl",
                "known": ", ".join(Proposal.model_fields),
                "known_sv": (
                    "titel, sammanfattning, parter, kategori, teman, nivå, resurser, period,"
                    " samordning, nya_principer, prövat, kontakt"
                ),
            },
            path="levl",
            suggestion="level",
        ),
        Problem(
            "input.impossible-day",
            {"value": "2027-13-01", "field": "start"},
            path="period.start",
        ),
    )


def test_an_entry_that_the_register_lacks_is_told_for_a_proposal_too(screener: Screener) -> None:
    proposal = Proposal.model_validate(
        MINIMAL | {"considered": [{"constellation": "K-14", "answer": "hosts"}]}
    )
    with pytest.raises(InvalidInput) as caught:
        screener.screen(proposal)
    assert caught.value.problems == (
        Problem(
            "input.unknown-considered",
            {"id": "K-14"},
            path="considered[0].constellation",
            suggestion="K-014",
        ),
    )


def test_the_first_problem_is_on_the_error_itself(screener: Screener, tmp_path: Path) -> None:
    file = tmp_path / "forslag.yaml"
    file.write_text("title: A\nsummary: B\nparties: [{name: MDU}]\nlevl: unit\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        screener.screen(file)
    error = caught.value
    assert (error.file, error.line, error.column, error.suggestion) == (str(file), 4, 1, "level")
    assert error.problems[0].span == Span(4, 1, 4, 5)
    assert str(error) == f"{file}:4:1: “levl” is not a key here. Did you mean “level”?"


def test_errors_survive_being_sent_between_processes() -> None:
    errors = [
        InvalidInput([Problem("input.missing", {"field": "title"}, "a.yaml", Span(1, 1, 1, 2))]),
        Undecided("Regler 1.0"),
    ]
    for error in errors:
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert (type(again), str(again)) == (type(error), str(error))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_texts_are_in_the_language_asked_for(screener: Screener, lang: Lang) -> None:
    verdict = screener.screen(MINIMAL, as_of=AS_OF, lang=lang)
    assert (verdict.lang, verdict.outcome_title) == {
        "sv": ("sv", "Behöver ett särskilt avtal"),
        "en": ("en", "Needs a specific agreement"),
    }[lang]


def test_the_contact_never_reaches_the_verdict(screener: Screener) -> None:
    contact: dict[str, object] = {
        "contact": {"name": "Hemliga Holgersson", "email": "holger@example.org"}
    }
    with_contact = screener.screen(MINIMAL | contact, as_of=AS_OF, explain=True)
    without = screener.screen(MINIMAL, as_of=AS_OF, explain=True)
    same = {"screened_at": without.screened_at}
    assert with_contact.model_copy(update=same) == without


def test_the_order_of_the_register_makes_no_difference(screener: Screener) -> None:
    turned = Screener(
        screener.ruleset,
        Register(entries=tuple(reversed(screener.register.entries))),
        calibration=read_calibration(calibration_path(sample_register())),
    )
    path = min(ROUTED.glob("*.yaml"))
    one = screener.screen(path, as_of=AS_OF)
    other = turned.screen(path, as_of=AS_OF)
    sample = {"sample": False}
    assert other.model_copy(update={"screened_at": one.screened_at}) == one.model_copy(
        update={
            "register_": one.register_.model_copy(update=sample),
            "remarks": tuple(each for each in one.remarks if each.code != "sample-register"),
        }
    )


def test_the_order_of_entries_that_are_all_alike_makes_no_difference(screener: Screener) -> None:
    alike = [
        {
            "id": f"K-{number:03}",
            "name": MINIMAL["title"],
            "kind": "constellation",
            "status": "active",
            "parties": ["Region Västmanland", "MDU"],
        }
        for number in range(CANDIDATES + 1)
    ]
    verdicts = [
        Screener(screener.ruleset, register_from_data(entries).model).screen(MINIMAL, as_of=AS_OF)
        for entries in (alike, alike[::-1])
    ]
    same = {"screened_at": verdicts[0].screened_at}
    assert verdicts[1].model_copy(update=same) == verdicts[0]
    assert [one.id for one in verdicts[0].overlaps] == [one["id"] for one in alike[:CANDIDATES]]


def test_a_rule_set_outside_its_time_is_remarked_on(screener: Screener) -> None:
    verdict = screener.screen(MINIMAL, as_of=date(2021, 12, 31), lang="en")
    remarks = [each.text for each in verdict.remarks if each.code == "ruleset-not-valid"]
    said = "The rules are valid 2022-01-01 – until further notice, but the verdict is as of "
    assert remarks == [f"{said}2021-12-31."]


def test_a_gap_in_the_rules_is_an_error_and_never_a_verdict(tmp_path: Path) -> None:
    for file in (ROOT / "rules").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        whole = "    when:\n      host.exists: no\n"
        part = "    when:\n      all: [{host.exists: no}, {parties.count: {at_least: 99}}]\n"
        (tmp_path / file.name).write_text(text.replace(whole, part), encoding="utf-8")
    screener = Screener.load(rules=tmp_path)
    with pytest.raises(Undecided) as caught:
        screener.screen(MINIMAL, as_of=AS_OF)
    assert caught.value.describe("sv") == (
        "Ingen regel i ”Avsiktsförklaringen mellan Region Västmanland och Mälardalens"
        f" universitet {screener.ruleset.version}” ger det här fallet ett utfall. Lägg till"
        " en regel som gör det, eller en som gäller när ingen annan gör det."
    )


def test_rules_and_registers_can_be_handed_in_loaded(screener: Screener) -> None:
    ruleset = load_rules(ROOT / "rules")
    again = Screener.load(rules=ruleset, register=screener.register)
    assert again.ruleset == screener.ruleset
    assert again.screen(MINIMAL, as_of=AS_OF).register_.sample is False


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    import screening

    assert set(dir(screening)) == set(screening.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = screening.nonsense
