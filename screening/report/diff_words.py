"""What a change of rules does, in words: for every form that it is told in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, cast

from screening.messages import Lang, message
from screening.model.values import Outcome
from screening.report.case_text import case_lines
from screening.report.wording import asked, fact_label, listed, value_label
from screening.ruleset.conditions import Test
from screening.ruleset.facts import OUTCOME_FACT
from screening.workbench.diff.changed_rules import ChangedPart, ChangedRule
from screening.workbench.diff.differences import Difference, Stretch, ToldChange
from screening.workbench.diff.told import SAME_HOST, Literal, Piece, Region, SubjectChange

__all__ = [
    "ToldRegion",
    "causes",
    "change_title",
    "days_line",
    "example_lines",
    "literal_text",
    "outcome_name",
    "part_line",
    "region_told",
    "rule_line",
    "subject_told",
    "verdict_line",
]

_SIDES: Final = ("old", "new")


@dataclass(frozen=True, slots=True)
class ToldRegion:
    """A region in words: what begins it, what always holds in it, and what else may."""

    begins: str
    always: Sequence[str]
    either: Sequence[str]
    whole: bool = True


def outcome_name(outcome: Outcome | None, stretch: Stretch, lang: Lang) -> str:
    """What an outcome is called, by the new rules if they have it."""
    if outcome is None:
        return message("diff.nothing", lang)
    ruleset = stretch.new if outcome in stretch.new.rank else stretch.old
    return ruleset.outcome(outcome).title.of(lang)


def verdict_line(difference: Difference, lang: Lang) -> str:
    """The whole of it in one sentence."""
    if difference.comparison is None:
        return message("diff.unproved", lang)
    if not difference.same:
        return message("diff.different", lang)
    nothing = not difference.rules and not difference.parts
    return message("diff.same-rules" if nothing else "diff.equivalent", lang)


def days_line(stretch: Stretch, lang: Lang) -> str | None:
    """Which days are spoken of, where not all are."""
    days = stretch.days
    if days is None:
        return None
    told = f"{days.first}–{days.last}"
    if days.last is None:
        told = message("diff.until-further", lang, first=days.first)
    elif days.first == days.last:
        told = str(days.first)
    return message("diff.days", lang, days=told)


def rule_line(changed: ChangedRule, lang: Lang) -> str:
    """A changed rule: how, by its id, where it stands, and what of it is another."""
    rule = changed.new or changed.old
    place = "" if rule is None else f"{rule.file}:{rule.line}"
    kind = message(f"diff.rule-{changed.kind}", lang)
    if not changed.aspects:
        return message("diff.rule-line", lang, kind=kind, id=changed.id, place=place)
    aspects = listed([message(f"diff.aspect-{one}", lang) for one in changed.aspects], lang)
    return message(
        "diff.rule-line-aspects", lang, kind=kind, id=changed.id, place=place, aspects=aspects
    )


def part_line(part: ChangedPart, stretch: Stretch, lang: Lang) -> str:
    """Something else that is changed."""
    old, new = part.old, part.new
    if part.part == "outcomes":
        old, new = (
            " > ".join(one.title.of(lang) for one in ruleset.outcomes)
            for ruleset in (stretch.old, stretch.new)
        )
    elif part.part == "letter-status":
        old, new = (_status(each, lang) for each in (part.old, part.new))
    names = ", ".join(part.names)
    return message(f"diff.part-{part.part}", lang, old=old, new=new, names=names)


def _status(said: str | None, lang: Lang) -> str:
    status, *day = (said or "").split(" ")
    return " ".join([value_label("letter.status", status, lang), *day])


def change_title(change: ToldChange, stretch: Stretch, lang: Lang) -> str:
    """What the outcome was and becomes, or which obligation is asked for."""
    if change.step is not None:
        key = "diff.step-gained" if change.gained else "diff.step-lost"
        return message(key, lang, name=change.step)
    was = [outcome_name(one, stretch, lang) for one in change.was]
    becomes = outcome_name(change.becomes, stretch, lang)
    if change.was == (change.becomes,):
        return message("diff.other-host", lang, outcome=becomes)
    return message("diff.to", lang, was=listed(was, lang, joint="or"), becomes=becomes)


def causes(change: ToldChange, lang: Lang) -> str | None:
    """The changed rules, and what else that was changed, that bring a change about."""
    named = [*change.rules]
    for part in change.parts:
        key = "diff.part-bands" if part == "bands" else "diff.part-outcomes"
        named.append(message(key, lang, old="", new="", names="").split(":")[0])
    return message("diff.caused-by", lang, causes=listed(named, lang)) if named else None


def region_told(region: Region, change: ToldChange, stretch: Stretch, lang: Lang) -> ToldRegion:
    """Which cases a change is of."""
    begins = message("diff.within-all", lang)
    if region.within:
        values = cast("tuple[Outcome, ...]", region.within[0].tests[0].values)
        names = [
            message("diff.quoted", lang, name=outcome_name(one, stretch, lang)) for one in values
        ]
        both = change.step is not None or len(region.within) > 1
        which = "both" if both else _SIDES[region.within[0].side or 0]
        begins = message(f"diff.within-{which}", lang, outcomes=listed(names, lang, joint="or"))
    return _told(begins, region.pieces, region.whole, lang)


def subject_told(change: SubjectChange, lang: Lang) -> tuple[str, ToldRegion]:
    """What is found or asked of other candidates or parties, and of which."""
    how = "gained" if change.gained else "lost"
    whom = message(f"diff.whom-{change.scope}", lang)
    title = message(f"diff.subject-{change.what}-{how}", lang, name=change.name, whom=whom)
    begins = message("diff.within-subject", lang)
    return title, _told(begins, change.pieces, True, lang)  # noqa: FBT003 - they are all


def _told(begins: str, pieces: Sequence[Piece], whole: bool, lang: Lang) -> ToldRegion:  # noqa: FBT001
    region = Region(tuple(pieces))
    always = [literal_text(one, lang) for one in region.shared]
    either = ["; ".join(literal_text(one, lang) for one in piece) for piece in region.apart]
    return ToldRegion(begins, always, either, whole)


def literal_text(literal: Literal, lang: Lang) -> str:
    """A literal in words."""
    if literal.fact == SAME_HOST:
        same = literal.tests[0].passes(True)  # noqa: FBT003 - its two values
        return message("diff.same-host" if same else "diff.another-host", lang)
    said = _tests(literal.tests, lang)
    if literal.side is None or literal.fact == OUTCOME_FACT:
        return said
    return message(f"diff.by-{_SIDES[literal.side]}", lang, said=said)


def _tests(tests: Sequence[Test], lang: Lang) -> str:
    if len(tests) == 1:
        return asked(tests[0], lang)
    low, high = (test.values[0] for test in tests)
    return message("diff.between", lang, fact=fact_label(tests[0].fact, lang), low=low, high=high)


def example_lines(change: ToldChange, stretch: Stretch, lang: Lang) -> Iterator[str]:
    """A case of a change: its outcomes, its facts, and whom it is routed to now."""
    before, after = change.before, change.after
    was, becomes = (
        outcome_name(case.conclusion.outcome, stretch, lang) for case in (before, after)
    )
    told = was if was == becomes else message("diff.to", lang, was=was, becomes=becomes)
    yield message("diff.example-outcome", lang, outcome=told)
    most = max((before, after), key=lambda case: len(case.situation.candidates))
    # What either of the rule sets asks for is to be seen.
    ways = [
        list(case_lines(replace(most, ruleset=one), lang))[1:] for one in (stretch.new, stretch.old)
    ]
    yield from max(ways, key=lambda lines: len("".join(lines)))
    hosts = [
        None if case.conclusion.host is None else case.situation.candidates[case.conclusion.host]
        for case in (before, after)
    ]
    names = [None if host is None else host.entry for host in hosts]
    if names[0] != names[1]:
        host = (names[0] if most is after else names[1]) or message("diff.example-no-host", lang)
        key = "diff.example-host-old" if most is after else "diff.example-host-new"
        yield message(key, lang, host=host)
    yield from _bands(change, lang)


def _bands(change: ToldChange, lang: Lang) -> Iterator[str]:
    """The candidates whose overlap has another band."""
    sides = [
        {one.entry: one for one in case.situation.candidates}
        for case in (change.before, change.after)
    ]
    for entry in dict.fromkeys(chain(*sides)):
        known = next(side[entry] for side in sides if entry in side)
        bands = [
            str(side[entry].facts["candidate.overlap"]) if entry in side else "none"
            for side in sides
        ]
        if bands[0] != bands[1]:
            was, becomes = (value_label("candidate.overlap", band, lang) for band in bands)
            score = known.facts["candidate.score"]
            yield message(
                "diff.example-band", lang, id=entry, score=score, was=was, becomes=becomes
            )
