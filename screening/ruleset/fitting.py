"""What rule files say of each other must fit: names, clauses, texts and conclusions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from screening.errors import Problem
from screening.intake.document import Document
from screening.intake.places import Path
from screening.intake.words import nearest
from screening.messages import LANGUAGES
from screening.model.text import Text
from screening.model.values import repeated
from screening.ruleset.conditions import facts_of
from screening.ruleset.documents import Folder, Written
from screening.ruleset.facts import HOST_FACTS, HOST_FINDING, OUTCOME_FACT, Scope
from screening.ruleset.files import RuleSetFile
from screening.ruleset.rules import Rule
from screening.ruleset.templates import PLACEHOLDERS, broken
from screening.ruleset.timing import mistimed

__all__ = ["misfits"]

T = TypeVar("T")


def misfits(
    folder: Folder, written: Sequence[Written], findings: Mapping[str, Scope]
) -> Iterator[Problem]:
    """All that does not fit, as far as the files that could be read tell.

    ``findings`` are those of all rules, also of such as could not be read.
    """
    yield from mistimed(folder, written)
    yield from _findings(written)
    if findings.get(HOST_FINDING) is not Scope.CANDIDATE:
        yield from _hosts(written)
    for item in written:
        yield from _conclusion(item)
        if item.rule.because is not None:
            scopes = (item.rule.scope,)
            where = (*item.path, "then", "because")
            yield from _text(item.document, where, item.rule.because, scopes)
    if folder.letter and folder.letter.model:
        known = [clause.id for clause in folder.letter.model.clauses]
        yield from _twice(folder.letter, "clauses", known)
        yield from _clauses(folder, written, known)
    if folder.ruleset and folder.ruleset.model:
        yield from _ruleset(folder.ruleset, folder.ruleset.model, written)


def _findings(written: Sequence[Written]) -> Iterator[Problem]:
    first: dict[str, Rule] = {}
    for item in written:
        finding = item.rule.finding
        if finding is None:
            continue
        other = first.setdefault(finding, item.rule)
        if other.scope is not item.rule.scope:
            yield item.problem(
                "rules.finding-of-two-scopes", "then", "finding", finding=finding, other=other.id
            )


def _hosts(written: Sequence[Written]) -> Iterator[Problem]:
    """The facts about the best host are empty words where no rule says what makes one."""
    for item in written:
        for fact in sorted(facts_of(item.rule.when) & HOST_FACTS):
            yield item.problem("rules.no-host", "when", fact=fact, finding=HOST_FINDING)


def _conclusion(item: Written) -> Iterator[Problem]:
    rule = item.rule
    if rule.outcome is not None and rule.scope is not Scope.PROPOSAL:
        yield item.problem("rules.outcome-for-each", "then", "outcome", scope=str(rule.scope))
    if OUTCOME_FACT in facts_of(rule.when) and (rule.outcome or rule.finding):
        concluded = "outcome" if rule.outcome else "finding"
        yield item.problem("rules.outcome-from-outcome", "then", concluded)


def _text(
    document: Document[T], path: Path, text: Text, scopes: Sequence[Scope]
) -> Iterator[Problem]:
    """The names in braces of a text, which must have a meaning in each of the scopes."""
    for lang in LANGUAGES:
        for scope in scopes:
            name = broken(text.of(lang), scope)
            if name is not None:
                known = PLACEHOLDERS[scope]
                yield document.problem(
                    "rules.unknown-placeholder" if name else "rules.lone-brace",
                    (*path, lang),
                    suggestion=nearest(name, known) if name else None,
                    name=name,
                    known=", ".join(f"{{{each}}}" for each in known),
                )
                break


def _clauses(folder: Folder, written: Sequence[Written], known: Sequence[str]) -> Iterator[Problem]:
    all_known = ", ".join(known)
    seen: set[tuple[str, Path]] = set()
    for item in written:
        own = (*item.path, "clause")
        where = own if item.document.node(own) is not None else ("clause",)
        for number in item.rule.clauses:
            if number not in known and (item.rule.file, where) not in seen:
                seen.add((item.rule.file, where))
                yield item.document.problem(
                    "rules.unknown-clause", where, clause=number, known=all_known
                )
    if folder.ruleset and folder.ruleset.model:
        model = folder.ruleset.model
        owed = [("obligations", index, one.clause) for index, one in enumerate(model.obligations)]
        must = [("must_hold", index, one.clause) for index, one in enumerate(model.must_hold)]
        for name, index, clauses in (*owed, *must):
            for number in clauses:
                if number not in known:
                    yield folder.ruleset.problem(
                        "rules.unknown-clause",
                        (name, index, "clause"),
                        clause=number,
                        known=all_known,
                    )


def _ruleset(
    document: Document[RuleSetFile | None], model: RuleSetFile, written: Sequence[Written]
) -> Iterator[Problem]:
    yield from _twice(document, "outcomes", [outcome.id for outcome in model.outcomes])
    yield from _twice(document, "obligations", [one.id for one in model.obligations])
    yield from _twice(document, "must_hold", [one.id for one in model.must_hold])
    obligations = {one.id for one in model.obligations}
    outcomes = {outcome.id for outcome in model.outcomes}
    used_in: dict[str, set[Scope]] = {}
    for item in written:
        for index, name in enumerate(item.rule.obligations):
            used_in.setdefault(name, set()).add(item.rule.scope)
            if name not in obligations:
                where = ("then", "obligations", index)
                near = nearest(name, obligations)
                yield item.problem("rules.unknown-obligation", *where, suggestion=near, name=name)
        if item.rule.outcome and item.rule.outcome not in outcomes:
            outcome = item.rule.outcome
            yield item.problem("rules.outcome-not-listed", "then", "outcome", outcome=outcome)
    for index, one in enumerate(model.obligations):
        scopes = sorted(used_in.get(one.id, ()))
        yield from _text(document, ("obligations", index, "text"), one.text, scopes)
    for index, must in enumerate(model.must_hold):
        if must.never not in outcomes:
            path = ("must_hold", index, "never")
            yield document.problem("rules.outcome-not-listed", path, outcome=must.never)


def _twice(document: Document[T], name: str, ids: Sequence[str]) -> Iterator[Problem]:
    for index, _, key in repeated(ids):
        yield document.problem("input.duplicate-id", (name, index, "id"), id=key)
