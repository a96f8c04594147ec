"""Rule files that have been read, put together into a rule set."""

from __future__ import annotations

from collections.abc import Iterator

from screening.errors import InvalidInput, Problem
from screening.intake.document import Document
from screening.intake.places import Path, span_at
from screening.model.days import Days
from screening.model.vocabulary import Vocabulary
from screening.ruleset.conditions import Condition
from screening.ruleset.documents import Folder, Written
from screening.ruleset.facts import Scope
from screening.ruleset.files import RuleEntry, RuleFile, RuleSetFile
from screening.ruleset.fitting import misfits
from screening.ruleset.properties import properties_of
from screening.ruleset.reading import ConditionReader
from screening.ruleset.rules import (
    Bands,
    Obligation,
    OutcomeText,
    Property,
    Rule,
    RuleSet,
)
from screening.ruleset.spells import spells_of
from screening.ruleset.timing import ANY_DAY
from screening.ruleset.whereabouts import Whereabouts, spans_of

__all__ = ["assemble"]

_Findings = dict[str, Scope]


def assemble(folder: Folder, problems: list[Problem]) -> RuleSet:
    """The rule set that the documents make together, as of its first day.

    Raises:
        InvalidInput: with ``problems``, found before, and with all that does not fit.
    """
    findings: _Findings = {}
    for document in folder.rules:
        findings |= {name: scope for name, scope in _concluded(document) if name not in findings}
    written = [each for document in folder.rules for each in _rules(document, findings, problems)]
    problems.extend(misfits(folder, written, findings))
    must_hold = _properties(folder, findings, problems)
    ruleset = folder.ruleset.model if folder.ruleset else None
    days = Days(ruleset.valid_from, ruleset.valid_to) if ruleset else ANY_DAY
    spells, found = spells_of(days, written, must_hold)
    problems.extend(found)
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
        must_hold=spells[0].must_hold,
        letter=letter,
        parties=parties,
        vocabulary=vocabulary,
        strata=spells[0].strata,
        findings=findings,
        sha256=folder.sha256,
        spells=spells,
        at=_whereabouts(folder.ruleset, ("outcomes",)) if folder.ruleset else Whereabouts(),
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
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        file=document.file,
        line=span.line if span else 0,
        at=_whereabouts(document, path),
    )


def _whereabouts(
    document: Document[RuleFile | None] | Document[RuleSetFile | None], path: Path
) -> Whereabouts:
    """Where the rule or the property at a path, and each part of its condition, is written."""
    node = document.node((*path, "when"))
    parts = dict(spans_of(node)) if node else {}
    name, finding = (
        span_at(document.tree, (*path, *key)) for key in (("id",), ("then", "finding"))
    )
    return Whereabouts(document.place, name, parts, finding)


def _properties(
    folder: Folder, findings: _Findings, problems: list[Problem]
) -> tuple[Property, ...]:
    document = folder.ruleset
    if document is None:
        return ()
    return properties_of(document, ConditionReader(document.place, findings, problems))
