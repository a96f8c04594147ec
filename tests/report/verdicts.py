"""Verdicts to print: one that says as little as a verdict can, and one that says everything."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from screening.messages import Lang
from screening.model.verdict import Verdict

__all__ = ["EVERYTHING", "NAMES", "NOTHING", "verdict"]

NAMES: Final = {
    "escalate-to-steering-group": "Escalate",
    "needs-specific-agreement": "Agreement",
    "route-to-existing": "Existing",
    "contested": "A collaboration has said no",
}
"""What outcomes and one finding are called."""


def met(proposal: str, entry: str, how: str, via: str = "") -> dict[str, Any]:
    """A word of a title that met a word of a description."""
    return {
        "proposal": {"word": proposal, "where": "title", "start": 0, "end": len(proposal)},
        "entry": {"word": entry, "where": "description", "start": 0, "end": len(entry)},
        "how": how,
        "via": via or entry,
        "weight": 1.5,
    }


def _evidence(field: str, score: int, *words: dict[str, Any]) -> dict[str, Any]:
    return {
        "field": field,
        "proposal": "What of the proposal met",
        "entry": f"Centre [{field}]",
        "score": score,
        "words": words,
    }


_REASON: Final[dict[str, Any]] = {
    "rule": "nothing-takes-it-in",
    "clause": ["4.4", "6"],
    "title": "Nothing takes it in",
    "text": "Nothing that exists can take it in.",
    "facts": {"host.exists": False},
    "decisive": True,
    "about": None,
    "finding": None,
    "outcome": "needs-specific-agreement",
}

NOTHING: Final[dict[str, Any]] = {
    "lang": "en",
    "outcome": "needs-specific-agreement",
    "outcome_title": "Needs a specific agreement",
    "outcome_text": "It needs an agreement of its own.",
    "target": None,
    "clauses": ["4.4", "6"],
    "reasons": [_REASON],
    "obligations": [],
    "overlaps": [],
    "bands": {"possible": 35, "strong": 76, "source": "rules", "standing": None},
    "open_questions": [],
    "parties": [],
    "remarks": [],
    "why_not": None,
    "what_would_change": None,
    "ruleset": {
        "name": "Rules",
        "version": "1.0",
        "sha256": "0123456789" * 6 + "abcd",
        "valid_from": date(2022, 1, 1),
        "valid_to": None,
    },
    "register": {"sha256": "abcdef0123" * 6 + "0123", "entries": 3, "sample": False},
    "proposal": {"title": "Home visits", "sha256": "0" * 64},
    "engine": "plain",
    "as_of": date(2026, 11, 23),
    "screened_at": datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
}

EVERYTHING: Final[dict[str, Any]] = {
    **NOTHING,
    "outcome": "route-to-existing",
    "outcome_title": "Take it to an existing collaboration",
    "outcome_text": "A collaboration that can take it in exists.",
    "target": {"id": "K-014", "name": "Centre for Health", "contact_unit": "School of Health"},
    "clauses": ["4.4"],
    "reasons": [
        {
            **_REASON,
            "rule": "taken-in-by-host",
            "clause": ["4.4"],
            "text": "K-014 Centre for Health can take it in.\x1b[2J",
            "facts": {"contested": 0, "host.exists": True, "proposal.level": "unit"},
            "outcome": "route-to-existing",
        },
        {**_REASON, "decisive": False, "facts": {"resources.committed": "unknown"}},
        {
            **_REASON,
            "rule": "says-no",
            "clause": ["4.4"],
            "title": "A close collaboration has said no",
            "facts": {"candidate.answer": "does-not-fit"},
            "decisive": False,
            "about": "R-001",
            "finding": "contested",
            "outcome": None,
        },
    ],
    "obligations": [
        {
            "id": "contact-host",
            "clause": ["4.4"],
            "text": "Contact the host.",
            "due": None,
            "about": None,
        },
        {
            "id": "plan-goals",
            "clause": ["4.3", "6"],
            "text": "Write shared goals down, so that both parties know what they work towards.",
            "due": "before-start",
            "about": "K-014",
        },
    ],
    "overlaps": [
        {
            "id": "K-014",
            "name": "Centre for Health",
            "kind": "constellation",
            "score": 100,
            "band": "strong",
            "finding": None,
            "findings": [],
            "answer": "hosts",
            "status": "active",
            "evidence": [
                _evidence("themes", 100, met("health", "health", "same")),
                _evidence("title", 80, met("health", "health", "same")),
                _evidence(
                    "text",
                    61,
                    met("visits", "visiting", "same"),
                    met("homecare", "home", "part"),
                    met("home", "home", "same"),
                    met("techology", "technology", "spelling"),
                    met("elderly", "[seniors]", "synonym"),
                    met("home", "homely", "part"),
                    met("the seventh", "the seventh", "same"),
                ),
                _evidence("subject", 60, met("bed", "ward", "subject", via="hospital")),
                _evidence("parties", 50),
                _evidence("name", 40, met("centre", "centre", "same")),
            ],
            "missing": {"proposal": ["balance"], "entry": ["school", "sensors"]},
            "rival": "R-001",
            "margin": 93,
        },
        {
            "id": "R-001",
            "name": "Framework",
            "kind": "framework-agreement",
            "score": 7,
            "band": "none",
            "finding": "contested",
            "findings": ["contested"],
            "answer": "does-not-fit",
            "status": "dormant",
            "evidence": [_evidence("name", 40, met("framework", "framework", "same"))],
            "missing": {"proposal": [], "entry": []},
            "rival": "K-014",
            "margin": -93,
        },
    ],
    "bands": {"possible": 30, "strong": 80, "source": "register", "standing": "current"},
    "open_questions": [
        {
            "fact": "proposal.level",
            "asked": "At which level is the owner?",
            "about": None,
            "changes_outcome_to": ["escalate-to-steering-group"],
            "together_with": [],
        },
        {
            "fact": "partner.agreement",
            "asked": "How far has an agreement with Köping come?",
            "about": "Köping",
            "changes_outcome_to": ["escalate-to-steering-group", "needs-specific-agreement"],
            "together_with": [
                {"fact": "resources.committed", "about": None},
                {"fact": "candidate.answer", "about": "K-016"},
            ],
        },
    ],
    "remarks": [{"code": "sample-register", "text": "The register is invented."}],
    "why_not": [
        {
            "outcome": "escalate-to-steering-group",
            "rules": [
                {
                    "rule": "a",
                    "clause": ["4.3"],
                    "title": "Nobody can own it",
                    "failed": [
                        {
                            "fact": "proposal.level",
                            "operator": "one_of",
                            "values": ["unknown"],
                            "saw": "unit",
                            "alternative": True,
                        },
                        {
                            "fact": "contested",
                            "operator": "at_least",
                            "values": [1],
                            "saw": 0,
                            "alternative": True,
                        },
                        {
                            "fact": "parties.count",
                            "operator": "at_most",
                            "values": [2],
                            "saw": 3,
                            "alternative": False,
                        },
                    ],
                    "details": [
                        {
                            "about": "K-016",
                            "rule": "says-no",
                            "title": "It has said no",
                            "failed": [
                                {
                                    "fact": "candidate.answer",
                                    "operator": "none_of",
                                    "values": ["hosts", "unasked"],
                                    "saw": "hosts",
                                    "alternative": False,
                                },
                            ],
                        },
                    ],
                },
            ],
        },
        {
            "outcome": "needs-specific-agreement",
            "rules": [
                {"rule": "b", "clause": ["6"], "title": "It fires", "failed": [], "details": []},
            ],
        },
    ],
    "what_would_change": [
        {
            "outcome": "escalate-to-steering-group",
            "sets": [
                [
                    {
                        "fact": "proposal.level",
                        "about": None,
                        "was": "unit",
                        "becomes": ["executive", "unknown"],
                    },
                    {"fact": "contested", "about": "K-016", "was": False, "becomes": [True]},
                ],
            ],
            "left_out": 2,
            "complete": True,
        },
        {
            "outcome": "needs-specific-agreement",
            "sets": [],
            "left_out": 0,
            "complete": True,
        },
        {
            "outcome": "needs-specific-agreement",
            "sets": [],
            "left_out": 0,
            "complete": False,
        },
    ],
}


def verdict(data: dict[str, Any], lang: Lang = "en", **changes: Any) -> Verdict:
    """A verdict of that data, but for changes."""
    return Verdict.model_validate({**data, "lang": lang, **changes})
