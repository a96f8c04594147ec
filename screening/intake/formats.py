"""Which of YAML, JSON and TOML a file is, by its suffix or, failing that, by its text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final, Literal

__all__ = ["SUFFIXES", "Format", "sniff"]

Format = Literal["yaml", "json", "toml"]

SUFFIXES: Final[Mapping[str, Format]] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".toml": "toml",
}
"""The suffixes that are read, in lower case, with the format that each stands for."""

_COMMENTS: Final = re.compile(r"(?:\s++|#[^\r\n]*+)*+")
_PART: Final = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_KEY: Final = rf"[ \t]*+{_PART}[ \t]*+(?:\.[ \t]*+{_PART}[ \t]*+)*+"
_TOML: Final = re.compile(rf"{_KEY}=|(?:\[{_KEY}\]|\[\[{_KEY}\]\])[ \t]*+(?:#.*)?$", re.MULTILINE)
_JSON: Final = re.compile(r"""\{\s*+(?:["'}/]|\Z)|\[\s*+(?:["{\[\]/0-9-]|true|false|null|\Z)""")


def sniff(text: str) -> Format:
    """The format of a text that has no file name.

    JSON begins with a bracket and is JSON, or at least looks like it; TOML begins with
    ``key =`` or ``[table]``; anything else is YAML.
    """
    start = _COMMENTS.match(text)
    at = start.end() if start else 0
    if text[at : at + 1] in {"[", "{"} and _is_json(text):
        return "json"
    if _TOML.match(text, at):
        return "toml"
    return "json" if _JSON.match(text, at) else "yaml"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
