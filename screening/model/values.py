"""The kinds of value that people write in files, and the choices among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Final, Literal, LiteralString, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

__all__ = [
    "AgreementStatus",
    "Answer",
    "Category",
    "Clause",
    "Coordination",
    "Day",
    "EntryStatus",
    "HostAgreement",
    "Identifier",
    "Items",
    "Kind",
    "Level",
    "Line",
    "Model",
    "OneOrMore",
    "Outcome",
    "Prose",
    "Slug",
    "YesNo",
    "ends_after_start",
    "repeated",
]

Outcome = Literal["escalate-to-steering-group", "needs-specific-agreement", "route-to-existing"]
"""What the screening can come to (§§ 4.2, 4.4, 4.5 and 6)."""

Category = Literal[
    "strategic-forum",
    "project",
    "competence-centre",
    "research-team",
    "professional-network",
    "commissioned-education",
    "industry-council",
    "placement-coordination",
    "student-collaboration",
    "programme-collaboration",
    "other",
]
"""The contexts in which the two parties already meet (§ 2)."""

Level = Literal["team", "unit", "department", "executive"]
"""Levels of responsibility, low to high (§ 4.3)."""

Coordination = Literal[
    "specific-agreement", "joint-meetings", "shared-goals", "coordinating-function"
]
"""The forms of coordination that § 4.3 names."""

AgreementStatus = Literal["none", "intended", "signed", "declined"]
"""How far a party has come towards an agreement that covers it (§ 4.5)."""

Answer = Literal["hosts", "declined", "does-not-fit"]
"""What an entry of the register answered when the proposer asked (§ 4.4)."""

Kind = Literal["constellation", "platform", "framework-agreement"]
"""An operational constellation, or one of the broader hosts of § 4.4."""

EntryStatus = Literal["active", "dormant", "ended"]
"""Whether an entry of the register is at work."""

HostAgreement = Literal["none", "in-force", "expired"]
"""The agreement that an entry of the register rests on (§ 6)."""

_EARLIEST: Final = date(1970, 1, 1)
_LATEST: Final = date(2199, 12, 31)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUTH: Final = {
    "true": True, "yes": True, "ja": True, "false": False, "no": False, "nej": False,
}  # fmt: skip


class Model(BaseModel):
    """Frozen, without unknown keys, and without silent conversion between types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def _clean(text: str) -> str:
    """Unicode in its composed form, without control characters that a terminal obeys."""
    control = None if text.isprintable() else _CONTROL.search(text)
    if control:
        raise PydanticCustomError(
            "control_character",
            "control character U+{code}",
            {"code": f"{ord(control[0]):04X}"},
        )
    return unicodedata.normalize("NFC", text).strip()


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _day(value: object) -> object:
    if isinstance(value, datetime):
        raise PydanticCustomError("day", "not a day", {"value": value.isoformat()})
    if isinstance(value, str):
        if not _ISO_DAY.fullmatch(value.strip()):
            raise PydanticCustomError("day", "not a day", {"value": value[:40]})
        try:
            return date.fromisoformat(value.strip())
        except ValueError as error:
            raise PydanticCustomError(
                "impossible_day", "no such day", {"value": value.strip()}
            ) from error
    return value


def _within_reach(day: date) -> date:
    if not _EARLIEST <= day <= _LATEST:
        raise PydanticCustomError(
            "absurd_day",
            "out of range",
            {"value": day.isoformat(), "earliest": _EARLIEST.year, "latest": _LATEST.year},
        )
    return day


def _truth(value: object) -> object:
    if isinstance(value, str):
        value = _TRUTH.get(value.strip().casefold(), value)
    if not isinstance(value, bool):
        raise PydanticCustomError("truth", "not yes or no", {"value": str(value)[:40]})
    return value


def _matching(kind: LiteralString, pattern: str) -> AfterValidator:
    expression = re.compile(pattern)

    def check(text: str) -> str:
        if not expression.fullmatch(text):
            raise PydanticCustomError(kind, "not of the form", {"value": text[:60]})
        return text

    return AfterValidator(check)


Line = Annotated[str, AfterValidator(_one_line), Field(max_length=300), Field(min_length=1)]
"""One line of text: spaces collapsed, 1 to 300 characters."""

Prose = Annotated[str, AfterValidator(_clean), Field(max_length=50_000), Field(min_length=1)]
"""Running text of 1 to 50,000 characters."""

Identifier = Annotated[str, _matching("identifier", r"[^\s\x00-\x1f\x7f]{1,60}")]
"""The id of an entry of the register: up to 60 characters, without spaces."""

Slug = Annotated[str, _matching("slug", r"(?=.{1,80}$)[a-z][a-z0-9]*(-[a-z0-9]+)*")]
"""A name of a rule, a finding or an obligation: lower-case words joined by hyphens."""

Clause = Annotated[str, _matching("clause", r"\d{1,2}(\.\d{1,2})?")]
"""The number of a clause of the letter: ``6`` or ``4.3``."""

Day = Annotated[date, BeforeValidator(_day), AfterValidator(_within_reach)]
"""A calendar day, written 2027-01-31, from 1970 to 2199."""

YesNo = Annotated[
    bool,
    BeforeValidator(_truth, json_schema_input_type=bool | Literal["yes", "no", "ja", "nej"]),
]
"""true or false, yes or no, ja or nej."""

_T = TypeVar("_T")
Items = Annotated[tuple[_T, ...], Field(strict=False)]
"""A list, kept as a tuple."""


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


OneOrMore = Annotated[
    tuple[_T, ...],
    Field(strict=False),
    BeforeValidator(_as_list, json_schema_input_type=str | list[str]),
]
"""A list of texts that may be written as a single one."""


def repeated(keys: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where a key stands that stood before: (its index, the first one's index, the key)."""
    first: dict[str, int] = {}
    return [
        (index, first[key], key)
        for index, key in enumerate(keys)
        if first.setdefault(key, index) != index
    ]


def ends_after_start(start: date | None, end: date | None) -> date | None:
    """The end, if it is known and not before the start.

    Raises:
        PydanticCustomError: ``end_before_start``.
    """
    if start and end and end < start:
        raise PydanticCustomError(
            "end_before_start",
            "ends before it starts",
            {"start": start.isoformat(), "end": end.isoformat()},
        )
    return end
