"""What formulas are called here; z3 has no types of its own."""

from __future__ import annotations

from typing import Any, Final

import z3

from screening.ruleset.conditions import Test

__all__ = ["ALWAYS", "NEVER", "Formula", "compared"]

Formula = Any
"""What z3 calls a BoolRef or an ArithRef."""

ALWAYS: Final = z3.BoolVal(val=True)
NEVER: Final = z3.BoolVal(val=False)


def compared(number: Formula, test: Test) -> Formula:
    """A test on a whole number."""
    match test.operator:
        case "one_of":
            return z3.Or([number == int(value) for value in test.values])
        case "none_of":
            return z3.And([number != int(value) for value in test.values])
        case "at_least":
            return number >= int(test.values[0])
        case "at_most":
            return number <= int(test.values[0])
