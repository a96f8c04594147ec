"""Organisations by name: ``python -m tests.benchmarks.organisations FOLDER``.

Every name of a record is hidden in turn and looked up among all others, its record's and
those of all other records; then names of organisations that are in no record are looked
up.  The folder holds ``organisations_se*.jsonl``, a record a line with its ``id`` and
``names`` (each a list that begins with the name), and ``organisations_other*.txt``, a
name a line, as they can be made from the Research Organization Registry (ROR, CC0).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from screening.overlap.organisations import OrganisationIndex
from tests.benchmarks.tables import say, table

__all__ = ["Figures", "main", "run"]

Record = tuple[str, Sequence[str]]
Scorer = Callable[..., float]


@dataclass(frozen=True)
class Figures:
    """How a way to look names up did; the shares are of lookups, ``foreign`` of other names.

    ``right`` and ``wrong`` are accepted answers; what is left was given none.
    """

    way: str
    part: str
    records: int
    lookups: int
    right: float
    wrong: float
    foreign: float
    milliseconds: float | None = None


@dataclass(frozen=True)
class _Answer:
    """What was answered, with what score; ``wanted`` is None for a name of nobody's."""

    wanted: str | None
    given: str | None
    score: float


def run(folder: Path) -> list[Figures]:
    """Look all names up by the index and, as a measure, by plain ratios.

    A plain ratio has the threshold at which it accepts no more foreign names than the
    index does, in hindsight: better than it could do.

    Raises:
        FileNotFoundError: the folder holds no such files.
    """
    records, others = _records(folder), _others(folder)
    index = OrganisationIndex(records)
    start = time.process_time()
    foreign = [_by_index(index, other, None) for other in others]
    spent = (time.process_time() - start) / max(1, len(others)) * 1e3
    found = [
        _by_index(OrganisationIndex(rest), name, wanted) for wanted, name, rest in _hidden(records)
    ]
    figures = [
        replace(each, milliseconds=spent)
        for each in _figures("OrganisationIndex", records, found, foreign)
    ]
    accepted = sum(answer.given is not None for answer in foreign)
    for scorer in (fuzz.WRatio, fuzz.token_sort_ratio):
        figures += _by_ratio(scorer, records, others, accepted)
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Run on a folder, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.organisations")
    parser.add_argument("folder", type=Path, help="where the records and the other names are")
    figures = run(parser.parse_args(arguments).folder)
    heads = ["way", "part", "records", "lookups", "right first", "wrong", "foreign accepted", "ms"]
    say(table(heads, map(_row, figures)))
    return 0


def _row(each: Figures) -> list[str]:
    return [
        each.way,
        each.part,
        f"{each.records}",
        f"{each.lookups}",
        f"{each.right:.3f}",
        f"{each.wrong:.3f}",
        f"{each.foreign:.4f}",
        "" if each.milliseconds is None else f"{each.milliseconds:.2f}",
    ]


def _records(folder: Path) -> list[Record]:
    records: list[Record] = []
    for line in _lines(folder, "organisations_se*.jsonl"):
        data = json.loads(line)
        records.append((data["id"], list(dict.fromkeys(name[0] for name in data["names"]))))
    return records


def _others(folder: Path) -> list[str]:
    return _lines(folder, "organisations_other*.txt")


def _lines(folder: Path, pattern: str) -> list[str]:
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise FileNotFoundError(f"{folder} holds no {pattern}")
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [line.strip() for line in lines if line.strip()]


def _hidden(records: Sequence[Record]) -> Iterator[tuple[str, str, list[Record]]]:
    """Each name of a record with others, the record's id, and all records without that name."""
    for place, (wanted, names) in enumerate(records):
        for name in names if len(names) > 1 else ():
            left = (wanted, [other for other in names if other != name])
            yield wanted, name, [*records[:place], left, *records[place + 1 :]]


def _by_index(index: OrganisationIndex, name: str, wanted: str | None) -> _Answer:
    match = index.find(name)
    return _Answer(wanted, match.id, match.score) if match else _Answer(wanted, None, 0.0)


def _by_ratio(
    scorer: Scorer, records: Sequence[Record], others: Sequence[str], accepted: int
) -> list[Figures]:
    foreign = [_nearest(scorer, records, other, None) for other in others]
    found = [_nearest(scorer, rest, name, wanted) for wanted, name, rest in _hidden(records)]
    threshold = sorted((*(answer.score for answer in foreign), 0.0), reverse=True)[accepted]
    kept = [_kept(answer, threshold) for answer in found]
    return _figures(
        f"{scorer.__name__} > {threshold:.0f}",
        records,
        kept,
        [_kept(answer, threshold) for answer in foreign],
    )


def _nearest(scorer: Scorer, records: Sequence[Record], name: str, wanted: str | None) -> _Answer:
    named = [(key, known) for key, names in records for known in names]
    best = process.extractOne(
        name, [known for _, known in named], scorer=scorer, processor=utils.default_process
    )
    return _Answer(wanted, named[best[2]][0], best[1])


def _kept(answer: _Answer, threshold: float) -> _Answer:
    given = answer.given if answer.score > threshold else None
    return _Answer(answer.wanted, given, answer.score)


def _figures(
    way: str, records: Sequence[Record], found: Sequence[_Answer], foreign: Sequence[_Answer]
) -> list[Figures]:
    """In all, and for each half of the records by their ids, of the foreign names by turns."""
    ids = sorted(key for key, _ in records)
    parts = {"all": (set(ids), foreign)}
    parts["first half"] = (set(ids[::2]), foreign[::2])
    parts["second half"] = (set(ids[1::2]), foreign[1::2])
    figures = []
    for part, (keys, names) in parts.items():
        answers = [answer for answer in found if answer.wanted in keys]
        figures.append(
            Figures(
                way,
                part,
                sum(len(named) > 1 for key, named in records if key in keys),
                len(answers),
                _share(answer.given == answer.wanted for answer in answers),
                _share(answer.given not in {None, answer.wanted} for answer in answers),
                _share(answer.given is not None for answer in names),
            )
        )
    return figures


def _share(held: Iterator[bool]) -> float:
    all_of_them = list(held)
    return sum(all_of_them) / max(1, len(all_of_them))


if __name__ == "__main__":
    sys.exit(main())
