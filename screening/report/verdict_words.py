"""What a verdict says, line by line, in words: the same on a terminal and on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from screening.messages import Lang, message
from screening.model.overlap import Overlap
from screening.model.verdict import ChangedFact, FailedTest, OpenQuestion, Reason, Verdict
from screening.report.wording import fact_label, listed, missed, section, value_label

__all__ = ["VerdictWords"]


class VerdictWords:
    """A verdict's parts in its language.

    Args:
        verdict: the verdict.
        names: what outcomes and findings are called in that language.
    """

    def __init__(self, verdict: Verdict, names: Mapping[str, str]) -> None:
        self._verdict = verdict
        self._lang: Lang = verdict.lang
        self._names = names

    def say(self, key: str, **params: object) -> str:
        """A text of the catalogue ``text``."""
        return message(f"text.{key}", self._lang, **params)

    def outcome(self, outcome: str) -> str:
        """What an outcome is called."""
        return self._names[outcome]

    def facts(self, reason: Reason) -> str:
        """The facts that a rule read, and their values."""
        return "; ".join(
            f"{self._fact(fact)}: {value_label(fact, value, self._lang)}"
            for fact, value in reason.facts.items()
        )

    def band(self, overlap: Overlap) -> str:
        """How near a candidate is, in a word."""
        return value_label("candidate.overlap", overlap.band, self._lang)

    def standing(self, overlap: Overlap) -> str:
        """What a candidate is, whether it is at work, and what it answered."""
        return " · ".join(
            value_label(f"candidate.{fact}", value, self._lang)
            for fact, value in (
                ("kind", overlap.kind),
                ("status", overlap.status),
                ("answer", overlap.answer),
            )
        )

    def findings(self, overlap: Overlap) -> Iterator[str]:
        """What the rules found of a candidate, each with its clauses."""
        for finding in overlap.findings:
            reason = next(
                one
                for one in self._verdict.reasons
                if one.about == overlap.id and one.finding == finding
            )
            yield f"{reason.title} ({section(reason.clause)})"

    def could_become(self, question: OpenQuestion) -> str:
        """What the answer to an open question could change the outcome to."""
        outcomes = [self.outcome(one) for one in question.changes_outcome_to]
        told = self.say("could-become", outcome=listed(outcomes, self._lang, joint="or"))
        if not question.together_with:
            return told
        together = [f"{self._fact(one.fact)}{_of(one.about)}" for one in question.together_with]
        return f"{told} {self.say('together', facts=listed(together, self._lang))}"

    def failed(self, tests: Iterable[FailedTest]) -> str:
        """The tests that kept a rule from firing, with the values they saw."""
        told: dict[bool, list[str]] = {False: [], True: []}
        for test in tests:
            told[test.alternative].append(missed(test, self._fact(test.fact), self._lang))
        if told[True]:
            told[False].append(self.say("one-of-these", tests="; ".join(told[True])))
        return "; ".join(told[False]) or self.say("overruled")

    def changed(self, facts: Iterable[ChangedFact]) -> str:
        """The facts that would give another outcome together."""
        return listed([self._changed(one) for one in facts], self._lang)

    def _changed(self, one: ChangedFact) -> str:
        values = [value_label(one.fact, value, self._lang) for value in one.becomes]
        return self.say(
            "becomes",
            fact=self._fact(one.fact),
            about=_of(one.about),
            was=value_label(one.fact, one.was, self._lang),
            becomes=listed(values, self._lang, joint="or"),
        )

    def _fact(self, fact: str) -> str:
        return self._names.get(fact) or fact_label(fact, self._lang)


def _of(about: str | None) -> str:
    return f" ({about})" if about else ""
