"""Texts that stand in the rule files in both languages."""

from __future__ import annotations

from screening.messages import Lang
from screening.model.values import Model, Prose

__all__ = ["Text"]


class Text(Model):
    """The same thing said in Swedish and in English."""

    sv: Prose
    en: Prose

    def of(self, lang: Lang) -> str:
        """The text in one language."""
        return self.sv if lang == "sv" else self.en
