"""The files of a rule folder that could be parsed; a model is None where content is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.errors import Problem
from screening.intake.document import Document
from screening.intake.places import Path
from screening.ruleset.files import (
    LetterFile,
    PartiesFile,
    RuleFile,
    RuleSetFile,
    VocabularyFile,
)
from screening.ruleset.rules import Rule

__all__ = ["Folder", "Written"]


@dataclass(frozen=True, slots=True)
class Folder:
    """The documents of a rule folder; None where a file is missing or cannot be parsed."""

    ruleset: Document[RuleSetFile | None] | None
    letter: Document[LetterFile | None] | None
    parties: Document[PartiesFile | None] | None
    vocabulary: Document[VocabularyFile | None] | None
    rules: Sequence[Document[RuleFile | None]]
    sha256: str


@dataclass(frozen=True, slots=True)
class Written:
    """A rule with the place it is written in."""

    rule: Rule
    document: Document[RuleFile | None]
    path: Path

    def problem(
        self, code: str, *path: str | int, suggestion: str | None = None, **params: object
    ) -> Problem:
        """A problem at a path within the rule."""
        whole = (*self.path, *path)
        return self.document.problem(
            code, whole, suggestion=suggestion, rule=self.rule.id, **params
        )
