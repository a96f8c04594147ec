"""The verdict as a whole: the same for the same case, and its texts filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from screening import Register, RuleSet, Screener, Undecided
from screening.explain.telling import clause_order
from screening.intake.files import register_from_data
from screening.model.overlap import BandsRef, Evidence, Missing, Overlap
from screening.model.verdict import NextStep, ReadParty, Reason, Remark, Target
from screening.model.vocabulary import Vocabulary
from screening.overlap.matching import CANDIDATES
from screening.ruleset.loading import load_rules
from tests.engine.processes import told_by
from tests.explain.small import PROPOSAL, REGISTER
from tests.rules.fixtures import AS_OF, found_proposals
from tests.ruleset.folders import laid_over, rule, rule_file

UNMET = ("patienter", "odlar", "grönsaker", "odling", "växthus")
"""All words of the proposal: neither entry says anything of them."""


@pytest.fixture(scope="module")
def register() -> Register:
    return register_from_data(REGISTER).model


def test_a_routed_verdict_tells_everything_of_the_case(
    shipped: RuleSet, register: Register
) -> None:
    given = {**PROPOSAL, "parties": PROPOSAL["parties"][:3], "resources": {"committed": "yes"}}
    ruleset = replace(shipped, vocabulary=Vocabulary())
    verdict = Screener(ruleset, register).screen(given, as_of=AS_OF, lang="en")

    assert (verdict.outcome, verdict.clauses) == ("route-to-existing", ("4.4",))
    assert verdict.target == Target(id="K-1", name="Balansgruppen", contact_unit="Rehab")
    assert verdict.parties == (
        ReadParty(
            name="Region Västmanland",
            role="region",
            units=("HR",),
            agreement="unknown",
            written=("RV",),
        ),
        ReadParty(
            name="Mälardalens universitet",
            role="university",
            units=(),
            agreement="unknown",
            written=("Mdu",),
        ),
        ReadParty(
            name="RISE", role="third-party", units=(), agreement="unknown", written=("RISE",)
        ),
    )
    assert verdict.remarks == (
        Remark(code="party-other-name", text="“RV” was read as Region Västmanland."),
        Remark(code="party-other-name", text="“Mdu” was read as Mälardalens universitet."),
    )
    assert verdict.overlaps == (
        Overlap(
            id="K-1",
            name="Balansgruppen",
            kind="constellation",
            score=5,
            band="none",
            finding="host",
            findings=("host",),
            answer="hosts",
            status="active",
            evidence=(
                Evidence(field="parties", proposal="RISE", entry="RISE", score=100, words=()),
            ),
            missing=Missing(proposal=UNMET, entry=("balansgruppen",)),
            rival="K-2",
            margin=3,
        ),
        Overlap(
            id="K-2",
            name="Matlaget",
            kind="constellation",
            score=2,
            band="none",
            finding=None,
            findings=(),
            answer="declined",
            status="active",
            evidence=(),
            missing=Missing(proposal=UNMET, entry=("matlaget",)),
            rival="K-1",
            margin=-3,
        ),
    )
    assert verdict.bands == BandsRef(
        possible=shipped.bands.possible, strong=shipped.bands.strong, source="rules", standing=None
    )
    assert verdict.obligations == (
        NextStep(
            id="contact-host",
            clause=("4.4",),
            text="Contact K-1 Balansgruppen and agree on how the initiative is taken in there.",
            due=None,
            about=None,
        ),
        NextStep(
            id="plan-coordinating-function",
            clause=("4.3",),
            text="Appoint a coordinating function; three or more parties take part.",
            due=None,
            about=None,
        ),
        NextStep(
            id="review-the-letter",
            clause=("6",),
            text="Remind the steering group of the yearly review of the letter (last: unknown).",
            due=None,
            about=None,
        ),
    )
    assert verdict.reasons[0] == Reason(
        rule="taken-in-by-host",
        clause=("4.4",),
        title="The initiative belongs in an existing collaboration",
        text="It belongs with K-1 Balansgruppen.",
        facts={"host.exists": True},
        decisive=True,
        about=None,
        finding=None,
        outcome="route-to-existing",
    )
    assert (verdict.why_not, verdict.what_would_change) == (None, None)


@pytest.mark.parametrize(
    ("name", "remarks"),
    [
        ("Region Västmanland", ()),
        ("RISE", ()),
        ("RV", (Remark(code="party-other-name", text="“RV” was read as Region Västmanland."),)),
        (
            "RV, Rehab",
            (
                Remark(
                    code="party-unit",
                    text="“RV, Rehab” was read as Region Västmanland, unit Rehab.",
                ),
            ),
        ),
        (
            "Regin Västmanland",
            (
                Remark(
                    code="party-misspelt",
                    text="“Regin Västmanland” was read as Region Västmanland; check the spelling.",
                ),
            ),
        ),
        (
            "Swedish Public Employment Service",
            (
                Remark(
                    code="party-known",
                    text="“Swedish Public Employment Service” was read as Arbetsförmedlingen.",
                ),
            ),
        ),
        (
            "Studentkåren vid Mälardalens universitet",
            (
                Remark(
                    code="party-alike",
                    text="“Studentkåren vid Mälardalens universitet” was read as a third party. "
                    "Write the party's name by itself if one of the two is meant.",
                ),
            ),
        ),
    ],
)
def test_it_is_remarked_on_how_a_name_was_read_where_that_is_not_plain(
    name: str, remarks: tuple[Remark, ...], shipped: RuleSet, register: Register
) -> None:
    given = {**PROPOSAL, "parties": [{"name": name}], "considered": []}

    assert Screener(shipped, register).screen(given, as_of=AS_OF, lang="en").remarks == remarks


def test_what_decides_stands_first_then_other_outcomes_then_the_rest(screener: Screener) -> None:
    for path in found_proposals():
        verdict = screener.screen(path, as_of=AS_OF)
        order = [(not one.decisive, one.outcome is None) for one in verdict.reasons]
        assert order == sorted(order)
        assert verdict.reasons[0].decisive
        clauses = {clause for one in verdict.reasons if one.decisive for clause in one.clause}
        assert verdict.clauses == tuple(sorted(clauses, key=clause_order))


def test_clauses_are_ordered_by_their_numbers() -> None:
    assert sorted(["6", "4.10", "4.3", "4"], key=clause_order) == ["4", "4.3", "4.10", "6"]


def test_rules_that_give_no_outcome_leave_a_case_undecided_and_say_so(tmp_path: Path) -> None:
    folder = laid_over(
        tmp_path,
        rules=rule_file(rule("only", "{parties.count: 97}", "{outcome: needs-specific-agreement}")),
    )
    (folder / "ruleset.yaml").write_text(
        (folder / "ruleset.yaml").read_text(encoding="utf-8").partition("must_hold")[0], "utf-8"
    )
    screener = Screener(load_rules(folder), Register(entries=()))

    with pytest.raises(Undecided) as caught:
        screener.screen({**PROPOSAL, "considered": []}, as_of=AS_OF)
    assert caught.value.ruleset == "A small rule set 1"


def test_a_day_that_the_rules_are_not_valid_on_is_remarked_on(screener: Screener) -> None:
    path = found_proposals()[0]
    codes = {
        day: [one.code for one in screener.screen(path, as_of=day).remarks]
        for day in (AS_OF, date(2021, 12, 31))
    }

    assert codes == {
        AS_OF: ["sample-register"],
        date(2021, 12, 31): ["sample-register", "ruleset-not-valid"],
    }


def test_questions_that_there_was_no_time_to_look_for_are_remarked_on(shipped: RuleSet) -> None:
    near = [{**REGISTER[1], "id": f"K-{number}"} for number in range(CANDIDATES)]
    given = {
        "title": "Matlaget i Sala",
        "summary": "Vi lagar mat.",
        "level": "unit",
        "parties": [{"name": "RV"}, {"name": "MDU"}, {"name": "RISE"}, {"name": "ABB"}],
    }
    asked = Screener(shipped, register_from_data(near).model).screen(given, as_of=AS_OF, lang="en")

    assert len(asked.overlaps) == CANDIDATES
    assert asked.remarks[-1].code == "questions-incomplete"


def test_the_same_cases_give_the_same_verdicts_byte_for_byte_in_every_process(root: Path) -> None:
    told = [told_by("explain.programs.verdicts", root, PYTHONHASHSEED=seed) for seed in ("0", "1")]

    assert len(told[0].splitlines()) == 2 * len(found_proposals())
    assert told[0] == told[1]
