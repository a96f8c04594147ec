"""The words that mean the same, as rule authors write them down (§ 4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from screening.model.values import Items, Line, Model, Prose

__all__ = ["TermLine", "Terms", "Vocabulary"]

_BETWEEN_LANGUAGES: Final = " / "


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a line, Swedish and English; each is a word or a few."""

    sv: tuple[str, ...]
    en: tuple[str, ...]

    @classmethod
    def of(cls, line: str) -> Self:
        """The terms of a line such as ``äldre, senior / older people, elderly``.

        Raises:
            ValueError: a term has no letters, or there is more than one " / ".
        """
        halves = line.split(_BETWEEN_LANGUAGES)
        if len(halves) > 2:  # noqa: PLR2004 - Swedish and English
            raise ValueError(_BETWEEN_LANGUAGES)
        terms = [tuple(term.strip() for term in half.split(",")) for half in halves]
        if not all(_says_something(term) for half in terms for term in half):
            raise ValueError(",")
        return cls(terms[0], terms[1] if len(terms) > 1 else ())

    @property
    def all(self) -> tuple[str, ...]:
        """Every term, the Swedish ones first."""
        return self.sv + self.en


def _says_something(term: str) -> bool:
    return any(map(str.isalnum, term)) and "/" not in (term[0], term[-1])


def _readable(line: str) -> str:
    try:
        terms = Terms.of(line)
    except ValueError as error:
        raise PydanticCustomError("term_line", "not terms") from error
    if len(terms.all) == 1:
        raise PydanticCustomError("single_term", "a single term")
    return line


TermLine = Annotated[Prose, AfterValidator(_readable)]
"""Terms with commas between them, the Swedish ones before " / " and the English after."""


class Vocabulary(Model):
    """Which words say the same, and which say nothing of what a collaboration is about.

    The terms of a line of ``synonyms`` mean the same; ``abbreviations`` too, and the first
    term of a line is the short form.  The terms of a line of ``subjects`` are of one
    narrow subject: they make texts meet a little.  ``common`` are words that weigh nothing.
    """

    synonyms: Items[TermLine] = ()
    abbreviations: Items[TermLine] = ()
    subjects: Items[TermLine] = ()
    common: Annotated[Items[Line], Field(max_length=5_000)] = ()
