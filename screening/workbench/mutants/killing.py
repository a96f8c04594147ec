"""A case that tells a slip, as people write it in a case file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any, Final

from screening.engine.situation import Candidate, Change, Partner, Situation
from screening.errors import Problem
from screening.intake.document import Document
from screening.intake.documents import from_python
from screening.intake.places import Place
from screening.ruleset.facts import Value
from screening.ruleset.rules import RuleSet
from screening.workbench.cases import Case, CaseRunner
from screening.workbench.cases.alone import FactsReader
from screening.workbench.mutants.fates import Killing
from screening.workbench.mutants.slips import Mutant
from screening.workbench.plain import CANDIDATE, PARTNER, PROPOSAL, score_of
from screening.workbench.scaffold_plans import PARTNERS
from screening.workbench.texts import THIRD_PARTIES

__all__ = ["Shown", "killing", "plainer", "read_back", "written"]

Shown = tuple[Situation, date]
"""A case that differs by a slip, and its day."""

_ASKED: Final[Mapping[str, object]] = {"outcome": "", "target": "", "obligations": [""]}
"""Expected as nothing can be, so that all of it comes out otherwise."""


def killing(situation: Situation, day: date, mutant: Mutant, ruleset: RuleSet) -> Killing:
    """A case that differs by a slip, with the verdict of the rules as they are."""
    facts = written(situation, ruleset)
    read = read_back(facts, ruleset)
    rule = mutant.rule.id if mutant.rule else None
    as_of = day if len(ruleset.spells) > 1 else None
    if read is None:
        return Killing(rule, facts, {}, as_of, kills=False)
    found = {candidate.entry: "" for candidate in read.candidates}
    asked = {**_ASKED, "findings": found} if found else _ASKED
    differences = CaseRunner(ruleset).run(Case("", read, asked, day)).differences
    got = {each.what: each.got for each in differences}
    expect = {what: got[what] for what in asked if what != "target" or got[what] is not None}
    case = Case("", read, expect, day)
    passes = CaseRunner(mutant.applied(ruleset)).run(case).passed
    return Killing(rule, facts, expect, as_of, kills=not passes)


def read_back(facts: Mapping[str, Any], ruleset: RuleSet) -> Situation | None:
    """The situation that a case file with some facts comes to; None where it cannot be."""
    problems: list[Problem] = []
    document = Document(Place(), from_python(facts), None)
    situation = FactsReader(document, (), ruleset, problems).situation()
    return None if problems else situation


def written(situation: Situation, ruleset: RuleSet) -> dict[str, Any]:
    """The facts, candidates and partners of a case file: only what is not as in a plain case."""
    named = _named(situation)
    parts: dict[str, Any] = {
        "facts": {
            name: situation.facts[name]
            for name, plain in PROPOSAL.items()
            if situation.facts[name] != plain
        },
        "candidates": [_candidate(candidate, named, ruleset) for candidate in situation.candidates],
        "partners": [
            {"name": partner.name, **own}
            for partner in named
            if (own := _unlike(partner.facts, PARTNER)) or partner.facts["partner.third_party"]
        ],
    }
    return {name: part for name, part in parts.items() if part} or {"facts": {}}


def _named(situation: Situation) -> list[Partner]:
    """The partners with names that a case file tells the two and the others by."""
    others = chain(PARTNERS, THIRD_PARTIES)
    return [
        replace(partner, name=next(others)) if partner.facts["partner.third_party"] else partner
        for partner in situation.partners
    ]


def _candidate(candidate: Candidate, partners: list[Partner], ruleset: RuleSet) -> dict[str, Any]:
    facts = candidate.facts
    told: dict[str, Any] = {"id": candidate.entry, **_unlike(facts, CANDIDATE)}
    if facts["candidate.score"] != score_of(facts["candidate.overlap"], ruleset.bands):
        told["candidate.score"] = facts["candidate.score"]
    if candidate.covers:
        told["covers"] = [partners[place].name for place in sorted(candidate.covers)]
    in_force = facts["candidate.agreement"] == "in-force"
    if candidate.outlasts != ("yes" if in_force else "no"):
        told["outlasts"] = candidate.outlasts
    return told


def _unlike(facts: Mapping[str, Value], plain: Mapping[str, Value]) -> dict[str, Value]:
    return {name: facts[name] for name, value in plain.items() if facts[name] != value}


def plainer(situation: Situation, ruleset: RuleSet) -> Iterator[Situation]:
    """The same case with somebody fewer, or with one fact as in a plain case.

    Not all of them can be: what hangs together is not looked at here.
    """
    yield from _fewer(situation)
    candidates, partners = situation.candidates, situation.partners
    for name, plain in PROPOSAL.items():
        if situation.facts[name] != plain and name not in ("parties.region", "parties.university"):
            yield situation.with_change(Change(name, plain))
    for place, candidate in enumerate(candidates):
        for one in _plainer_candidate(candidate, ruleset):
            yield replace(
                situation, candidates=(*candidates[:place], one, *candidates[place + 1 :])
            )
    for place, partner in enumerate(partners):
        for name, plain in PARTNER.items():
            if partner.facts[name] != plain:
                yield situation.with_change(Change(name, plain, place))


def _fewer(situation: Situation) -> Iterator[Situation]:
    candidates = situation.candidates
    for place in range(len(candidates)):
        yield replace(situation, candidates=candidates[:place] + candidates[place + 1 :])
    for place, partner in enumerate(situation.partners):
        if partner.facts["partner.third_party"]:
            yield _without_partner(situation, place)


def _without_partner(situation: Situation, place: int) -> Situation:
    """The case without a partner; the places of those after it are one lower."""
    partners = situation.partners[:place] + situation.partners[place + 1 :]
    candidates = tuple(
        replace(
            candidate,
            covers=frozenset(each - (each > place) for each in candidate.covers if each != place),
        )
        for candidate in situation.candidates
    )
    facts = {**situation.facts, "parties.count": len(partners)}
    return Situation(candidates, partners, facts)


def _plainer_candidate(candidate: Candidate, ruleset: RuleSet) -> Iterator[Candidate]:
    """A candidate with one plain fact, and what follows from it."""
    for name, plain in {**CANDIDATE, "candidate.score": None}.items():
        facts = {**candidate.facts, name: candidate.facts[name] if plain is None else plain}
        if name in ("candidate.overlap", "candidate.score"):
            facts["candidate.score"] = score_of(facts["candidate.overlap"], ruleset.bands)
        if facts != candidate.facts:
            outlasts = candidate.outlasts if name != "candidate.agreement" else "no"
            yield replace(candidate, facts=facts, outlasts=outlasts)
    if candidate.covers:
        yield replace(candidate, covers=frozenset())
