"""What was once answered wrongly, each with the smallest rules that show it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from screening.engine.evaluators import PlainEvaluator
from screening.engine.running import Runner
from screening.engine.situation import Situation
from screening.model.values import Outcome
from screening.ruleset.conditions import AllOf, AnyOf, Not
from screening.ruleset.conditions import Test as Asked
from screening.ruleset.facts import Scope
from screening.ruleset.rules import ALWAYS, Bands, FactChange, Property, RuleSet
from screening.workbench.checks.checking import flaws_in
from screening.workbench.logic.slices import slice_of, slices
from screening.workbench.logic.study import Essence, Study, essence
from screening.workbench.parts import with_rule, without_rule
from tests.workbench.logic.making import rule, ruleset_of, with_bands

ESCALATE: Final[Outcome] = "escalate-to-steering-group"
AGREE: Final[Outcome] = "needs-specific-agreement"
ROUTE: Final[Outcome] = "route-to-existing"
EXECUTIVE = Asked("proposal.level", "one_of", ("executive",))
STRONG = Asked("candidate.overlap", "one_of", ("strong",))
NEAR = Asked("candidate.overlap", "one_of", ("possible", "strong"))
HOSTS = Asked("candidate.answer", "one_of", ("hosts",))
EACH = Scope.CANDIDATE


def run(ruleset: RuleSet, situation: Situation) -> Essence:
    return essence(Runner(ruleset, PlainEvaluator(ruleset)).run(situation))


def test_where_nobody_hosts_the_host_is_not_another() -> None:
    routes = rule("routes", ALWAYS, outcome=ROUTE)
    never = rule("never", AllOf((STRONG, Not(STRONG))), EACH, finding="host")
    hosts = rule("hosts", AllOf((NEAR, HOSTS)), EACH, finding="host")
    old = ruleset_of(hosts, never, routes)
    new = with_rule(old, replace(hosts, when=AllOf((STRONG, HOSTS))))

    situation = Study(old).apart_from(new)

    assert situation is not None
    assert [one.facts["candidate.answer"] for one in situation.candidates] == ["hosts"]
    assert run(old, situation) == (ROUTE, 0, frozenset(), ())
    assert run(new, situation) == (ROUTE, None, frozenset(), ())


def test_a_rule_that_waits_for_the_outcome_does_not_fire_where_there_is_none() -> None:
    decides = rule("decides", EXECUTIVE, outcome=ESCALATE)
    not_lifted = Not(Asked("verdict.outcome", "one_of", (ESCALATE,)))
    late = rule("late", not_lifted, obligations=("do-a",))

    flaws = flaws_in(ruleset_of(decides, late))

    assert {(flaw.kind, flaw.about) for flaw in flaws} == {
        ("no-outcome", "decides"),
        ("never-fires", "late"),
    }


def test_what_is_owed_for_a_candidate_is_not_owed_for_a_partner() -> None:
    decides = rule("decides", ALWAYS, outcome=ESCALATE)
    of_candidate = rule("each", NEAR, EACH, obligations=("do-a",))
    third = Asked("partner.third_party", "one_of", (False, True))
    of_partner = rule("each", third, Scope.PARTNER, obligations=("do-a",))
    old, new = ruleset_of(decides, of_candidate), ruleset_of(decides, of_partner)

    situation = Study(old).apart_from(new)

    assert situation is not None
    assert run(old, situation) != run(new, situation)


def test_values_that_only_the_other_rules_tell_apart_are_told_apart() -> None:
    decides = rule("decides", ALWAYS, outcome=ESCALATE)
    team = rule("level", Asked("proposal.level", "one_of", ("team",)), obligations=("do-a",))
    old = ruleset_of(decides, team)
    new = with_rule(
        old, replace(team, when=Asked("proposal.level", "one_of", ("team", "department")))
    )
    study = Study(old)

    assert study.apart_from(without_rule(old, "level")) is not None
    situation = study.apart_from(new)

    assert situation is not None
    assert situation.facts["proposal.level"] == "department"


def test_other_bands_are_not_tried_on_facts_drawn_by_these() -> None:
    decides = rule("decides", ALWAYS, outcome=ESCALATE)
    high = AllOf((STRONG, Asked("candidate.score", "at_least", (90,))))
    old = ruleset_of(decides, rule("each", high, EACH, obligations=("do-a",)))
    # From 90 on there is always more than one field that speaks for it, so it is strong.
    new = with_bands(
        with_rule(old, rule("each", STRONG, EACH, obligations=("do-a",))), Bands(35, 90)
    )
    study = Study(old)
    below = Asked("candidate.score", "at_most", (80,))
    strong = Study(ruleset_of(decides, rule("each", AllOf((STRONG, below)), EACH)))
    situation = strong.example(strong.concluding.fires_somewhere(strong.ruleset.rules[0]))
    assert situation is not None

    study.remember(situation)

    assert study.apart_from(new) is None


def test_each_side_has_its_own_best_host_in_the_case_that_is_shown() -> None:
    routes = rule("routes", ALWAYS, outcome=ROUTE)
    active = Asked("candidate.status", "one_of", ("active",))
    both = rule("both", AllOf((HOSTS, active)), EACH, finding="host")
    dormant = rule(
        "dormant",
        AllOf((HOSTS, Asked("candidate.status", "one_of", ("dormant",)))),
        EACH,
        finding="host",
    )
    none = rule("none", Asked("host", "at_most", (0,)), outcome=ESCALATE)
    old = ruleset_of(both, none, routes)
    new = ruleset_of(dormant, none, routes)

    situation = Study(old).apart_from(new)

    assert situation is not None
    assert run(old, situation) != run(new, situation)


def test_one_rule_set_is_not_apart_from_itself_in_another_order_of_files() -> None:
    one, other = rule("a", ALWAYS, outcome=AGREE), rule("b", EXECUTIVE, outcome=ESCALATE)

    assert Study(ruleset_of(one, other)).apart_from(ruleset_of(other, one)) is None


def test_a_partner_that_joins_can_displace_the_best_host() -> None:
    hosts = rule("hosts", HOSTS, EACH, finding="host")
    covered = rule(
        "covered",
        Asked("partner.covered_by_host", "one_of", (False,)),
        Scope.PARTNER,
        finding="left-out",
    )
    outlasts = Asked("host.agreement_outlasts", "one_of", ("no",))
    lifts = rule("lifts", outlasts, outcome=ESCALATE)
    routes = rule("routes", ALWAYS, outcome=ROUTE)
    joins = Property(
        "joins", ("6",), ALWAYS, ROUTE, adds=(Asked("partner.third_party", "one_of", (True,)),)
    )
    study = Study(ruleset_of(hosts, covered, lifts, routes, must_hold=[joins]))

    pair = study.turned(joins)

    assert pair is not None
    before, after = pair
    assert (run(study.ruleset, before)[0], run(study.ruleset, after)[0]) == (ESCALATE, ROUTE)
    assert after.partners[:-1] == before.partners
    assert [one.entry for one in before.candidates] == [one.entry for one in after.candidates]


def test_a_known_period_stays_known_when_its_length_turns() -> None:
    hosts = rule("hosts", HOSTS, EACH, finding="host")
    lifts = rule(
        "lifts", Asked("host.agreement_outlasts", "one_of", ("unknown",)), outcome=ESCALATE
    )
    exists = Asked("host.exists", "one_of", (False,))
    agrees = rule("agrees", exists, outcome=AGREE)
    routes = rule("routes", ALWAYS, outcome=ROUTE)
    change = FactChange("period.length", ("over-a-year",), ("up-to-a-year",))
    must = Property(
        "must", ("6",), Asked("host.exists", "one_of", (True,)), ESCALATE, change=change
    )
    study = Study(ruleset_of(hosts, lifts, agrees, routes, must_hold=[must]))

    assert study.turned(must) is None


def test_a_slice_has_what_a_question_rests_on_and_no_more() -> None:
    hosts = rule("hosts", HOSTS, EACH, finding="host")
    seen = rule("seen", NEAR, EACH, finding="seen")
    owes = rule("owes", Asked("seen", "at_least", (1,)), obligations=("do-a",))
    routes = rule("routes", Asked("host.exists", "one_of", (True,)), outcome=ROUTE)
    rest = rule("rest", ALWAYS, outcome=AGREE, obligations=("do-b",))
    late = rule("late", Asked("verdict.outcome", "one_of", (ROUTE,)), obligations=("do-c",))
    whole = ruleset_of(hosts, seen, owes, routes, rest, late)

    def ids(ruleset: RuleSet) -> set[str]:
        return {one.id for one in ruleset.rules}

    assert ids(slice_of(whole, [], [owes])) == {"owes", "seen"}
    assert ids(slice_of(whole, ["verdict.outcome"])) == {"hosts", "routes", "rest"}
    assert ids(slice_of(whole, [], [late])) == {"hosts", "routes", "rest", "late"}
    assert slices(whole, whole, findings=True, total=True) is None
    changed = with_rule(whole, replace(seen, when=STRONG))
    for total, decides in ((True, {"*"}), (False, {"hosts", "routes", "rest"})):
        parts = slices(whole, changed, findings=False, total=total)
        assert parts is not None
        assert [ids(part) for part in parts] == [{"owes", "seen"} | decides] * 2
    parts = slices(whole, without_rule(whole, "late"), findings=False, total=True)
    assert parts is not None
    assert [ids(part) for part in parts] == [
        {"hosts", "routes", "rest", "late"},
        {"hosts", "routes", "rest"},
    ]


def test_a_set_is_total_where_every_case_has_an_outcome() -> None:
    some = rule("some", EXECUTIVE, outcome=ESCALATE)
    others = rule("others", Not(EXECUTIVE), outcome=ROUTE)

    assert Study(ruleset_of(some, others)).total
    assert not Study(ruleset_of(some)).total
    assert not Study(ruleset_of(rule("none", ALWAYS, obligations=("do-a",)))).total


def test_as_many_candidates_as_there_can_be_and_no_more() -> None:
    found = rule("found", NEAR, EACH, finding="found")
    unasked = rule(
        "unasked", Asked("candidate.answer", "one_of", ("unasked",)), EACH, finding="quiet"
    )
    decides = rule("decides", ALWAYS, outcome=ROUTE)
    counts = {
        name: rule(name, Asked(finding, "at_least", (number,)), obligations=("do-a",))
        for name, finding, number in (
            ("all", "found", 224),
            ("too-many", "found", 225),
            ("quiet", "quiet", 24),
            ("too-quiet", "quiet", 25),
        )
    }
    third = rule(
        "third", Asked("partner.third_party", "one_of", (True,)), Scope.PARTNER, finding="third"
    )
    two = AllOf(
        tuple(Asked(f"parties.{one}", "one_of", (True,)) for one in ("region", "university"))
    )
    for number in (98, 99):
        many = Asked("third", "at_least", (number,))
        counts[f"third-{number}"] = rule(
            f"third-{number}", AllOf((two, many)), obligations=("do-b",)
        )
    flaws = flaws_in(ruleset_of(found, unasked, third, decides, *counts.values()))

    assert {flaw.about for flaw in flaws if flaw.kind == "never-fires"} == {
        "too-many",
        "too-quiet",
        "third-99",
    }


def test_any_of_nothing_never_holds_and_not_of_all_does_not() -> None:
    decides = rule("decides", ALWAYS, outcome=ROUTE)
    nothing = rule("nothing", AnyOf(()), outcome=ESCALATE)

    assert [(flaw.kind, flaw.about) for flaw in flaws_in(ruleset_of(decides, nothing))] == [
        ("never-fires", "nothing")
    ]
