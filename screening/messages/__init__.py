"""Every text that people read, in Swedish and English.

The folders ``sv`` and ``en`` beside this module hold the same files with the same keys
and the same placeholders; a test finds what is missing in either.  The text ``[tab]
message`` of ``reading.toml`` has the key ``reading.tab.message``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final, Literal, get_args

__all__ = ["LANGUAGES", "Lang", "catalogue", "message"]

Lang = Literal["sv", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)


def _flatten(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, str):
            yield prefix + key, value
        else:
            yield from _flatten(value, f"{prefix}{key}.")


@cache
def catalogue(lang: Lang) -> Mapping[str, str]:
    """All texts of one language by key."""
    files = sorted(resources.files(__package__).joinpath(lang).iterdir(), key=lambda f: f.name)
    texts: dict[str, str] = {}
    for file in files:
        tree = tomllib.loads(file.read_text(encoding="utf-8"))
        texts.update(_flatten(tree, f"{file.name.removesuffix('.toml')}."))
    return texts


def message(key: str, lang: Lang, /, **params: object) -> str:
    """The text for ``key`` with its placeholders filled in.

    Raises:
        KeyError: the catalogue has no such key, or the text a placeholder that
            ``params`` lacks: a mistake in the program, never in its input.
    """
    return catalogue(lang)[key].format_map(params)
