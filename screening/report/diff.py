"""What ``rules diff`` found, as those who tell it get it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from screening.intake.handed_in import HandedIn
from screening.messages import Lang, message
from screening.report.diff_words import outcome_name
from screening.report.wording import fact_label, listed, value_label
from screening.workbench.diff.changed_rules import Part
from screening.workbench.diff.differences import Difference, Stretch
from screening.workbench.diff.over import Compared, MadeDifference, Over
from screening.workbench.told import Filed

__all__ = [
    "DiffFormat",
    "Diffed",
    "matrix",
    "over_remarks",
    "place_of",
    "title_line",
    "was_becomes",
    "why",
]

DiffFormat = Literal["text", "json", "markdown"]

Filing = Mapping[tuple[int, int], tuple[Filed, Filed]]


@dataclass(frozen=True, slots=True)
class Diffed:
    """Two rule sets by what the user calls them, and what differs, stretch by stretch.

    ``files`` has the cases of changes as files, by the places of the stretch and the change.
    ``over`` are proposals that both were tried on, as of the first stretch's day.
    """

    old: str
    new: str
    differences: Sequence[Difference]
    files: Filing = field(default_factory=dict)
    over: Over | None = None

    @property
    def same(self) -> bool:
        """Whether it is proved that every case gets the same verdict."""
        return all(one.same for one in self.differences)


def title_line(diffed: Diffed, stretch: Stretch, lang: Lang) -> str:
    """What is compared with what."""
    old, new = (
        message("diff.side", lang, name=name, version=ruleset.version)
        for name, ruleset in ((diffed.old, stretch.old), (diffed.new, stretch.new))
    )
    return message("diff.head", lang, old=old, new=new)


def place_of(one: HandedIn, lang: Lang) -> str:
    """The file of a proposal, and its row."""
    if one.row is None:
        return one.file
    return message("diff.over-row", lang, file=one.file, row=one.row)


def was_becomes(one: Compared, lang: Lang) -> str:
    """The outcomes of both sides, with the hosts where it is the host that differs."""
    was, becomes = (
        f"{each.outcome_title} ({each.target.id})"
        if each.target and one.old.outcome == one.new.outcome
        else each.outcome_title
        for each in (one.old, one.new)
    )
    return message("diff.to", lang, was=was, becomes=becomes)


def why(one: Compared, parts: Sequence[Part], lang: Lang) -> list[str]:
    """What decided before and now, and what made the difference."""
    old, new = (
        "; ".join(dict.fromkeys(reason.title for reason in each.reasons if reason.decisive))
        for each in (one.old, one.new)
    )
    told = [message("diff.over-decided", lang, old=old, new=new)] if old != new else []
    told += [_made(made, lang) for made in one.made]
    for entry, *bands in one.bands:
        was, becomes = (value_label("candidate.overlap", band or "none", lang) for band in bands)
        told.append(message("diff.over-band", lang, entry=entry, was=was, becomes=becomes))
    if "outcomes" in parts and not one.made and not one.bands:
        told.append(message("diff.over-order", lang))
    if not told:  # the same rules decide, and give something else
        rules = dict.fromkeys(reason.rule for reason in one.new.reasons if reason.decisive)
        told.append(message("diff.over-then", lang, rule=listed(rules, lang)))
    return told


def over_remarks(over: Over, parts: Sequence[Part], lang: Lang) -> list[str]:
    """What a reader should know of how the proposals were screened."""
    told = []
    if "bands" in parts and any(one.new.bands.source == "register" for one in over.compared):
        told.append(message("diff.over-calibrated", lang))
    if over.unread:
        told.append(message("diff.over-unread", lang, columns=", ".join(over.unread)))
    return told


def _made(made: MadeDifference, lang: Lang) -> str:
    said = message("diff.over-fires" if made.fires else "diff.over-not", lang, rule=made.rule)
    if made.about is not None:
        said = message("diff.over-about", lang, said=said, about=made.about)
    facts = [
        f"{fact_label(fact, lang)}: {value_label(fact, value, lang)}"
        for fact, value in made.facts.items()
    ]
    if not facts:
        return said
    return message("diff.over-facts", lang, said=said, facts="; ".join(facts))


def steps(one: Compared, lang: Lang) -> Iterator[str]:
    """The obligations that are added, and those that fall away."""
    old, new = ([step.id for step in each.obligations] for each in (one.old, one.new))
    for key, left in (
        ("gained", [s for s in new if s not in old]),
        ("lost", [s for s in old if s not in new]),
    ):
        if left:
            told = listed(dict.fromkeys(left), lang)
            yield message(f"diff.over-{key}", lang, steps=told)


def matrix(over: Over, stretch: Stretch, lang: Lang) -> list[list[str]]:
    """How many go from each outcome, a row each, to each; the names stand first."""
    names = list(dict.fromkeys(name for pair in over.counts for name in pair))
    rank = {**stretch.old.rank, **stretch.new.rank}
    names.sort(key=lambda name: rank[name])
    titles = [outcome_name(name, stretch, lang) for name in names]
    rows = [
        [title, *(str(over.counts.get((was, becomes), 0)) for becomes in names)]
        for was, title in zip(names, titles, strict=True)
    ]
    return [[message("diff.over-matrix", lang), *titles], *rows]
