"""A new rule: what is said of it, checked, and how it is written into a rule file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from screening.errors import InvalidInput, Problem
from screening.intake.documents import parse
from screening.intake.nodes import Node, Plain, plain
from screening.intake.places import Place
from screening.intake.source import Source
from screening.intake.words import nearest, shown
from screening.ruleset.facts import Scope
from screening.ruleset.reading import ConditionReader
from screening.ruleset.rules import RuleSet

__all__ = ["OPTIONS", "Draft", "Drafting", "conditions"]

OPTIONS: Final = (
    "id",
    "clause",
    "title-sv",
    "title-en",
    "for-each",
    "when",
    "outcome",
    "finding",
    "obligation",
    "because-sv",
    "because-en",
    "file",
    "decided-by",
)
"""What can be said of a new rule, by the options that say it."""

_SLUG: Final = re.compile(r"(?=.{1,80}$)[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RESERVED: Final = ("ruleset", "letter", "parties", "vocabulary")
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
_FILE: Final = re.compile(r"[^/\\\0]+\.ya?ml")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said of a new rule; empty is what has not been said.

    ``when`` has conditions as they would stand in a rule file; all of them are to hold.
    """

    id: str = ""
    clauses: tuple[str, ...] = ()
    title_sv: str = ""
    title_en: str = ""
    scope: str = Scope.PROPOSAL
    when: tuple[str, ...] = ()
    outcome: str = ""
    finding: str = ""
    obligations: tuple[str, ...] = ()
    because_sv: str = ""
    because_en: str = ""
    file: str = ""
    decided_by: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The options that have to be given, and are not."""
        needed: Mapping[str, object] = {
            "id": self.id,
            "clause": self.clauses,
            "title-sv": self.title_sv,
            "title-en": self.title_en,
            "when": self.when,
            "outcome": self.outcome or self.finding or self.obligations,
        }
        return tuple(option for option, said in needed.items() if not said)


def _read(text: str) -> Node:
    """A condition that is written on the command line.

    Raises:
        InvalidInput: it is no YAML.
    """
    return parse(Source("--when", text, "yaml"))


@dataclass(frozen=True, slots=True)
class Drafting:
    """Checks drafts of rules that are to be added to a rule set."""

    ruleset: RuleSet

    def problems(self, draft: Draft) -> list[Problem]:
        """All that is wrong with a draft, as far as it goes."""
        said = {
            "id": [draft.id],
            "clause": draft.clauses,
            "for-each": [draft.scope],
            "when": draft.when,
            "outcome": [draft.outcome],
            "finding": [draft.finding],
            "obligation": draft.obligations,
            "file": [draft.file],
        }
        return [
            problem
            for option, values in said.items()
            for value in values
            if value
            for problem in self.wrong(option, value, draft.scope)
        ]

    def wrong(self, option: str, value: str, scope: str = Scope.PROPOSAL) -> Iterator[Problem]:
        """What is wrong with one thing that is said, for an option."""
        known = {
            "clause": self.clauses,
            "for-each": [str(each) for each in Scope],
            "outcome": [str(one) for one in self.ruleset.rank],
            "obligation": list(self.ruleset.obligations),
        }
        if option in known:
            yield from _one_of(option, value, known[option])
        elif option == "id":
            yield from self._id(value)
        elif option == "when":
            yield from self._condition(value, scope)
        elif option == "finding" and not _SLUG.fullmatch(value):
            yield _problem("finding", value)
        elif option == "file" and (not _FILE.fullmatch(value) or Path(value).stem in _RESERVED):
            yield _problem("file", value, known=", ".join(_RESERVED))

    @property
    def clauses(self) -> list[str]:
        """The numbers of the letter's clauses."""
        return [clause.id for clause in self.ruleset.letter.clauses]

    def _id(self, value: str) -> Iterator[Problem]:
        if not _SLUG.fullmatch(value):
            yield _problem("id", value)
        spells = [spell.strata for spell in self.ruleset.spells] or [self.ruleset.strata]
        for rule in (rule for strata in spells for each in strata for rule in each.rules):
            if rule.id == value:
                yield _problem("id-taken", value, other=f"{rule.file}:{rule.line}")
                return

    def _condition(self, text: str, scope: str) -> Iterator[Problem]:
        problems: list[Problem] = []
        if scope in set(Scope):
            place = Place(Source("--when", text, "yaml"))
            reader = ConditionReader(place, self.ruleset.findings, problems)
            try:
                reader.read(_read(text), Scope(scope), "--when")
            except InvalidInput as error:
                problems.extend(error.problems)
        yield from problems


def _one_of(code: str, value: str, known: Sequence[str]) -> Iterator[Problem]:
    if value not in known:
        number = _NUMBER.search(value)
        near = nearest(value, known)
        if code == "clause":  # one number is as near as another, but for what stands around it
            near = number[0] if number and number[0] in known else None
        yield _problem(code, value, suggestion=near, known=", ".join(known))


def _problem(code: str, value: str, *, suggestion: str | None = None, **params: object) -> Problem:
    return Problem(f"scaffold.{code}", {"value": shown(value), **params}, suggestion=suggestion)


def conditions(draft: Draft) -> Plain:
    """The draft's condition as the rule file is to have it."""
    parts = [plain(_read(text)) for text in draft.when]
    return parts[0] if len(parts) == 1 else {"all": parts}
