"""What is written otherwise in one rule set than in another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from screening.model.vocabulary import Vocabulary
from screening.ruleset.rules import Bands, Due, RuleSet
from screening.workbench.diff.changed_rules import (
    ChangedPart,
    ChangedRule,
    changed_parts,
    changed_rules,
)
from screening.workbench.parts import with_rule, without_rule


def test_rules_are_held_against_each_other_by_their_ids(shipped: RuleSet) -> None:
    first, second = (shipped.rule(one) for one in ("letter-terminated", "taken-in-by-host"))
    assert first is not None
    assert second is not None
    texts = replace(first, clauses=("4.2",), title=second.title, file="x.yaml", line=1)
    new = with_rule(without_rule(shipped, second.id), texts)

    assert changed_rules(shipped, new) == [
        ChangedRule(first.id, "changed", first, texts, ("clauses", "title")),
        ChangedRule(second.id, "removed", second, None),
    ]
    assert [one.means_other for one in changed_rules(shipped, new)] == [False, True]
    assert changed_rules(new, shipped)[-1] == ChangedRule(second.id, "added", None, second)
    other = with_rule(shipped, replace(first, when=second.when))
    assert [one.means_other for one in changed_rules(shipped, other)] == [True]


def test_nothing_is_told_of_the_same_rules(shipped: RuleSet) -> None:
    assert changed_rules(shipped, shipped) == []
    assert list(changed_parts(shipped, shipped)) == []


def letter(ruleset: RuleSet, **changes: object) -> RuleSet:
    return replace(ruleset, letter=ruleset.letter.model_copy(update=changes))


def test_each_other_part_is_told_with_what_it_was_and_is(shipped: RuleSet) -> None:
    step = next(iter(shipped.obligations.values()))
    due: Due = "at-resourcing" if step.due != "at-resourcing" else "before-start"
    outcome = shipped.outcomes[0]
    clause = shipped.letter.clauses[0]
    review = str(shipped.letter.last_review or "–")
    reworded = replace(outcome, text=outcome.title)
    told = {
        ChangedPart("name", (), shipped.name, "X"): replace(shipped, name="X"),
        ChangedPart("version", (), shipped.version, "9"): replace(shipped, version="9"),
        ChangedPart("days", (), "2022-01-01–", "2022-01-01–2030-01-01"): replace(
            shipped, valid_to=date(2030, 1, 1)
        ),
        ChangedPart("bands", (), "35 / 76", "40 / 80"): replace(shipped, bands=Bands(40, 80)),
        ChangedPart("due", (step.id,)): replace(
            shipped, obligations={**shipped.obligations, step.id: replace(step, due=due)}
        ),
        ChangedPart("texts", (outcome.id,)): replace(
            shipped, outcomes=(reworded, *shipped.outcomes[1:])
        ),
        ChangedPart("must-hold", (shipped.must_hold[0].id,)): replace(
            shipped, must_hold=shipped.must_hold[1:]
        ),
        ChangedPart("letter-status", (), "in-force", "terminated 2027-01-01"): letter(
            shipped, status="terminated", terminated_on=date(2027, 1, 1)
        ),
        ChangedPart("letter-review", (), review, "2020-01-01"): letter(
            shipped, last_review=date(2020, 1, 1)
        ),
        ChangedPart("letter-texts", (clause.id,)): letter(
            shipped, clauses=shipped.letter.clauses[1:]
        ),
        ChangedPart("parties"): replace(
            shipped, parties=shipped.parties.model_copy(update={"others": ("Annan",)})
        ),
        ChangedPart("vocabulary"): replace(shipped, vocabulary=Vocabulary()),
    }

    for part, new in told.items():
        assert list(changed_parts(shipped, new)) == [part]


def test_the_order_of_outcomes_is_a_part_of_its_own(shipped: RuleSet) -> None:
    (part,) = changed_parts(shipped, replace(shipped, outcomes=shipped.outcomes[::-1]))

    ids = [one.id for one in shipped.outcomes]
    assert part == ChangedPart("outcomes", (), " > ".join(ids), " > ".join(ids[::-1]))


@pytest.mark.parametrize("turned", [True, False])
def test_changes_of_one_part_hide_no_other(shipped: RuleSet, *, turned: bool) -> None:
    new = replace(shipped, name="X", bands=Bands(40, 80))
    pair = (new, shipped) if turned else (shipped, new)

    assert [one.part for one in changed_parts(*pair)] == ["name", "bands"]
