"""Which language to speak: ``--lang``, else the locale, else Swedish."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from screening.messages import LANGUAGES, Lang

__all__ = ["chosen_language"]


def chosen_language(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> Lang:
    """The language of a call, known before its arguments are parsed: help needs it too."""
    asked = _option(arguments)
    if asked is not None:
        return asked
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            return _language(value) or "sv"
    return "sv"


def _option(arguments: Sequence[str]) -> Lang | None:
    for place, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == "--lang" and place + 1 < len(arguments):
            return _language(arguments[place + 1])
        if argument.startswith("--lang="):
            return _language(argument.removeprefix("--lang="))
    return None


def _language(tag: str) -> Lang | None:
    return next((lang for lang in LANGUAGES if tag.lower().startswith(lang)), None)
