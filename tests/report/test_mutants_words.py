"""Slips in words, of every kind."""

from __future__ import annotations

from io import StringIO

import pytest

from screening.report.console import console_on
from screening.report.mutants_text import print_fates
from screening.report.mutants_words import change
from screening.ruleset.rules import RuleSet
from screening.workbench.mutants import Fate, Fates, Killing, Mutant, mutants_of


def named(ident: str, ruleset: RuleSet) -> Mutant:
    return next(mutant for mutant in mutants_of(ruleset) if mutant.id == ident)


@pytest.mark.parametrize(
    ("ident", "told"),
    [
        (
            "changed-order:needs-specific-agreement+route-to-existing",
            (
                "Behöver ett särskilt avtal före Ta det i en befintlig samverkan → "
                "Ta det i en befintlig samverkan före Behöver ett särskilt avtal"
            ),
        ),
        (
            "not-yet-tried:dropped-obligation:examine-entry",
            "”examine-entry” saknas (regeln not-yet-tried)",
        ),
        ("review-overdue:dropped-rule", "”review-overdue” saknas"),
        (
            "several-units-meet:negated-part:when",
            "alla 3 delar → inte (alla 3 delar) (regeln several-units-meet)",
        ),
        (
            "one-of-the-two-is-missing:all-any:when",
            "någon av 2 delar → alla 2 delar (regeln one-of-the-two-is-missing)",
        ),
    ],
)
def test_a_slip_is_told_in_words(ident: str, told: str, shipped: RuleSet) -> None:
    assert change(named(ident, shipped), shipped, "sv") == told


def test_what_was_not_decided_says_why_and_what_no_case_can_tell_says_so(shipped: RuleSet) -> None:
    one = named("several-units-meet:dropped-rule", shipped)
    untold = Killing("several-units-meet", {"facts": {}}, {}, kills=False)
    order = next(mutant for mutant in mutants_of(shipped) if mutant.rule is None)
    file = StringIO()

    fates = Fates(
        (Fate(order, "undecided", reason="\x1btimeout"), Fate(one, "survived", None, None, untold))
    )
    print_fates(console_on(file), fates, shipped, "en")

    text = file.getvalue()
    assert " = \N{REPLACEMENT CHARACTER}timeout\n" in text
    assert "\x1b" not in text
    assert "The verdict differs here, but in nothing that a case can expect:" in text
