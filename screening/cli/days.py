"""``--as-of``: the day that what is told is of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from screening.messages import Lang, message

__all__ = ["as_of_option"]

F = TypeVar("F", bound=Callable[..., Any])


def as_of_option(lang: Lang) -> Callable[[F], F]:
    """``--as-of``, a day; None where it is left out."""
    return click.option(
        "--as-of",
        type=_Day(lang),
        metavar=message("cli.metavar.day", lang),
        help=message("cli.option.as-of", lang),
    )


class _Day(click.ParamType[date]):
    """A day, written 2027-01-31."""

    name = "day"

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, if it is one."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(message("cli.not-a-day", self._lang, value=value), param, ctx)
