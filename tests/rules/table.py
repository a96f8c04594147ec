"""The decision table of the letter, written a second time in plain Python.

It shares nothing with the rule files or the engine but the names of the facts: findings,
the best host, the ten lines of which the first that holds wins, and what is owed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from screening.engine.situation import Candidate, Facts, Partner, Situation

__all__ = ["CLAUSES", "OUTCOMES", "RULES", "Decision", "decide", "findings"]

ESCALATE, AGREEMENT, ROUTE = (
    "escalate-to-steering-group",
    "needs-specific-agreement",
    "route-to-existing",
)
OUTCOMES: Final = {**dict.fromkeys(range(1, 7), ESCALATE), **dict.fromkeys((7, 8, 9), AGREEMENT)}
OUTCOMES[10] = ROUTE

RULES: Final = {
    1: "letter-terminated",
    2: "one-of-the-two-is-missing",
    3: "beyond-daily-coordination",
    4: "no-level-of-responsibility",
    5: "contested-without-host",
    6: "third-party-declined-agreement",
    7: "third-party-needs-agreement",
    8: "resources-need-agreement",
    9: "nothing-takes-it-in",
    10: "taken-in-by-host",
}
"""The rule of the shipped files that encodes each line."""

CLAUSES: Final = {
    1: {"6"},
    2: {"6", "4.3"},
    3: {"4.2", "4.3"},
    4: {"4.3"},
    5: {"4.4"},
    6: {"4.5"},
    7: {"4.5"},
    8: {"6"},
    9: {"4.4", "6"},
    10: {"4.4"},
}


@dataclass(frozen=True)
class Decision:
    """What the table says: the lines that hold, the best host, and what is owed to whom."""

    rows: tuple[int, ...]
    host: str | None
    owed: frozenset[tuple[str, str | None]]

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.rows[0]]


def decide(situation: Situation) -> Decision:
    """What the table says of a situation."""
    p = situation.facts
    found = {c.entry: findings(c.facts) for c in situation.candidates}
    host = _best([c for c in situation.candidates if "host" in found[c.entry]], situation)
    rests = host is not None and host.facts["candidate.agreement"] == "in-force"
    third = _third(situation)
    covered = host.covers if host is not None and rests else frozenset()
    uncovered = {
        place
        for place, partner in third.items()
        if partner.facts["partner.agreement"] != "signed" and place not in covered
    }
    committed = p["resources.committed"]
    means = committed == "yes" or (committed == "unknown" and p["resources.named"] is True)
    lines = {
        1: p["letter.status"] == "terminated",
        2: not (p["parties.region"] and p["parties.university"]),
        3: p["proposal.level"] == "executive" or p["proposal.new_principles"] == "yes",
        4: p["proposal.level"] == "unknown",
        5: host is None and any("contested" in names for names in found.values()),
        6: any(each.facts["partner.agreement"] == "declined" for each in third.values()),
        7: bool(uncovered),
        8: means and not rests,
        9: host is None,
        10: host is not None,
    }
    rows = tuple(row for row, holds in lines.items() if holds)
    late = rests and host is not None and host.outlasts == "no"
    owed = {
        *_to_do(OUTCOMES[rows[0]], p, third=bool(third), uncovered=bool(uncovered), row_8=lines[8]),
        *(("examine-entry", entry) for entry, names in found.items() if "to-examine" in names),
        *(
            ("consider-reviving", entry)
            for entry, names in found.items()
            if "dormant-match" in names
        ),
        *((("extend-host-agreement", None),) if late else ()),
        *((("review-the-letter", None),) if p["letter.review"] in {"late", "unknown"} else ()),
    }
    return Decision(rows, None if host is None else host.entry, frozenset(owed))


def findings(c: Facts) -> frozenset[str]:
    """What is found of a candidate."""
    answer, overlap = c["candidate.answer"], c["candidate.overlap"]
    active, refused = c["candidate.status"] == "active", answer in {"declined", "does-not-fit"}
    if answer == "hosts":
        host = c["candidate.status"] != "ended"
    elif refused or not active:
        host = False
    elif c["candidate.kind"] == "constellation":
        host = overlap == "strong"
    else:
        host = bool(c["candidate.in_scope"]) and overlap != "none"
    held = {
        "host": host,
        "contested": active and overlap == "strong" and refused,
        "to-examine": active and overlap != "none" and answer == "unasked" and not host,
        "dormant-match": overlap == "strong" and not active and not host,
    }
    return frozenset(name for name, holds in held.items() if holds)


def _third(situation: Situation) -> dict[int, Partner]:
    return {
        place: partner
        for place, partner in enumerate(situation.partners)
        if partner.facts["partner.third_party"]
    }


def _best(hosts: list[Candidate], situation: Situation) -> Candidate | None:
    third = set(_third(situation))

    def keep(wanted: Callable[[Candidate], bool]) -> None:
        hosts[:] = [host for host in hosts if wanted(host)] or hosts

    keep(lambda host: host.facts["candidate.answer"] == "hosts")
    keep(lambda host: host.facts["candidate.agreement"] == "in-force" and third <= host.covers)
    keep(lambda host: host.facts["candidate.agreement"] == "in-force")
    highest = max((int(host.facts["candidate.score"]) for host in hosts), default=0)
    keep(lambda host: host.facts["candidate.score"] == highest)
    return min(hosts, key=lambda host: host.entry, default=None)


def _to_do(
    outcome: str, p: Facts, *, third: bool, uncovered: bool, row_8: bool
) -> Iterator[tuple[str, None]]:
    """What the outcome itself asks for."""
    if outcome == ESCALATE:
        yield "refer-to-steering-group", None
        return
    if outcome == ROUTE:
        yield "contact-host", None
    else:
        yield ("agreement-before-start" if third or row_8 else "agreement-at-resourcing"), None
        if uncovered:
            yield "agreement-with-every-party", None
    if int(p["parties.units"]) > 1 and not p["coordination.joint_meetings"]:
        yield "plan-joint-meetings", None
    if p["period.length"] == "over-a-year" and not p["coordination.shared_goals"]:
        yield "plan-shared-goals", None
    if int(p["parties.count"]) > 2 and not p["coordination.coordinating_function"]:
        yield "plan-coordinating-function", None
