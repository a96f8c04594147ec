"""Random cases that can be, as each of two rule sets sees them, for laws about comparisons."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from screening.engine.situation import Candidate, Partner, Situation
from screening.ruleset.facts import FACTS, Choice, Scope, Truth, Value
from screening.ruleset.rules import Bands

__all__ = ["pairs"]

_ALREADY = ("parties.count", "parties.units", "parties.region", "parties.university")


def _values(name: str) -> st.SearchStrategy[Value]:
    kind = FACTS[name].type
    assert isinstance(kind, Choice | Truth)
    return st.sampled_from(kind.values)


@st.composite
def pairs(draw: st.DrawFn, bands: tuple[Bands, Bands]) -> tuple[Situation, Situation]:
    """A case by the bands of either side: links between facts hold as they do in screening."""
    facts = {
        name: draw(_values(name))
        for name, fact in FACTS.items()
        if fact.scope is Scope.PROPOSAL
        and not name.startswith(("host.", "verdict."))
        and name not in _ALREADY
    }
    end_known = facts["period.length"] != "unknown" or draw(st.booleans())
    two = draw(st.sets(st.sampled_from(["region", "university"])))
    third = draw(st.integers(0 if two else 1, 3))
    agreements = _values("partner.agreement")
    partners = [
        Partner(name, {"partner.third_party": is_third, "partner.agreement": draw(agreements)})
        for name, is_third in [
            *((one, False) for one in sorted(two)),
            *((f"party-{number}", True) for number in range(third)),
        ]
    ]
    facts |= {f"parties.{one}": one in two for one in ("region", "university")}
    facts |= {"parties.count": len(partners), "parties.units": draw(st.integers(0, 3))}
    candidates = [
        draw(_candidates(f"K-{number}", len(partners), end_known=end_known))
        for number in range(draw(st.integers(0, 3)))
    ]
    before, after = (
        Situation(tuple(_seen(candidates, one)), tuple(partners), facts) for one in bands
    )
    return before, after


@st.composite
def _candidates(draw: st.DrawFn, entry: str, partners: int, *, end_known: bool) -> Candidate:
    names = ("answer", "status", "agreement", "kind", "level")
    facts = {f"candidate.{name}": draw(_values(f"candidate.{name}")) for name in names}
    broad = facts["candidate.kind"] != "constellation"
    facts["candidate.in_scope"] = broad and draw(st.booleans())
    score = draw(st.one_of(st.integers(2, 100), st.sampled_from([34, 35, 44, 45, 75, 76, 90])))
    facts["candidate.score"] = score
    facts["candidate.overlap"] = score >= 90 or draw(st.booleans())  # whether it is agreed
    outlasts = "no"
    if facts["candidate.agreement"] == "in-force":
        outlasts = draw(st.sampled_from(["yes", "no"])) if end_known else "unknown"
    covers = draw(st.sets(st.integers(0, max(partners - 1, 0))))
    return Candidate(entry, facts, frozenset(covers), outlasts)  # type: ignore[arg-type]


def _seen(candidates: Iterable[Candidate], bands: Bands) -> Iterable[Candidate]:
    for one in candidates:
        score = int(one.facts["candidate.score"])
        overlap = "none" if score < bands.possible else "possible"
        if score >= bands.strong and one.facts["candidate.overlap"]:
            overlap = "strong"
        if overlap != "none" or one.facts["candidate.answer"] != "unasked":
            facts = {**one.facts, "candidate.overlap": overlap}
            yield Candidate(one.entry, facts, one.covers, one.outlasts)
