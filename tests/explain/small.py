"""A register of two entries, and a proposal that has asked both."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["PROPOSAL", "REGISTER"]

REGISTER: Final[list[dict[str, Any]]] = [
    {
        "id": "K-1",
        "name": "Balansgruppen",
        "kind": "constellation",
        "status": "active",
        "parties": ["Region Västmanland", "Mälardalens universitet", "RISE"],
        "agreement": {"status": "in-force", "valid_to": "2027-06-30"},
        "contact": {"unit": "Rehab", "email": "a@example.org"},
    },
    {
        "id": "K-2",
        "name": "Matlaget",
        "kind": "constellation",
        "status": "active",
        "parties": ["Region Västmanland", "Mälardalens universitet"],
    },
]
PROPOSAL: Final[dict[str, Any]] = {
    "title": "Odling i {växthus}",
    "summary": "Patienter odlar grönsaker.",
    "level": "unit",
    "parties": [{"name": "RV", "unit": "HR"}, {"name": "Mdu"}, {"name": "RISE"}, {"name": "ABB"}],
    "considered": [
        {"constellation": "K-1", "answer": "hosts"},
        {"constellation": "K-2", "answer": "declined"},
    ],
}
