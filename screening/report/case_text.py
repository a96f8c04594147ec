"""A case of facts alone, in words: only what is not as in any plain case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.engine.situation import covered_by
from screening.messages import Lang, message
from screening.report.wording import fact_label, listed, value_label
from screening.ruleset.conditions import facts_of
from screening.ruleset.facts import FACTS, Value
from screening.workbench.told import Case

__all__ = ["case_lines", "outcome_label", "said"]

_ALWAYS: Final = frozenset({"candidate.overlap", "candidate.kind", "candidate.agreement"})
_TWO: Final = ("region", "university")


def case_lines(case: Case, lang: Lang) -> Iterator[str]:
    """The outcome, the facts of the proposal, and then each candidate and each partner."""
    yield message("logic.case-outcome", lang, outcome=outcome_label(case, lang))
    unlike = [said(name, value, lang) for name, value in case.unlike.items()]
    if unlike:
        yield message("logic.case-facts", lang, facts="; ".join(unlike))
    read = _ALWAYS | {
        name for rule in case.ruleset.rules for name in facts_of(rule.when) if name in FACTS
    }
    situation, host = case.situation, case.conclusion.host
    for place, candidate in enumerate(situation.candidates):
        facts = [
            said(name, candidate.facts[name], lang)
            for name in FACTS
            if name in read and candidate.facts.get(name, False) is not False
        ]
        if candidate.facts["candidate.agreement"] == "in-force":
            lasts = value_label("host.agreement_outlasts", candidate.outlasts, lang)
            facts.append(message("logic.case-lasts", lang, lasts=lasts))
        key = "case-host" if place == host else "case-entry"
        yield message(f"logic.{key}", lang, id=candidate.entry, facts="; ".join(facts))
    covers = covered_by(None if host is None else situation.candidates[host])
    for place, partner in enumerate(situation.partners):
        facts = [
            said(name, value, lang)
            for name, value in partner.facts.items()
            if name in read and name != "partner.third_party"
        ]
        if place in covers:
            facts.append(said("partner.covered_by_host", value=True, lang=lang))
        if partner.name in _TWO:
            name = message(f"logic.case-{partner.name}", lang)
        else:
            name = message("logic.case-third-party", lang, number=place + 1)
        yield f"{name}: {listed(facts, lang)}" if facts else name


def said(fact: str, value: Value, lang: Lang) -> str:
    """A fact with its value: ``Ansvarsnivå: okänd``."""
    return f"{fact_label(fact, lang)}: {value_label(fact, value, lang)}"


def outcome_label(case: Case, lang: Lang) -> str:
    """What the outcome is called, or that there is none."""
    outcome = case.conclusion.outcome
    if outcome is None:
        return message("logic.case-undecided", lang)
    return case.ruleset.outcome(outcome).title.of(lang)
