"""The prover that the checks of the logic rest on: z3, an extra, loaded only when it is needed."""

from __future__ import annotations

from importlib import import_module

from screening.errors import ScreeningError, Unable
from screening.messages import Lang, message

__all__ = ["ProverMissing", "Undecidable", "need_prover"]


class ProverMissing(ScreeningError):
    """z3 is not installed, and nothing can be proved without it."""

    def __init__(self) -> None:
        super().__init__(self.describe())

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), ()

    def describe(self, lang: Lang = "en") -> str:
        """What is missing, and how to install it."""
        return message("logic.prover-missing", lang)


class Undecidable(Unable):
    """The prover gave up on a question, so neither a proof nor a case was found."""

    key = "logic.undecidable"


def need_prover() -> None:
    """Make sure that there is a prover.

    Raises:
        ProverMissing: there is none.
    """
    try:
        import_module("z3")
    except ImportError:
        raise ProverMissing from None
