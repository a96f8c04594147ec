"""Tries collaboration initiatives against a letter of intent.

The public face of the library::

    from screening import Screener

    screener = Screener.load()
    verdict = screener.screen("proposal.yaml")

Everything here is loaded when it is first used, so that importing costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from screening.errors import (
        EngineUnavailable,
        InvalidInput,
        Problem,
        ScreeningError,
        Span,
        Undecided,
        UnknownEntry,
    )
    from screening.model.proposal import Proposal
    from screening.model.register import Register
    from screening.model.verdict import Verdict
    from screening.ruleset.rules import RuleSet
    from screening.screener import Screener

__all__ = [
    "EngineUnavailable",
    "InvalidInput",
    "Problem",
    "Proposal",
    "Register",
    "RuleSet",
    "Screener",
    "ScreeningError",
    "Span",
    "Undecided",
    "UnknownEntry",
    "Verdict",
]

_HOMES: Final = {
    "EngineUnavailable": "screening.errors",
    "InvalidInput": "screening.errors",
    "Problem": "screening.errors",
    "Proposal": "screening.model.proposal",
    "Register": "screening.model.register",
    "RuleSet": "screening.ruleset.rules",
    "Screener": "screening.screener",
    "ScreeningError": "screening.errors",
    "Span": "screening.errors",
    "Undecided": "screening.errors",
    "UnknownEntry": "screening.errors",
    "Verdict": "screening.model.verdict",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
