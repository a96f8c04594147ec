"""The names in a case that must be there in the rules, the register or the case itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, get_args

from screening.errors import Problem
from screening.intake import nodes
from screening.intake.document import Document
from screening.intake.places import Path
from screening.intake.words import nearest, shown
from screening.model.values import Outcome
from screening.ruleset.facts import Scope
from screening.ruleset.rules import Rule, RuleSet

__all__ = ["misnamed", "misplaced", "rules_of_any_day", "unknown_subjects"]

_EXPECTED = ("outcome", "target", "clauses", "rules", "obligations", "findings")
_ONLY_WHOLE = ("register", "letter")
_ONLY_ALONE = ("facts", "candidates", "partners")


def misplaced(
    document: Document[None], path: Path, written: nodes.Node | None
) -> Iterator[Problem]:
    """Keys of a case that do not go together, and an ``expect`` that expects nothing.

    ``written`` is what stands under ``expect`` in the file: the tree has neither a target that
    is null nor what is no key.
    """
    has = {key for key in (*_ONLY_WHOLE, *_ONLY_ALONE, "proposal") if _node(document, path, key)}
    if "proposal" in has:
        wrong, code = has & {*_ONLY_ALONE}, "not-with-proposal"
    else:
        wrong, code = has & {*_ONLY_WHOLE}, "only-with-proposal"
    for key in sorted(wrong):
        yield document.problem(f"cases.{code}", (*path, key), key=key)
    if not has:
        yield document.problem("cases.nothing-tried", (*path, "name"))
    if _node(document, path, "fires") and not _node(document, path, "rule"):
        yield document.problem("cases.fires-which", (*path, "fires"))
    keys = {entry.name for entry in written} if isinstance(written, nodes.Mapping) else {"?"}
    expects = any(_node(document, (*path, "expect"), key) for key in _EXPECTED)
    if not expects and keys <= {*_EXPECTED} - {"target"}:
        yield document.problem("cases.expects-nothing", (*path, "expect"))


def misnamed(document: Document[None], path: Path, ruleset: RuleSet) -> Iterator[Problem]:
    """Rules, findings, obligations, clauses and outcomes that the rule set does not have."""
    rules = {rule.id for rule in rules_of_any_day(ruleset)}
    yield from _unknown(document, (*path, "rule"), rules, "rule")
    expect = (*path, "expect")
    outcomes = {str(outcome.id) for outcome in ruleset.outcomes}
    deciding = {rule.id for rule in rules_of_any_day(ruleset) if rule.outcome is not None}
    clauses = {clause.id for clause in ruleset.letter.clauses}
    if document.word((*expect, "outcome")) in get_args(Outcome):  # else the model tells of it
        yield from _unknown(document, (*expect, "outcome"), outcomes, "outcome")
    yield from _unknown(document, (*expect, "clauses"), clauses, "clause")
    yield from _unknown(document, (*expect, "obligations"), ruleset.obligations, "obligation")
    for where in _words(document, (*expect, "rules")):
        name = document.word(where)
        if name in rules and name not in deciding:
            yield document.problem("cases.rule-without-outcome", where, name=name)
        else:
            yield from _unknown(document, where, deciding, "rule")
    found = {name for name, scope in ruleset.findings.items() if scope is not Scope.PROPOSAL}
    findings = document.node((*expect, "findings"))
    for entry in findings if isinstance(findings, nodes.Mapping) else ():
        yield from _unknown(document, (*expect, "findings", entry.name), found, "finding")


def unknown_subjects(
    document: Document[Any], path: Path, key: str, known: Collection[str]
) -> Iterator[Problem]:
    """What a case expects something of, though it is no candidate and no partner."""
    expected = document.node((*path, "expect", key))
    where: list[tuple[str, Path]] = []
    match expected:
        case nodes.Scalar(value=str(name)):
            where = [(name, (key,))]
        case nodes.Mapping():
            where = [(entry.name, (key, entry.name)) for entry in expected]
    for name, at in where:
        if name not in known:
            yield document.problem(
                "cases.unknown-candidate",
                (*path, "expect", *at),
                suggestion=nearest(name, known),
                id=shown(name),
            )


def rules_of_any_day(ruleset: RuleSet) -> list[Rule]:
    """The rules in force now, and then those that are on some other day."""
    spells = ruleset.spells if len(ruleset.spells) > 1 else ()
    strata = [*ruleset.strata, *(each for spell in spells for each in spell.strata)]
    by_place = {(rule.id, rule.file, rule.line): rule for each in strata for rule in each.rules}
    return list(by_place.values())


def _unknown(
    document: Document[None], path: Path, known: Collection[str], kind: str
) -> Iterator[Problem]:
    """The words at a path that are none of the known."""
    for where in _words(document, path):
        name = document.word(where)
        if name is not None and name not in known:
            near = nearest(name, known)
            code = f"cases.unknown-{kind}"
            yield document.problem(code, where, suggestion=near, name=shown(name))


def _words(document: Document[None], path: Path) -> Iterator[Path]:
    """The path of a word, or those of the words of a list."""
    if isinstance(document.node(path), nodes.Scalar):
        yield path
    yield from document.each(path)


def _node(document: Document[None], path: Path, key: str) -> nodes.Node | None:
    return document.node((*path, key))
