"""The names in braces that a rule's text may use: {host}, {partners} and so on."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

from screening.ruleset.facts import Scope

__all__ = ["PLACEHOLDERS", "broken", "placeholders"]

PLACEHOLDERS: Final[Mapping[Scope, tuple[str, ...]]] = {
    Scope.CANDIDATE: ("entry", "title"),
    Scope.PARTNER: ("partner", "title"),
    Scope.PROPOSAL: (
        "candidates",
        "host",
        "host_agreement_end",
        "letter_review",
        "parties",
        "partners",
        "period_end",
        "third_parties",
        "title",
    ),
}
"""What a text may name, by what its rule is tried for.

``{candidates}`` and ``{partners}`` are those for which the findings that the rule reads hold.
"""


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in the order they stand.

    Raises:
        ValueError: a brace that is not closed, or that is closed without being opened.
    """
    parts = list(Formatter().parse(text))
    if any(specifier or conversion for _, _, specifier, conversion in parts):
        raise ValueError(text)
    return tuple(name for _, name, _, _ in parts if name is not None)


def broken(text: str, scope: Scope) -> str | None:
    """The first thing in braces that has no meaning here ("" for a lone brace), or None."""
    try:
        names = placeholders(text)
    except ValueError:
        return ""
    return next((name for name in names if name not in PLACEHOLDERS[scope]), None)
