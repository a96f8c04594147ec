"""In plain words why an entry of the register came up, or why it did not (§ 4.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from screening.messages import Lang, message
from screening.model.overlap import BandsRef, Evidence, MetWords, Missing

__all__ = ["bands_line", "evidence_lines", "margin_line", "missing_lines"]

_MOST_LINES: Final = 4
_MOST_WORDS: Final = 6


def evidence_lines(evidence: Iterable[Evidence], lang: Lang) -> Iterator[str]:
    """A line for each field that says something of its own, the likest first."""
    told = [one for one in evidence if one.field != "title"]
    for one in told[:_MOST_LINES]:
        field = message(f"text.field-{one.field}", lang)
        met = _met(one, lang)
        if met:
            yield f"{field} {one.score}: {met}"


def _met(one: Evidence, lang: Lang) -> str:
    if one.field in ("name", "parties"):
        return one.entry
    by_way: dict[str, dict[str, None]] = defaultdict(dict)
    for words in one.words[:_MOST_WORDS]:
        by_way[words.how][_pair(words)] = None
    return "; ".join(
        message(f"text.met-{how}", lang, words=", ".join(pairs)) for how, pairs in by_way.items()
    )


def _pair(words: MetWords) -> str:
    mine, theirs = words.proposal.word, words.entry.word
    if words.how == "subject":
        return words.via
    if mine == theirs:
        return mine
    return f"{mine} {'=' if words.how == 'synonym' else '~'} {theirs}"


def missing_lines(missing: Missing, lang: Lang) -> Iterator[str]:
    """What each says that the other says nothing of."""
    for side, words in (("proposal", missing.proposal), ("entry", missing.entry)):
        if words:
            yield message(f"text.missing-{side}", lang, words=", ".join(words))


def margin_line(rival: str | None, margin: int, lang: Lang) -> str:
    """How far ahead of the nearest other entry it is, or behind."""
    if rival is None:
        return ""
    key = "ahead" if margin > 0 else "behind" if margin < 0 else "level"
    return message(f"text.margin-{key}", lang, points=abs(margin), rival=rival)


def bands_line(bands: BandsRef, lang: Lang) -> str:
    """From which score an overlap is possible and strong, and where that comes from."""
    return message(f"text.bands-{bands.source}", lang, possible=bands.possible, strong=bands.strong)
