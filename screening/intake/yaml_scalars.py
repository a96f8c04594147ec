"""What a YAML scalar without quotes means, by the core schema of YAML 1.2.

Few words mean anything: ``NO``, ``yes``, ``22:22``, ``1_000`` and ``2027-01-01`` are text.
"""

from __future__ import annotations

import re
from typing import Final

from screening.intake.building import is_too_large, number

__all__ = ["core_value"]

_WORDS: Final[dict[str, bool | float | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{sign + word: float("inf") for sign in ("", "+") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_DECIMAL: Final = re.compile(r"[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?")
_OTHER_BASE: Final = re.compile(r"0o[0-7]++|0x[0-9a-fA-F]++")


def core_value(text: str) -> str | int | float | bool | None:
    """The value of a scalar without quotes.

    Raises:
        OverflowError: it is a number too large to be used.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _DECIMAL.fullmatch(text):
        return number(text)
    if _OTHER_BASE.fullmatch(text):
        value = int(text, base=0)
        if is_too_large(value):
            raise OverflowError(text)
        return value
    return text
