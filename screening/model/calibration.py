"""What a register's own entries say of how high a score has to be to mean anything (§ 4.4)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from screening.model.values import Items, Model

__all__ = ["Calibration"]

_Score = Annotated[int, Field(ge=1, le=100)]
_Share = Annotated[float, Field(ge=0, le=1)]
_HASH: Final = re.compile(r"[0-9a-f]{64}")


def _is_hash(text: str) -> str:
    if not _HASH.fullmatch(text):
        raise PydanticCustomError("hash", "no hash", {"value": text[:60]})
    return text


def _is_curve(reached: tuple[float, ...]) -> tuple[float, ...]:
    """A share for each score, and no higher score reached by more."""
    if len(reached) != 101 or any(one < next_ for one, next_ in pairwise(reached)):  # noqa: PLR2004
        raise PydanticCustomError("curve", "no curve")
    return reached


_Hash = Annotated[str, AfterValidator(_is_hash)]


class Calibration(Model):
    """The bands of one register, and the curve that they were read off.

    ``reached`` has, for each score from 0 to 100, the share of the tried entries that some
    other entry is as like as that, or more.  ``scoring`` is the hash of the weights and the
    vocabulary that the scores came from.
    """

    schema_version: Literal[1] = 1
    register_sha256: _Hash
    scoring: _Hash
    entries: Annotated[int, Field(ge=1)]
    tried: Annotated[int, Field(ge=1)]
    possible: _Score
    strong: _Score
    reached: Annotated[Items[_Share], AfterValidator(_is_curve)]

    @model_validator(mode="after")
    def _strong_above_possible(self) -> Self:
        if self.strong <= self.possible:
            raise PydanticCustomError("bands_crossed", "strong is not above possible")
        return self
