"""What all that is stored of a register or a vocabulary rests on, as a hash."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from importlib import resources

import Stemmer

from screening.model.vocabulary import Vocabulary

__all__ = ["basis_of"]


@lru_cache(maxsize=4)
def basis_of(vocabulary: Vocabulary) -> str:
    """The hash of how words are read: by a vocabulary, by this package and by the stemmers.

    What was stored by another vocabulary or another version would find other entries.
    """
    hashed = hashlib.sha256(f"{Stemmer.version()} {_code()} ".encode())
    hashed.update(vocabulary.model_dump_json().encode())
    return hashed.hexdigest()


@cache
def _code() -> str:
    """The hash of this package."""
    hashed = hashlib.sha256()
    for file in sorted(resources.files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".txt")):
            hashed.update(file.read_bytes())
    return hashed.hexdigest()
