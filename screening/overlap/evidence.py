"""What in a proposal met what in an entry, and what did not: the evidence behind a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, get_args

from screening.model.overlap import Evidence, MetWords, Missing, WordPlace
from screening.overlap.lexicon import How, Key
from screening.overlap.matching import Match
from screening.overlap.reading import Rarity
from screening.overlap.scoring import Field
from screening.overlap.tokens import Token
from screening.overlap.words import folded

__all__ = ["evidence", "missing"]

_MOST_WORDS: Final = 8
_WORTH_TELLING: Final = 0.05
"""From which likeness a field tells anybody anything."""
_SUREST_FIRST: Final[Sequence[How]] = get_args(How)
_ALL_BUT_SUBJECT: Final[frozenset[How]] = frozenset(_SUREST_FIRST) - {"subject"}
_SUBJECT: Final[frozenset[How]] = frozenset({"subject"})


def evidence(match: Match) -> tuple[Evidence, ...]:
    """What met, field by field, the likest first; fields with nothing in common are left out."""
    told = [one for one in _fields(match) if match.fields[one.field] >= _WORTH_TELLING]
    return tuple(sorted(told, key=lambda one: (-one.score, one.field)))


def missing(match: Match) -> Missing:
    """The heaviest words of either that the other says nothing of, in any way."""
    query, entry = match.query, match.text
    return Missing(
        proposal=_unmet(query.tokens, entry.keys), entry=_unmet(entry.tokens, query.keys)
    )


def _fields(match: Match) -> Iterator[Evidence]:
    query, entry = match.query, match.text
    in_themes = [token for _, tokens in entry.themes for token in tokens]
    anywhere = [*entry.tokens, *entry.short]
    by_words: dict[Field, list[MetWords]] = {
        "text": _met(query.tokens, anywhere, query.rarity),
        "title": _met(query.title, anywhere, query.rarity),
        "themes": _met(query.tokens, in_themes, query.rarity),
        "subject": _met(query.tokens, entry.tokens, query.rarity, _SUBJECT),
    }
    for field, met in by_words.items():
        if met:
            mine = ", ".join(dict.fromkeys(one.proposal.word for one in met))
            theirs = ", ".join(dict.fromkeys(one.entry.word for one in met))
            yield _told(match, field, mine, theirs, met)
    name = match.name
    met = _met(query.tokens, name.tokens, query.rarity)
    yield _told(match, "name", query.title_text, name.text, met)
    for party in match.entry.parties:
        likeness = match.parties.get(folded(party))
        if likeness is not None:
            yield _at(likeness, "parties", query.others[folded(party)], party)


def _told(
    match: Match, field: Field, proposal: str, entry: str, met: Sequence[MetWords]
) -> Evidence:
    return _at(match.fields[field], field, proposal, entry, met)


def _at(
    likeness: float, field: Field, proposal: str, entry: str, met: Sequence[MetWords] = ()
) -> Evidence:
    score = round(100 * likeness)
    return Evidence(field=field, proposal=proposal, entry=entry, score=score, words=tuple(met))


def _met(
    tokens: Iterable[Token],
    others: Iterable[Token],
    rarity: Rarity,
    ways: Collection[How] = _ALL_BUT_SUBJECT,
) -> list[MetWords]:
    """Each token with the other that it met best, the heaviest first and no more than some."""
    by_key: dict[str, list[tuple[Key, Token]]] = defaultdict(list)
    for other in others:
        for key in other.meaning.keys:
            if key.how in ways:
                by_key[key.id].append((key, other))
    found: dict[tuple[WordPlace, WordPlace], MetWords] = {}
    for token in tokens:
        keys, weight = token.meaning.keys, token.meaning.weight
        meetings = [
            (key.strength * known.strength * min(weight, rarity(key.id)), key, known, other)
            for key in keys
            for known, other in by_key.get(key.id, ())
        ]
        if meetings:
            met = _meeting(token, *max(meetings, key=lambda each: each[0]))
            found.setdefault((met.proposal, met.entry), met)
    heaviest = sorted(found.values(), key=lambda met: (-met.weight, met.proposal.start))
    return heaviest[:_MOST_WORDS]


def _meeting(token: Token, weight: float, key: Key, known: Key, other: Token) -> MetWords:
    weaker = max(key, known, key=lambda each: _SUREST_FIRST.index(each.how))
    return MetWords(
        proposal=_place(token, key),
        entry=_place(other, known),
        how=weaker.how,
        via=weaker.via,
        weight=round(weight, 2),
    )


def _place(token: Token, key: Key) -> WordPlace:
    spot = token.met_at(key)
    return WordPlace(word=spot.word, where=token.where, start=spot.start, end=spot.end)


def _unmet(tokens: Iterable[Token], keys: Mapping[str, float]) -> tuple[str, ...]:
    unmet = [
        token
        for token in tokens
        if not token.meaning.keys[0].phrase  # a common word, if it says nothing but with others
        and not any(key.id in keys for key in token.meaning.keys if key.how != "subject")
    ]
    heaviest = sorted(
        unmet, key=lambda token: (-token.meaning.weight, token.where, token.spot.start)
    )
    return tuple(token.spot.word for token in heaviest[:_MOST_WORDS])
