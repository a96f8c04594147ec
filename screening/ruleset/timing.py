"""What is wrong in time within a rule set: days outside it, and versions that do not follow on.

Rules of one id are versions of one rule: on each day from the first one's first day to the
last one's last, exactly one of them is in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from screening.errors import Problem
from screening.model.days import Days, Misfit, misfits
from screening.ruleset.documents import Folder, Written

__all__ = ["ANY_DAY", "mistimed"]

_CODES: Final[dict[Misfit, str]] = {
    "same-start": "rules.rule-twice",
    "overlap": "rules.versions-overlap",
    "gap": "rules.versions-gap",
}
ANY_DAY: Final = Days(date(1970, 1, 1))
"""The days of a rule set whose own could not be read."""


def mistimed(folder: Folder, written: Sequence[Written]) -> Iterator[Problem]:
    """All that is wrong in time, as far as the files that could be read tell."""
    ruleset = folder.ruleset.model if folder.ruleset else None
    days = ANY_DAY if ruleset is None else Days(ruleset.valid_from, ruleset.valid_to)
    yield from _versions(days, written)
    for item in written:
        for key, code, limit in _outside(days, item.rule.valid_from, item.rule.valid_to):
            yield item.problem(code, key, limit=limit)
    if folder.ruleset and ruleset:
        for index, one in enumerate(ruleset.must_hold):
            for key, code, limit in _outside(days, one.valid_from, one.valid_to):
                yield folder.ruleset.problem(code, ("must_hold", index, key), limit=limit)


def _versions(days: Days, written: Sequence[Written]) -> Iterator[Problem]:
    """Versions of one rule that are in force on the same day, or leave days without any."""
    by_id: dict[str, list[tuple[Days, Written]]] = defaultdict(list)
    for item in written:
        own = days.narrowed(item.rule.valid_from, item.rule.valid_to)
        by_id[item.rule.id].append((own, item))
    for versions in by_id.values():
        for kind, (before, earlier), (own, item) in misfits(versions):
            key = "id" if kind == "same-start" or not item.rule.valid_from else "valid_from"
            yield item.problem(
                _CODES[kind],
                key,
                other=f"{earlier.rule.file}:{earlier.rule.line}",
                first=own.first,
                eve=own.eve,
                after=before.after,
            )


def _outside(days: Days, first: date | None, last: date | None) -> Iterator[tuple[str, str, date]]:
    """Each of two days that lies outside: its key, the problem, and the day it oversteps."""
    for key, day in (("valid_from", first), ("valid_to", last)):
        if day is not None and day < days.first:
            yield key, "rules.before-ruleset", days.first
        elif day is not None and days.last is not None and day > days.last:
            yield key, "rules.after-ruleset", days.last
