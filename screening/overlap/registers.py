"""What is asked of any register, whether it is held in memory or found by its index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.model.identity import register_sha256
from screening.model.register import Register, RegisterEntry
from screening.overlap.stored_register import StoredRegister

__all__ = ["AnyRegister", "evenly_spread", "names_of_parties", "sha256_of"]

AnyRegister = Register | StoredRegister


def sha256_of(register: AnyRegister) -> str:
    """The hash of a register's content; of a stored one, of its file."""
    return register.sha256 if isinstance(register, StoredRegister) else register_sha256(register)


def names_of_parties(register: AnyRegister) -> Iterator[str]:
    """The names that parties have in a register, in all spellings; some come more than once.

    Of a stored register those that most entries have, as many as its index keeps.
    """
    if isinstance(register, StoredRegister):
        yield from register.parties()
    else:
        for entry in register.entries:
            yield from entry.parties


def evenly_spread(register: AnyRegister, most: int) -> Sequence[RegisterEntry]:
    """At most so many entries, evenly spread over the register in the order of ids."""
    in_order: Sequence[RegisterEntry] = (
        register.entries
        if isinstance(register, StoredRegister)
        else sorted(register.entries, key=lambda entry: entry.id)
    )
    step = -(-len(in_order) // most)
    return in_order if step == 1 else in_order[::step]
