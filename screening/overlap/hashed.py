"""Tables in sections of an index file: of texts by their hashes, and of numbers by bits."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from screening.overlap.index_file import IndexWriter, Numbers

__all__ = [
    "add_table",
    "at",
    "bits",
    "bits_for",
    "hash_of",
    "range_of",
    "sorted_hashes",
    "sorted_pairs",
]


_PARTING: Final = 6
"""So many bits part hashes before they are sorted."""


def hash_of(text: str) -> int:
    """64 bits of a text, the same on every machine.

    Of a million texts two share theirs once in thirty million registers.
    """
    # Halves of characters come in from programs; a file cannot have them.
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def sorted_hashes(texts: Iterable[str]) -> tuple[array[int], array[int]]:
    """The hashes of texts in order, and for each the place of its text among them."""
    return sorted_pairs((text, place) for place, text in enumerate(texts))


def sorted_pairs(pairs: Iterable[tuple[str, int]]) -> tuple[array[int], array[int]]:
    """The hashes of texts in order, each with its number, and of one hash the lower first."""
    # Parted by how they begin, so that few of them at a time are more than bytes.
    parts = [(array("Q"), array("I")) for _ in range(1 << _PARTING)]
    shift = 64 - _PARTING
    for text, number in pairs:
        hashed = hash_of(text)
        hashes, numbers = parts[hashed >> shift]
        hashes.append(hashed)
        numbers.append(number)
    in_order = array("Q"), array("I")
    for place, (hashes, numbers) in enumerate(parts):
        # One number is sooner sorted than a pair.
        both = sorted(
            [hashed << 32 | number for hashed, number in zip(hashes, numbers, strict=True)]
        )
        in_order[0].extend([each >> 32 for each in both])
        in_order[1].extend([each & 0xFFFFFFFF for each in both])
        parts[place] = array("Q"), array("I")
    return in_order


def add_table(writer: IndexWriter, name: str, texts: Iterable[str]) -> array[int]:
    """Write the hashes of texts, and where each stands among them; and give the latter."""
    hashes, places = sorted_hashes(texts)
    writer.add(f"{name} hashes", [hashes.tobytes()])
    writer.add(f"{name} places", [places.tobytes()])
    return places


def at(hashes: Numbers, text: str) -> int | None:
    """The place of a text's hash in a table, or None."""
    wanted = hash_of(text)
    place = bisect_left(hashes, wanted)
    return place if place < len(hashes) and hashes[place] == wanted else None


def range_of(hashes: Numbers, text: str) -> range:
    """The places of a text's hash in a table that may have it several times."""
    wanted = hash_of(text)
    return range(bisect_left(hashes, wanted), bisect_right(hashes, wanted))


def bits_for(size: int) -> int:
    """The bytes that have a bit for each of so many numbers."""
    return (size + 7) // 8


def bits(numbers: Iterable[int], size: int) -> bytes:
    """A bit for each number below a size, the lowest of the first byte first."""
    digits = bytearray(b"0" * size)
    for number in numbers:
        digits[~number] = _ONE
    # Of all ways to pack bits, Python's reading of a number is the soonest done.
    return int(b"0" + digits, 2).to_bytes(bits_for(size), "little")


_ONE: Final = ord("1")
