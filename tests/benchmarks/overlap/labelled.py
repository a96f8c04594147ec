"""The labelled queries, each with the entries that it should find, in two halves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

__all__ = ["HALVES", "KINDS", "Half", "Kind", "LabelledQuery", "labelled", "read_labelled"]

Kind = Literal[
    "near-verbatim",
    "paraphrase",
    "abbreviation",
    "compound",
    "english",
    "misspelt",
    "long",
    "title-only",
    "hard-negative",
    "unrelated",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Half = Literal["tuning", "measured"]
"""What the matcher may be tuned on, and what only tells how good it then is."""

HALVES: Final[tuple[Half, ...]] = get_args(Half)

_FOLDER: Final = Path(__file__).resolve().parents[3] / "fixtures" / "overlap"

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class LabelledQuery(BaseModel):
    """What a proposal says, and the entries that are the same collaboration: maybe none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Words
    kind: Kind
    title: _Words
    summary: str = ""
    themes: tuple[_Words, ...] = ()
    parties: tuple[_Words, ...] = ()
    counterpart: tuple[_Words, ...]

    @property
    def text(self) -> str:
        """All that a scorer may compare: title, summary and themes."""
        return "\n".join(part for part in (self.title, self.summary, *self.themes) if part)


_QUERIES: Final = TypeAdapter(tuple[LabelledQuery, ...])


def labelled(half: Half) -> tuple[LabelledQuery, ...]:
    """The queries of one half."""
    return read_labelled(_FOLDER / f"{half}.yaml")


def read_labelled(path: Path) -> tuple[LabelledQuery, ...]:
    """The queries of a file.

    Raises:
        pydantic.ValidationError: one of them does not fit the form.
    """
    return _QUERIES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
