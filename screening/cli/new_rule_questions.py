"""The questions that make a draft of a rule whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import click

from screening.cli.options import print_error
from screening.errors import InvalidInput
from screening.messages import Lang, message
from screening.ruleset.facts import Scope
from screening.ruleset.reading import names_in
from screening.workbench.scaffold import Draft, Drafting

__all__ = ["asked"]

_CONCLUSIONS: Final = ("outcome", "finding", "obligation")


def asked(draft: Draft, drafting: Drafting, lang: Lang) -> Draft:
    """The draft with all that was missing asked for; what is wrong is told and asked again."""
    return _Asking(drafting, lang).whole(draft)


class _Asking:
    def __init__(self, drafting: Drafting, lang: Lang) -> None:
        self._drafting = drafting
        self._lang = lang

    def whole(self, draft: Draft) -> Draft:
        """The draft with an answer to each question that it leaves open."""
        missing = set(draft.missing)
        if not missing:
            return draft
        if "id" in missing:
            draft = replace(draft, id=self._asked("id"))
        if "clause" in missing:
            known = ", ".join(self._drafting.clauses)
            draft = replace(draft, clauses=(self._asked("clause", known=known),))
        if "title-sv" in missing:
            draft = replace(draft, title_sv=self._asked("title-sv"))
        if "title-en" in missing:
            draft = replace(draft, title_en=self._asked("title-en"))
        if "when" in missing:
            if draft.scope == Scope.PROPOSAL:
                scope = self._asked("for-each", default=str(Scope.PROPOSAL))
                draft = replace(draft, scope=scope)
            draft = replace(draft, when=tuple(self._conditions(draft.scope)))
        if "outcome" in missing:
            draft = self._concluding(draft)
        if not draft.decided_by:
            draft = replace(draft, decided_by=self._asked("decided-by", default=""))
        return draft

    def _conditions(self, scope: str) -> Iterator[str]:
        names = names_in(Scope(scope), self._drafting.ruleset.findings)
        told = message("scaffold.ask.facts", self._lang, known=", ".join(names))
        click.echo(told, err=True)
        yield self._asked("when", scope=scope)
        while more := self._asked("when", default="", scope=scope, key="more"):
            yield more

    def _concluding(self, draft: Draft) -> Draft:
        what = click.prompt(
            message("scaffold.ask.what", self._lang),
            type=click.Choice(_CONCLUSIONS),
            show_choices=False,
            default="outcome" if draft.scope == Scope.PROPOSAL else "finding",
            err=True,
        )
        if what == "finding":
            return replace(draft, finding=self._asked("finding"))
        if what == "outcome":
            known = ", ".join(self._drafting.ruleset.rank)
            return replace(draft, outcome=self._asked("outcome", known=known))
        known = ", ".join(self._drafting.ruleset.obligations)
        return replace(draft, obligations=(self._asked("obligation", known=known),))

    def _asked(
        self,
        option: str,
        *,
        known: str = "",
        default: str | None = None,
        scope: str = Scope.PROPOSAL,
        key: str = "",
    ) -> str:
        """An answer in which nothing is wrong."""
        question = message(f"scaffold.ask.{key or option}", self._lang, known=known)
        while True:
            said: str = click.prompt(
                question, default=default, show_default=bool(default), err=True
            )
            said = said.strip()
            problems = list(self._drafting.wrong(option, said, scope)) if said else []
            if not problems:
                return said
            print_error(InvalidInput(problems), self._lang)
