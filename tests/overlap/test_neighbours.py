"""The bands against the sample register itself: each entry tried against all others."""

from __future__ import annotations

from screening import Screener
from screening.engine.drawing import band_of
from screening.overlap.matching import Matcher, Query

THE_TWO = {"Region Västmanland", "Mälardalens universitet"}


def test_only_the_two_for_the_social_work_programme_are_strongly_alike() -> None:
    screener = Screener.load()
    matcher = Matcher(screener.register)
    strong = set()
    for entry in screener.register.entries:
        others = tuple(party for party in entry.parties if party not in THE_TWO)
        query = Query(entry.name, entry.description or "", entry.themes, others)
        for match in matcher.matches(query, at_least=1):
            if match.entry != entry and band_of(match, screener.ruleset.bands) == "strong":
                strong.add(frozenset({entry.name, match.entry.name}))
    assert strong == {
        frozenset({"Branschråd för socionomprogrammet", "VFU-samordning socionomprogrammet"})
    }
