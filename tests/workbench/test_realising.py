"""Whole files for cases that are known by their facts: the facts come back as they were."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening import RuleSet
from screening.engine.situation import Candidate, Facts, Partner, Situation
from screening.errors import Undecided
from screening.model import values
from screening.model.letter import Letter
from screening.model.verdict import Verdict
from screening.model.vocabulary import Vocabulary
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import FACTS, Choice, Scope, Value
from screening.ruleset.loading import load_rules
from screening.ruleset.rules import Bands
from screening.shipped import shipped_rules
from screening.workbench.logic import models
from screening.workbench.realising import Realised, Unrealisable, confirm, realise

DAY = date(2026, 11, 23)
PLAIN: Facts = {**models.PLAIN, "parties.count": 2}
THRESHOLDS = """
clause: "4.4"
rules:
  - id: near-half
    for_each: candidate
    title: {sv: Halvvägs, en: Halfway}
    when: {any: [{candidate.score: {at_least: 50, at_most: 59}}, {candidate.score: 77}]}
    then: {finding: halfway}
  - id: far-off
    for_each: candidate
    title: {sv: Långt bort, en: Far off}
    when: {candidate.score: {less_than: 10}}
    then: {finding: far-off}
  - id: many
    title: {sv: Många, en: Many}
    when:
      any:
        - parties.count: {at_least: 4}
        - parties.units: {more_than: 3}
        - halfway: {at_least: 2}
        - far-off: {at_least: 1}
    then: {outcome: escalate-to-steering-group}
"""


@pytest.fixture(scope="module")
def with_thresholds(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    folder = tmp_path_factory.mktemp("thresholds") / "rules"
    shutil.copytree(shipped_rules(), folder)
    (folder / "thresholds.yaml").write_text(THRESHOLDS, encoding="utf-8")
    return load_rules(folder)


def candidate(  # a candidate that is as plain as can be
    score: int,
    *,
    entry: str = "K-1",
    covers: Sequence[int] = (),
    outlasts: str = "no",
    **facts: Value,
) -> Candidate:
    overlap = "strong" if score >= 76 else "possible" if score >= 35 else "none"
    plain: dict[str, Value] = {
        "overlap": overlap,
        "score": score,
        "kind": "constellation",
        "status": "active",
        "in_scope": False,
        "agreement": "none",
        "answer": "declined" if overlap == "none" else "unasked",
        "level": "unit",
    }
    told = {f"candidate.{name}": value for name, value in (plain | facts).items()}
    return Candidate(entry, told, frozenset(covers), outlasts)  # type: ignore[arg-type]


def partner(name: str, agreement: str = "unknown") -> Partner:
    third = name not in {"region", "university"}
    return Partner(name, {"partner.third_party": third, "partner.agreement": agreement})


TWO = (partner("region"), partner("university"))


def case(
    *candidates: Candidate, partners: Sequence[Partner] | None = None, **facts: Value
) -> Situation:
    taking_part = partners or TWO
    told: dict[str, Value] = {
        **PLAIN,
        "parties.count": len(taking_part),
        **{name.replace("__", "."): value for name, value in facts.items()},
    }
    return Situation(candidates, tuple(taking_part), told)


def facts_of(situation: Situation) -> object:
    """All facts of a case, whatever its parties are called and however its entries lie."""
    return (
        {one.entry: (one.facts, one.covers, one.outlasts) for one in situation.candidates},
        [one.facts for one in situation.partners],
        situation.facts,
    )


def scores(realised: Realised) -> dict[str, Value]:
    return {one.entry: one.facts["candidate.score"] for one in realised.situation.candidates}


def without_scores(situation: Situation) -> Situation:
    return replace(
        situation,
        candidates=tuple(
            replace(one, facts={**one.facts, "candidate.score": 0}) for one in situation.candidates
        ),
    )


# --- every case that can be --------------------------------------------------------------


def choices(name: str) -> st.SearchStrategy[Value]:
    kind = FACTS[name].type
    return st.sampled_from(kind.values if isinstance(kind, Choice) else (True, False))


@st.composite
def candidates(draw: st.DrawFn, number: int, ends: bool | None, partners: int) -> Candidate:  # noqa: FBT001
    facts = {
        name: draw(choices(name))
        for name in FACTS
        if FACTS[name].scope is Scope.CANDIDATE and name != "candidate.score"
    }
    score = draw(st.integers(2, 100))
    facts["candidate.score"] = score
    overlap = "strong" if score >= 76 else "possible" if score >= 35 else "none"
    facts["candidate.overlap"] = overlap
    if overlap == "none":
        facts["candidate.answer"] = draw(st.sampled_from(get_args(values.Answer)))
    if facts["candidate.kind"] == "constellation":
        facts["candidate.in_scope"] = False
    outlasts = "no"
    if facts["candidate.agreement"] == "in-force":
        outlasts = draw(st.sampled_from(["yes", "no" if ends else "unknown"]))
    covers = draw(st.frozensets(st.integers(0, partners - 1)))
    return Candidate(f"K-{number}", facts, covers, outlasts)  # type: ignore[arg-type]


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    two = draw(st.sets(st.sampled_from(["region", "university"])))
    third = draw(st.integers(0 if two else 1, 6 - len(two)))
    names = draw(st.permutations([*sorted(two), *(f"party-{n}" for n in range(third))]))
    agreements = st.sampled_from([*get_args(values.AgreementStatus), "unknown"])
    partners = tuple(partner(name, draw(agreements)) for name in names)
    facts: dict[str, Value] = {
        name: draw(choices(name)) for name in PLAIN if not name.startswith("parties.")
    }
    facts |= {
        "parties.region": "region" in two,
        "parties.university": "university" in two,
        "parties.count": len(partners),
        "parties.units": draw(st.integers(0, 6)),
    }
    ends = facts["period.length"] != "unknown" or draw(st.booleans())
    how_many = draw(st.integers(1, 5))
    found = tuple(
        draw(candidates(number, ends, len(partners))) for number in range(1, how_many + 1)
    )
    return Situation(found, partners, facts)


law = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@law
@given(situation=situations())
def test_the_facts_that_are_drawn_are_those_that_were_asked_for(
    shipped: RuleSet, situation: Situation
) -> None:
    realised = realise(situation, shipped, as_of=DAY)
    assert facts_of(without_scores(realised.situation)) == facts_of(without_scores(situation))


@law
@given(situation=situations())
def test_tests_of_scores_and_counts_come_out_the_same(
    with_thresholds: RuleSet, situation: Situation
) -> None:
    realised = realise(situation, with_thresholds, as_of=DAY)
    assert facts_of(without_scores(realised.situation)) == facts_of(without_scores(situation))


# --- hard cases --------------------------------------------------------------------------


@pytest.mark.parametrize("score", [2, 3, 34, 35, 49, 61, 75, 76, 83, 97, 100])
def test_a_score_is_met_exactly(shipped: RuleSet, score: int) -> None:
    realised = realise(case(candidate(score)), shipped, as_of=DAY)
    assert scores(realised) == {"K-1": score}


@pytest.mark.parametrize("score", [76, 78, 80])
def test_a_high_score_can_come_of_words_alone_and_is_no_strong_overlap(
    shipped: RuleSet, score: int
) -> None:
    situation = case(
        candidate(score, overlap="possible", kind="platform"),
        candidate(40, entry="K-2"),
        candidate(20, entry="K-3"),
    )
    asked = [Asked("candidate.score", "at_least", (76,))]
    realised = realise(situation, shipped, as_of=DAY, besides=asked)
    bands = [one.facts["candidate.overlap"] for one in realised.situation.candidates]
    high = realised.situation.candidates[0].facts["candidate.score"]
    assert (bands, int(high) >= 76) == (["possible", "possible", "none"], True)


def test_many_candidates_and_parties_are_all_as_they_should_be(shipped: RuleSet) -> None:
    wanted = [100, 100, 96, 80, 76, 75, 60, 41, 35, 34, 12, 2]
    found = [candidate(score, entry=f"K-{n}") for n, score in enumerate(wanted, 1)]
    partners = [partner("university"), *(partner(f"p{n}", "signed") for n in range(39))]
    situation = case(*found, partners=partners, parties__region=False)
    realised = realise(situation, shipped, as_of=DAY)
    assert facts_of(realised.situation) == facts_of(situation)


def test_a_hundred_parties_are_a_hundred(shipped: RuleSet) -> None:
    situation = case(partners=[partner(f"p{n}") for n in range(100)])
    missing = {"parties.region": False, "parties.university": False}
    situation = replace(situation, facts={**situation.facts, **missing})
    assert facts_of(realise(situation, shipped, as_of=DAY).situation) == facts_of(situation)


@pytest.mark.parametrize("first", ["region", "university"])
def test_who_is_the_region_and_who_the_university_is_as_they_are_called(
    shipped: RuleSet, first: str
) -> None:
    second = "university" if first == "region" else "region"
    situation = case(partners=[partner(first), partner(second)])
    names = {"region": "Region Västmanland", "university": "Mälardalens universitet"}
    assert realise(situation, shipped, as_of=DAY).parties == (names[first], names[second])


@pytest.mark.parametrize("one", ["region", "university"])
def test_one_of_the_two_is_the_one_that_takes_part(shipped: RuleSet, one: str) -> None:
    facts: dict[str, Value] = {"parties.region": False, "parties.university": False}
    # The case does not say which it is but by the fact.
    somebody = Partner("A", {"partner.third_party": False, "partner.agreement": "none"})
    situation = case(partners=[somebody])
    situation = replace(situation, facts={**situation.facts, **facts, f"parties.{one}": True})
    assert facts_of(realise(situation, shipped, as_of=DAY).situation) == facts_of(situation)


@pytest.mark.parametrize("ids", [("K-1", "K-2"), ("K-2", "K-1")])
def test_of_hosts_with_the_same_score_the_id_decides(
    shipped: RuleSet, ids: tuple[str, str]
) -> None:
    situation = case(*(candidate(80, entry=entry) for entry in ids))
    verdict = confirm(realise(situation, shipped, as_of=DAY), shipped)
    assert isinstance(verdict, Verdict)
    assert verdict.target is not None
    assert (verdict.outcome, verdict.target.id) == ("route-to-existing", "K-1")


def test_a_third_party_in_common_does_not_bring_them_nearer(with_thresholds: RuleSet) -> None:
    partners = [partner("region"), partner("university"), partner("p")]
    far = candidate(2, covers=[0, 1, 2], agreement="in-force", outlasts="yes")
    situation = case(far, partners=partners)
    assert facts_of(realise(situation, with_thresholds, as_of=DAY).situation) == facts_of(situation)


@pytest.mark.parametrize("status", ["in-force", "terminated"])
@pytest.mark.parametrize("review", ["current", "late", "unknown"])
@pytest.mark.parametrize(
    "letter",
    [
        {"status": "in-force", "last_review": date(2026, 3, 1)},
        {"status": "terminated", "terminated_on": date(2026, 1, 1)},
        {"status": "terminated", "terminated_on": date(2030, 1, 1)},
    ],
)
def test_the_letter_is_other_only_where_it_must_be(
    shipped: RuleSet, letter: dict[str, object], review: str, status: str
) -> None:
    old = shipped.letter.model_dump() | {"terminated_on": None, "last_review": None}
    ruleset = replace(shipped, letter=Letter.model_validate(old | letter))
    situation = case(letter__status=status, letter__review=review)
    realised = realise(situation, ruleset, as_of=DAY)
    same = ruleset.letter.status_on(DAY) == status and ruleset.letter.review_on(DAY) == review
    assert (facts_of(realised.situation), realised.letter is None) == (facts_of(situation), same)


def test_the_rules_own_bands_are_kept_to(shipped: RuleSet) -> None:
    ruleset = replace(shipped, bands=Bands(10, 20))
    found = [
        candidate(20, entry="K-1", overlap="strong"),
        candidate(19, entry="K-2", overlap="possible", answer="unasked"),
        candidate(9, entry="K-3"),
    ]
    situation = case(*found)
    assert facts_of(realise(situation, ruleset, as_of=DAY).situation) == facts_of(situation)


def test_a_rule_set_without_a_vocabulary_has_cases_too(shipped: RuleSet) -> None:
    ruleset = replace(shipped, vocabulary=Vocabulary())
    situation = case(candidate(90), candidate(50, entry="K-2"), candidate(2, entry="K-3"))
    assert facts_of(realise(situation, ruleset, as_of=DAY).situation) == facts_of(situation)


def test_a_score_that_cannot_be_had_gives_way_to_one_that_the_rules_take_for_the_same(
    shipped: RuleSet,
) -> None:
    ruleset = replace(shipped, vocabulary=Vocabulary())
    realised = realise(case(candidate(100)), ruleset, as_of=DAY)
    assert realised.situation.candidates[0].facts["candidate.overlap"] == "strong"


def test_a_score_that_cannot_be_had_and_that_a_test_asks_for_is_named(shipped: RuleSet) -> None:
    ruleset = replace(shipped, vocabulary=Vocabulary())
    asked = Asked("candidate.score", "at_least", (100,))
    with pytest.raises(Unrealisable) as caught:
        realise(case(candidate(100)), ruleset, as_of=DAY, besides=[asked])
    assert caught.value.fact == "candidate.score"


def test_a_case_of_today_is_of_a_day_that_the_rules_are_for(shipped: RuleSet) -> None:
    past = replace(shipped, valid_to=date(2023, 12, 31))
    assert realise(case(), past).as_of == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("situation", "fact"),
    [
        (Situation((), (), PLAIN), "parties.count"),
        (case(parties__units=2_001), "parties.units"),
        (case(candidate(80), candidate(90)), "candidate.answer"),
        (case(candidate(40, in_scope=True)), "candidate.in_scope"),
        (case(candidate(2, answer="unasked")), "candidate.overlap"),
        (case(parties__region=False), "parties.region"),
        (case(partners=[*TWO, replace(partner("region"), name="a third")]), "parties.count"),
        (
            case(
                candidate(80, agreement="in-force", outlasts="unknown"),
                candidate(70, agreement="in-force", outlasts="no", entry="K-2"),
                period__length="over-a-year",
            ),
            "host.agreement_outlasts",
        ),
    ],
)
def test_what_no_files_can_say_is_named(shipped: RuleSet, situation: Situation, fact: str) -> None:
    with pytest.raises(Unrealisable) as caught:
        realise(situation, shipped, as_of=DAY)
    assert caught.value.fact == fact


def test_that_no_files_were_found_is_told_in_both_languages() -> None:
    error = Unrealisable("candidate.score")
    assert (error.describe("sv"), error.describe("en")) == (
        "Det gick inte att skriva ett förslag och ett register där candidate.score får det värdet.",
        "No proposal and register were found in which candidate.score has that value.",
    )


# --- confirming --------------------------------------------------------------------------


def test_a_case_without_an_outcome_is_confirmed_as_one(shipped: RuleSet) -> None:
    silent = replace(
        shipped,
        strata=tuple(
            replace(
                stratum,
                rules=tuple(rule for rule in stratum.rules if rule.id != "nothing-takes-it-in"),
            )
            for stratum in shipped.strata
        ),
    )
    realised = realise(case(), silent, as_of=DAY)
    assert isinstance(confirm(realised, silent), Undecided)


def test_the_letter_that_a_case_needs_is_the_one_it_is_confirmed_under(shipped: RuleSet) -> None:
    realised = realise(case(letter__status="terminated"), shipped, as_of=DAY)
    verdict = confirm(realised, shipped, lang="en")
    assert isinstance(verdict, Verdict)
    assert [reason.rule for reason in verdict.reasons if reason.decisive] == ["letter-terminated"]
