"""A number of percent on the command line."""

from __future__ import annotations

from typing import Any

import click

from screening.messages import Lang, message

__all__ = ["Percent"]


class Percent(click.ParamType[float]):
    """A number from 0 to 100."""

    name = "percent"

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number, if it is one."""
        try:
            number = float(str(value).replace(",", ".").removesuffix("%"))
        except ValueError:
            number = -1.0
        if not 0 <= number <= 100:  # noqa: PLR2004 - percent
            self.fail(message("coverage.not-a-percent", self._lang, value=value), param, ctx)
        return number
