"""Hashes of what a proposal or a register says, the same whatever file it came in.

Contacts are left out: a person's address is no part of what is decided.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from screening.model.proposal import Proposal
from screening.model.register import Register, RegisterEntry

__all__ = ["proposal_sha256", "register_sha256"]

_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def proposal_sha256(proposal: Proposal) -> str:
    """The hash of a proposal's content."""
    content = proposal.model_dump(mode="json", exclude={"contact"}, exclude_defaults=True)
    return _hash(content)


def register_sha256(register: Register) -> str:
    """The hash of a register's content; the order of its entries makes no difference."""
    return _hash(sorted((_entry(entry) for entry in register.entries), key=lambda each: each["id"]))


def _entry(entry: RegisterEntry) -> dict[str, Any]:
    content = entry.model_dump(mode="json", exclude={"contact"}, exclude_defaults=True)
    unit = entry.contact.unit if entry.contact else None
    return content if unit is None else {**content, "contact_unit": unit}


def _hash(content: object) -> str:
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()
