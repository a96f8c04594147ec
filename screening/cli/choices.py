"""Choices on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from screening.messages import Lang, message

__all__ = ["Choice"]


class Choice(click.Choice[str]):
    """A choice that names the nearest right word when it is given a wrong one."""

    def __init__(self, choices: Sequence[str], lang: Lang) -> None:
        super().__init__(choices)
        self._lang = lang

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The choice, if it is one."""
        if value not in self.choices:
            self.fail(self._told(str(value)), param, ctx)
        return str(value)

    def _told(self, value: str) -> str:
        known = ", ".join(self.choices)
        text = message("cli.not-a-choice", self._lang, value=value, known=known)
        from screening.intake.words import nearest  # noqa: PLC0415 - slow to load, seldom needed

        near = nearest(value, self.choices)
        if near is None:
            return text
        return f"{text} {message('errors.did-you-mean', self._lang, suggestion=near)}"
