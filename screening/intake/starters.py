"""Commented files to start from, in Swedish and English."""

from __future__ import annotations

from importlib import resources
from typing import Final, Literal, get_args

from screening.messages import Lang

__all__ = ["STARTERS", "Starter", "starter"]

Starter = Literal["proposal", "register", "rule"]
STARTERS: Final[tuple[Starter, ...]] = get_args(Starter)


def starter(what: Starter, lang: Lang) -> str:
    """The text of a starting file (YAML)."""
    file = resources.files(__package__).joinpath("templates", f"{what}.{lang}.yaml")
    return file.read_text(encoding="utf-8")
