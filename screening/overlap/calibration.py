"""Bands with a meaning: every entry is tried against all others, as if it were new (§ 4.4).

No entry should be what another already is.  How like each other they are all the same is
how like a proposal and an entry may be without its meaning anything; it grows with the
register, and the bands with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from screening.model.calibration import Calibration
from screening.model.vocabulary import Vocabulary
from screening.overlap.lexicon import STRENGTHS
from screening.overlap.matching import Matcher
from screening.overlap.neighbours import Pair, Progress, neighbours
from screening.overlap.registers import AnyRegister, evenly_spread, sha256_of
from screening.overlap.scoring import OFFSET, SCORING_VERSION, WEIGHTS

__all__ = [
    "FEWEST_ENTRIES",
    "POSSIBLE_REACHED_BY",
    "STRONG_REACHED_BY",
    "TooFewEntries",
    "Trial",
    "calibrate",
    "scoring_sha256",
    "trial",
]

FEWEST_ENTRIES: Final = 20
"""With fewer, there is none at either share."""

STRONG_REACHED_BY: Final = 0.075
"""The share of the entries that may be as like another as a strong overlap."""

POSSIBLE_REACHED_BY: Final = 0.30
"""The share that may be as like another as a possible one."""

_MOST_TRIED: Final = 2_000
"""Of a large register so many entries are tried, evenly spread."""


_DECIMALS: Final = 4
"""Of a share in the curve, so that people can read the file that holds it."""


class TooFewEntries(ValueError):
    """The register is too small to be calibrated on; ``entries`` is how many it has."""

    def __init__(self, entries: int) -> None:
        super().__init__(entries)
        self.entries = entries


@dataclass(frozen=True, slots=True)
class Trial:
    """The bands of a register, and for each entry that was tried those that it is like."""

    calibration: Calibration
    found: Sequence[Sequence[Pair]]


def scoring_sha256(vocabulary: Vocabulary) -> str:
    """The hash of all that scores rest on but the register: how and by what."""
    content = [SCORING_VERSION, WEIGHTS, OFFSET, STRENGTHS, vocabulary.model_dump(mode="json")]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def calibrate(
    register: AnyRegister, vocabulary: Vocabulary, *, progress: Progress = iter
) -> Calibration:
    """The bands of a register; see :func:`trial`.

    Raises:
        TooFewEntries: the register is too small.
    """
    return trial(register, vocabulary, progress=progress).calibration


def trial(register: AnyRegister, vocabulary: Vocabulary, *, progress: Progress = iter) -> Trial:
    """The bands of a register, and what they were read off.

    Args:
        register: the register, with at least ``FEWEST_ENTRIES`` entries.
        vocabulary: the words that mean the same.
        progress: is given the entries that are to be tried, and gives them out again one
            by one, to show how far it has come.

    Raises:
        TooFewEntries: the register is too small.
    """
    if len(register) < FEWEST_ENTRIES:
        raise TooFewEntries(len(register))
    tried = evenly_spread(register, _MOST_TRIED)
    found = list(neighbours(Matcher(register, vocabulary), tried, progress))
    tops = [pairs[0].score if pairs else 0 for pairs in found]
    reached = [sum(top >= score for top in tops) / len(tops) for score in range(101)]
    possible = _first_below(reached, POSSIBLE_REACHED_BY, range(1, 100))
    calibration = Calibration(
        register_sha256=sha256_of(register),
        scoring=scoring_sha256(vocabulary),
        entries=len(register),
        tried=len(tops),
        possible=possible,
        strong=_first_below(reached, STRONG_REACHED_BY, range(possible + 1, 101)),
        reached=tuple(round(share, _DECIMALS) for share in reached),
    )
    return Trial(calibration, found)


def _first_below(reached: Sequence[float], share: float, scores: range) -> int:
    """The first of some scores that no more than a share reach; the last where there is none."""
    return next((score for score in scores if reached[score] <= share), scores[-1])
