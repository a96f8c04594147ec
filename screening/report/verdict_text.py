"""A verdict on a terminal, as a coordinator reads it: the outcome stands last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from screening.messages import Lang, message
from screening.model.overlap import Overlap
from screening.model.verdict import OpenQuestion, Reason, Verdict, WhatWouldChange, WhyNot
from screening.report.console import styled
from screening.report.evidence_text import bands_line, evidence_lines, margin_line
from screening.report.verdict_words import VerdictWords
from screening.report.wording import section

__all__ = ["print_verdict"]


def print_verdict(console: Console, verdict: Verdict, names: Mapping[str, str]) -> None:
    """The whole verdict; ``names`` has what outcomes and findings are called in its language."""
    _Page(console, verdict, names).print()


class _Page:
    def __init__(self, console: Console, verdict: Verdict, names: Mapping[str, str]) -> None:
        self._console = console
        self._verdict = verdict
        self._lang: Lang = verdict.lang
        self._words = VerdictWords(verdict, names)

    def print(self) -> None:
        verdict = self._verdict
        self._console.print(styled(verdict.proposal.title, "head"))
        self._reasons()
        self._overlaps(verdict.overlaps)
        self._questions(verdict.open_questions)
        if verdict.why_not is not None:
            self._why_not(verdict.why_not)
        if verdict.what_would_change is not None:
            self._changes(verdict.what_would_change)
        self._steps()
        self._remarks()
        self._outcome()

    # --- pieces -----------------------------------------------------------------------

    def _say(self, key: str, **params: object) -> str:
        return message(f"text.{key}", self._lang, **params)

    def _head(self, key: str) -> None:
        self._console.print()
        self._console.print(Text(self._say(key), style="head"))

    def _lines(self, rows: Iterable[tuple[Text, Text]]) -> None:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1)
        for left, right in rows:
            grid.add_row(left, right)
        self._console.print(Padding(grid, (0, 0, 0, 2)))

    def _reasons(self) -> None:
        self._head("why")
        reasons = self._verdict.reasons
        self._lines(self._reason(one) for one in reasons if one.decisive)
        others = [one for one in reasons if one.outcome is not None and not one.decisive]
        if others:
            self._head("also-fired")
            self._lines(self._reason(one) for one in others)

    def _reason(self, reason: Reason) -> tuple[Text, Text]:
        told = styled(reason.text)
        told.append_text(styled(f"\n{self._words.facts(reason)}  [{reason.rule}]", "dim"))
        return Text(section(reason.clause), style="clause"), told

    def _overlaps(self, overlaps: Iterable[Overlap]) -> None:
        rows = [self._overlap(overlap) for overlap in overlaps]
        self._head("overlaps")
        if rows:
            self._lines(rows)
        else:
            self._console.print(Text(f"  {self._say('no-overlap')}", style="dim"))
        bands = bands_line(self._verdict.bands, self._lang)
        self._console.print(Padding(Text(bands, style="dim"), (0, 0, 0, 2)))

    def _overlap(self, overlap: Overlap) -> tuple[Text, Text]:
        left = styled(f"{overlap.id}\n")
        left.append(f"{overlap.score:>3} {self._words.band(overlap)}", style=overlap.band)
        right = styled(overlap.name, "head")
        right.append_text(styled(f" · {self._words.standing(overlap)}", "dim"))
        for finding in self._words.findings(overlap):
            right.append_text(styled(f"\n{finding}"))
        lines = [
            *evidence_lines(overlap.evidence, self._lang),
            margin_line(overlap.rival, overlap.margin, self._lang),
        ]
        for line in filter(None, lines):
            right.append_text(styled(f"\n{line}", "dim"))
        return left, right

    def _questions(self, questions: Iterable[OpenQuestion]) -> None:
        rows = []
        for one in questions:
            text = styled(f"{one.asked} ")
            text.append_text(styled(self._words.could_become(one), "dim"))
            rows.append((Text("?"), text))
        if rows:
            self._head("open-questions")
            self._lines(rows)

    def _steps(self) -> None:
        if not self._verdict.obligations:
            return
        self._head("next-steps")
        self._lines(
            (Text(f"{number}. ").append(section(step.clause), style="clause"), styled(step.text))
            for number, step in enumerate(self._verdict.obligations, start=1)
        )

    def _remarks(self) -> None:
        if self._verdict.remarks:
            self._head("remarks")
            self._lines((Text("–"), styled(one.text)) for one in self._verdict.remarks)

    def _why_not(self, others: Iterable[WhyNot]) -> None:
        for other in others:
            self._console.print()
            head = self._say("why-not", outcome=self._words.outcome(other.outcome))
            self._console.print(styled(head, "head"))
            rows = []
            for rule in other.rules:
                text = styled(f"{rule.title}: ")
                text.append_text(styled(self._words.failed(rule.failed), "dim"))
                for one in rule.details:
                    text.append_text(styled(f"\n{one.about}, {one.title}: ", "dim"))
                    text.append_text(styled(self._words.failed(one.failed), "dim"))
                rows.append((Text(section(rule.clause), style="clause"), text))
            self._lines(rows)

    def _changes(self, changes: Iterable[WhatWouldChange]) -> None:
        for change in changes:
            self._console.print()
            head = self._say("would-change", outcome=self._words.outcome(change.outcome))
            self._console.print(styled(head, "head"))
            rows = [(Text("•"), styled(self._words.changed(each))) for each in change.sets]
            if not rows:
                key = "no-change" if change.complete else "search-stopped"
                rows = [(Text("•"), Text(self._say(key), style="dim"))]
            if change.left_out:
                left_out = self._say("left-out", count=change.left_out)
                rows.append((Text("•"), Text(left_out, style="dim")))
            self._lines(rows)

    def _outcome(self) -> None:
        verdict = self._verdict
        self._console.print()
        self._console.print(
            styled(
                self._say(
                    "basis",
                    ruleset=verdict.ruleset.version,
                    ruleset_hash=verdict.ruleset.sha256[:8],
                    entries=verdict.register_.entries,
                    register_hash=verdict.register_.sha256[:8],
                    as_of=verdict.as_of,
                    engine=verdict.engine,
                ),
                "dim",
            )
        )
        self._console.print(styled(self._say("advice"), "dim"))
        line = styled(f"{verdict.outcome_title}  ", verdict.outcome)
        line.append_text(Text(section(verdict.clauses), style="clause"))
        line.append(f"  {verdict.outcome}", style="dim")
        self._console.print(line)
        if verdict.target is not None:
            target = styled(f"→ {verdict.target.id} {verdict.target.name}", "head")
            if verdict.target.contact_unit:
                unit = self._say("contact", unit=verdict.target.contact_unit)
                target.append_text(styled(f" · {unit}", ""))
            self._console.print(target)
        else:
            self._console.print(styled(verdict.outcome_text))
