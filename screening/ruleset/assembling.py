"""Rule files that have been read, put together into a rule set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.errors import InvalidInput, Problem
from screening.intake.document import Document
from screening.intake.places import Path, span_at
from screening.model.vocabulary import Vocabulary
from screening.ruleset.conditions import Condition
from screening.ruleset.documents import Folder, Written
from screening.ruleset.facts import Scope
from screening.ruleset.files import RuleEntry, RuleFile, RuleSetFile
from screening.ruleset.fitting import misfits
from screening.ruleset.limits import excesses
from screening.ruleset.reading import ConditionReader
from screening.ruleset.rules import (
    Bands,
    Obligation,
    OutcomeText,
    Property,
    Rule,
    RuleSet,
    Stratum,
)
from screening.ruleset.strata import CircularFindings, stratified

__all__ = ["assemble"]

_Findings = dict[str, Scope]


def assemble(folder: Folder, problems: list[Problem]) -> RuleSet:
    """The rule set that the documents make together.

    Raises:
        InvalidInput: with ``problems``, found before, and with all that does not fit.
    """
    findings: _Findings = {}
    for document in folder.rules:
        findings |= {name: scope for name, scope in _concluded(document) if name not in findings}
    written = [each for document in folder.rules for each in _rules(document, findings, problems)]
    problems.extend(misfits(folder, written))
    strata = _strata(written, problems)
    must_hold = _properties(folder.ruleset, findings, problems)
    ruleset = folder.ruleset.model if folder.ruleset else None
    letter = folder.letter.model if folder.letter else None
    parties = folder.parties.model if folder.parties else None
    vocabulary = folder.vocabulary.model if folder.vocabulary else Vocabulary()
    if problems or ruleset is None or letter is None or parties is None or vocabulary is None:
        raise InvalidInput(sorted(problems, key=_position))
    return RuleSet(
        name=ruleset.name,
        version=ruleset.version,
        valid_from=ruleset.valid_from,
        valid_to=ruleset.valid_to,
        bands=Bands(ruleset.overlap.possible, ruleset.overlap.strong),
        outcomes=tuple(OutcomeText(one.id, one.title, one.text) for one in ruleset.outcomes),
        obligations={
            one.id: Obligation(one.id, one.clause, one.text, one.due) for one in ruleset.obligations
        },
        must_hold=must_hold,
        letter=letter,
        parties=parties,
        vocabulary=vocabulary,
        strata=strata,
        findings=findings,
        sha256=folder.sha256,
    )


def _position(problem: Problem) -> tuple[str, int, int]:
    return (problem.file or "", problem.line or 0, problem.column or 0)


def _concluded(document: Document[RuleFile | None]) -> Iterator[tuple[str, Scope]]:
    """Every finding that a rule concludes, read off the file even where it has errors.

    So a mistake in one rule does not make every rule that rests on it look wrong.
    """
    for path in document.each(("rules",)):
        finding = document.word((*path, "then", "finding"))
        each = document.word((*path, "for_each"))
        if finding is not None:
            yield finding, Scope(each) if each in set(Scope) else Scope.PROPOSAL


def _rules(
    document: Document[RuleFile | None], findings: _Findings, problems: list[Problem]
) -> Iterator[Written]:
    """The rules of a file whose conditions could be read."""
    if document.model is None:
        return
    reader = ConditionReader(document.place, findings, problems)
    for index, entry in enumerate(document.model.rules):
        path: Path = ("rules", index)
        node = document.node((*path, "when"))
        scope = Scope(entry.for_each or Scope.PROPOSAL)
        when = reader.read(node, scope, entry.id) if node else None
        clauses = entry.clause or document.model.clause
        if clauses is None:
            problems.append(document.problem("rules.no-clause", (*path, "id"), rule=entry.id))
        elif when is not None:
            yield Written(_rule(entry, clauses, scope, when, document, path), document, path)


def _rule(
    entry: RuleEntry,
    clauses: tuple[str, ...],
    scope: Scope,
    when: Condition,
    document: Document[RuleFile | None],
    path: Path,
) -> Rule:
    span = span_at(document.tree, (*path, "id"))
    return Rule(
        id=entry.id,
        clauses=clauses,
        title=entry.title,
        scope=scope,
        when=when,
        finding=entry.then.finding,
        outcome=entry.then.outcome,
        obligations=entry.then.obligations,
        because=entry.then.because,
        file=document.file,
        line=span.line if span else 0,
    )


def _strata(written: Sequence[Written], problems: list[Problem]) -> tuple[Stratum, ...]:
    by_rule = {item.rule.id: item for item in written}
    try:
        strata = stratified(item.rule for item in by_rule.values())
    except CircularFindings as error:
        concluding = next(item for item in written if item.rule.finding in error.findings)
        circle = " → ".join(error.findings)
        problems.append(concluding.problem("rules.circle", "then", "finding", circle=circle))
        return ()
    for stratum in strata:
        for rule, code, limit in excesses(stratum):
            problems.append(by_rule[rule.id].problem(f"rules.{code}", "id", limit=limit))
    return strata


def _properties(
    document: Document[RuleSetFile | None] | None, findings: _Findings, problems: list[Problem]
) -> tuple[Property, ...]:
    if document is None or document.model is None:
        return ()
    reader = ConditionReader(document.place, findings, problems)
    read: list[Property] = []
    for index, entry in enumerate(document.model.must_hold):
        node = document.node(("must_hold", index, "when"))
        when = reader.read(node, Scope.PROPOSAL, entry.id) if node else None
        if when is not None:
            read.append(Property(entry.id, entry.clause, when, entry.never))
    return tuple(read)
