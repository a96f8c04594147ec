"""A case's facts as what people would have written down: all but how alike the texts are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Final, cast

from screening.engine.situation import Candidate, Partner, Situation
from screening.model.letter import Letter
from screening.model.values import Kind
from screening.ruleset.facts import UNKNOWN, Value
from screening.ruleset.parties import PartyBook, PartyId
from screening.ruleset.rules import Bands
from screening.workbench.realising_recipes import Recipe
from screening.workbench.realising_texts import Writer
from screening.workbench.texts import OUTSIDER, THIRD_PARTIES, UNITS

__all__ = ["Content", "LetterKeys", "changed_letter", "letter_keys"]

LetterKeys = Mapping[str, str | date | None]
"""The keys of ``letter.yaml`` that must be other than they are; None is for one left out."""

_YEAR: Final = timedelta(365)
_MONTH: Final = timedelta(30)
_FARTHEST: Final = 9
"""Up to this score a third party in common brings the two too near each other."""
_FORMS: Final = {
    "coordination.specific_agreement": "specific-agreement",
    "coordination.joint_meetings": "joint-meetings",
    "coordination.shared_goals": "shared-goals",
    "coordination.coordinating_function": "coordinating-function",
}
_REGION_AND_UNIVERSITY: Final[tuple[PartyId, ...]] = ("region", "university")


class Content:
    """A case's facts, ready to be written down with texts of any recipes.

    Args:
        situation: the facts.
        book: what the two parties are called.
        bands: from which scores an overlap is possible and strong.
        as_of: the day of screening.
        host: the candidate, if any, whose agreement the period is to fit if it cannot fit all.
    """

    def __init__(
        self,
        situation: Situation,
        book: PartyBook,
        bands: Bands,
        as_of: date,
        host: int | None,
    ) -> None:
        self._case = situation
        self._as_of = as_of
        self.parties = tuple(_names(situation, book))
        self.writer = Writer(
            [cast("Kind", one.facts["candidate.kind"]) for one in situation.candidates],
            broad=any(_is_broad(one, bands) for one in situation.candidates),
        )
        first = [] if host is None else [situation.candidates[host]]
        self._start = as_of + _MONTH
        self._end = self._end_of_period([*first, *situation.candidates])

    def proposal(self, recipes: Sequence[Recipe]) -> dict[str, object]:
        """The proposal as a file has it."""
        facts = self._case.facts
        texts = self.writer.proposal(recipes)
        written: dict[str, object] = {
            "title": texts.title,
            "summary": texts.summary,
            "themes": list(texts.themes),
            "category": _known(facts["proposal.category"]),
            "level": _known(facts["proposal.level"]),
            "parties": list(self._partners()),
            "resources": self._resources(),
            "period": self._period(),
            "coordination": [form for fact, form in _FORMS.items() if facts[fact]],
            "new_principles": _truth(facts["proposal.new_principles"]),
            "considered": [
                {"constellation": one.entry, "answer": one.facts["candidate.answer"]}
                for one in self._case.candidates
                if one.facts["candidate.answer"] != "unasked"
            ],
        }
        return _said(written)

    def register(self, recipes: Sequence[Recipe]) -> list[dict[str, object]]:
        """The register as a file has it."""
        theme = self.writer.proposal(recipes).themes[0]
        entries = [self._entry(place, recipes, theme) for place in range(len(recipes))]
        return [*entries, *self._bystanders()]

    def _entry(self, place: int, recipes: Sequence[Recipe], theme: str) -> dict[str, object]:
        candidate = self._case.candidates[place]
        facts = candidate.facts
        texts = self.writer.entry(place, recipes)
        kind = facts["candidate.kind"]
        covers = None if kind == "constellation" else self._covers(candidate, theme, texts.apart)
        return _said(
            {
                "id": candidate.entry,
                "name": texts.name,
                "kind": kind,
                "description": texts.description,
                "themes": list(texts.themes),
                "covers": covers,
                "parties": [self.parties[at] for at in sorted(candidate.covers)] or [OUTSIDER],
                "level": _known(facts["candidate.level"]),
                "status": facts["candidate.status"],
                "agreement": self._agreement(candidate),
            }
        )

    def _bystanders(self) -> Iterator[dict[str, object]]:
        """Entries that have nothing in common with the proposal but its third parties.

        A party that few have in common brings a proposal and an entry near each other (§ 4.4);
        these are needed where they are to be as far apart as can be.
        """
        third = {place for place, one in enumerate(self._case.partners) if not _of_two(one)}
        covered = [
            one.covers & third
            for one in self._case.candidates
            if int(one.facts["candidate.score"]) <= _FARTHEST
        ]
        parties = [self.parties[place] for place in sorted(frozenset().union(*covered))]
        taken = {one.entry for one in self._case.candidates}
        free = (f"X-{number}" for number in count(1) if f"X-{number}" not in taken)
        for texts, entry in zip(self.writer.bystanders(), free, strict=False) if parties else ():
            yield {
                "id": entry,
                "name": texts.name,
                "kind": "constellation",
                "description": texts.description,
                "themes": list(texts.themes),
                "parties": parties,
                "status": "ended",
            }

    def _covers(self, candidate: Candidate, theme: str, apart: str) -> Mapping[str, object]:
        """What a platform or framework agreement takes in: the proposal, or something else."""
        if not candidate.facts["candidate.in_scope"]:
            return {"themes": [apart]}
        category = _known(self._case.facts["proposal.category"])
        return _said({"categories": [category] if category else None, "themes": [theme]})

    def _agreement(self, candidate: Candidate) -> Mapping[str, object]:
        status = candidate.facts["candidate.agreement"]
        if status != "in-force":
            return {"status": status}
        last: date | None = None
        if candidate.outlasts == "unknown":
            last = self._as_of + _YEAR
        elif self._end is not None:
            last = self._start if candidate.outlasts == "no" else self._end + _YEAR
        return _said({"status": status, "valid_to": last})

    def _end_of_period(self, candidates: Sequence[Candidate]) -> date | None:
        """The period's last day, which some agreements ask to be known and others not to be."""
        length = self._case.facts["period.length"]
        if length == UNKNOWN:
            told = [
                one.outlasts
                for one in candidates
                if one.facts["candidate.agreement"] == "in-force" and one.outlasts != "yes"
            ]
            if not told or told[0] == "unknown":
                return None
        return self._start + (2 * _YEAR if length == "over-a-year" else _YEAR / 2)

    def _period(self) -> Mapping[str, object]:
        known = self._case.facts["period.length"] != UNKNOWN
        return _said({"start": self._start if known else None, "end": self._end})

    def _resources(self) -> Mapping[str, object]:
        facts = self._case.facts
        return _said(
            {
                "committed": _truth(facts["resources.committed"]),
                "funding_sek": 300_000 if facts["resources.named"] else None,
            }
        )

    def _partners(self) -> Iterator[dict[str, object]]:
        """The parties; the first of them has the units."""
        units = int(self._case.facts["parties.units"])
        for place, (name, partner) in enumerate(
            zip(self.parties, self._case.partners, strict=True)
        ):
            yield _said(
                {
                    "name": name,
                    "unit": _units(units) if place == 0 else None,
                    "agreement": _known(partner.facts["partner.agreement"]),
                }
            )


def _is_broad(candidate: Candidate, bands: Bands) -> bool:
    """Whether a score is as high as that of a strong overlap, and yet it is none."""
    facts = candidate.facts
    return facts["candidate.overlap"] != "strong" and int(facts["candidate.score"]) >= bands.strong


def _names(situation: Situation, book: PartyBook) -> Iterator[str]:
    """What each partner is called."""
    third = iter(THIRD_PARTIES)
    left = [one for one in _REGION_AND_UNIVERSITY if situation.facts[f"parties.{one}"]]
    named = {partner.name for partner in situation.partners if _of_two(partner)}
    for partner in situation.partners:
        if not _of_two(partner):
            yield next(third)
            continue
        free = [one for one in left if one == partner.name or one not in named]
        one = partner.name if partner.name in left else next(iter(free or left), "region")
        if one in left:
            left.remove(one)
        yield book.name(cast("PartyId", one))


def _of_two(partner: Partner) -> bool:
    return not partner.facts["partner.third_party"]


def _units(count: int) -> list[str]:
    return [*UNITS[:count], *(f"Enhet {number}" for number in range(len(UNITS) + 1, count + 1))]


def _known(value: Value) -> Value | None:
    return None if value == UNKNOWN else value


def _truth(value: Value) -> bool | None:
    return None if value == UNKNOWN else value == "yes"


def _said(written: Mapping[str, object]) -> dict[str, object]:
    """What is written down, without keys that say nothing."""
    return {key: value for key, value in written.items() if value not in (None, [], {})}


def letter_keys(letter: Letter, situation: Situation, as_of: date) -> LetterKeys | None:
    """What of the letter must be other than it is for the facts about it; None for nothing."""
    keys: dict[str, str | date | None] = {}
    status, review = situation.facts["letter.status"], situation.facts["letter.review"]
    if letter.status_on(as_of) != status:
        keys |= {"status": str(status), "terminated_on": None}
    if letter.review_on(as_of) != review:
        reviewed = {"current": as_of - _MONTH, "late": as_of - 2 * _YEAR}
        keys["last_review"] = reviewed.get(str(review))
    return keys or None


def changed_letter(letter: Letter, keys: LetterKeys | None) -> Letter:
    """The letter with those keys."""
    return Letter.model_validate(letter.model_dump() | dict(keys or {}))
