"""``screening rules``: the group of what rule authors do."""

from __future__ import annotations

from typing import Final

import click

from screening.cli.lazy import LazyGroup
from screening.messages import Lang, message

__all__ = ["command"]

_COMMANDS: Final = (
    "check", "prove", "test", "coverage", "mutate", "diff", "show", "schema", "handbook"
)  # fmt: skip


def command(lang: Lang) -> click.Group:
    """The group, with its help in a language."""
    modules = {name: f"screening.cli.rules_{name}" for name in _COMMANDS}
    return LazyGroup("rules", modules, lang, help=message("cli.rules.help", lang))
