"""Hashes of what is said: the same content, the same hash."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.model.identity import proposal_sha256, register_sha256
from screening.model.proposal import Proposal
from screening.model.register import Register

PROPOSAL = {"title": "A", "summary": "B", "parties": [{"name": "MDU"}]}
ENTRIES = [
    {
        "id": f"K-{number}",
        "name": f"Namn {number}",
        "kind": "constellation",
        "status": "active",
        "parties": ["MDU"],
        "contact": {"unit": "Enheten", "email": "a@example.org"},
    }
    for number in range(4)
]


def proposal(**changes: object) -> str:
    return proposal_sha256(Proposal.model_validate(PROPOSAL | changes))


def register(entries: object) -> str:
    return register_sha256(Register.model_validate({"entries": entries}))


def test_what_is_left_out_and_what_is_said_to_be_unknown_hash_alike() -> None:
    assert proposal() == proposal(level=None, themes=[], resources={})


def test_any_change_of_content_changes_the_hash() -> None:
    changed = [
        proposal(),
        proposal(title="C"),
        proposal(level="unit"),
        proposal(new_principles=False),
        proposal(resources={"committed": False}),
    ]
    assert len(set(changed)) == len(changed)


def test_the_contact_is_no_part_of_what_is_said() -> None:
    assert proposal() == proposal(contact={"name": "Någon", "email": "n@example.org"})


@given(st.permutations(ENTRIES))
def test_the_order_of_entries_makes_no_difference(entries: list[object]) -> None:
    assert register(entries) == register(ENTRIES)


def test_of_a_contact_only_the_unit_counts() -> None:
    other_mail = [
        dict(one, contact={"unit": "Enheten", "email": "b@example.org"}) for one in ENTRIES
    ]
    other_unit = [dict(one, contact={"unit": "En annan"}) for one in ENTRIES]
    assert register(other_mail) == register(ENTRIES)
    assert register(other_unit) != register(ENTRIES)
