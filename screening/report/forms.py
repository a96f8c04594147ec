"""The formats that a proposal can be written in to start from, or to hand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from screening.intake.starters import starter
from screening.messages import Lang
from screening.report.form_excel import excel_form
from screening.report.form_word import word_form

__all__ = ["PROPOSAL_FORMATS"]


def _yaml(lang: Lang) -> bytes:
    return starter("proposal", lang).encode()


PROPOSAL_FORMATS: Final[Mapping[str, Callable[[Lang], bytes]]] = {
    "yaml": _yaml,
    "docx": word_form,
    "xlsx": excel_form,
}
"""What writes a proposal to start from, by the suffix of its file: YAML, Word or Excel."""
