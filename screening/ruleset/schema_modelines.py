"""The line at the top of a YAML file that tells an editor which schema the file is to fit."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from screening.ruleset.schema import SchemaName

__all__ = ["FOLDER", "RULE_SCHEMAS", "schema_file", "schema_for", "with_modeline"]

FOLDER: Final = ".schemas"
"""The folder beside the rule files that holds their schemas; no rules are read from it."""

RULE_SCHEMAS: Final[tuple[SchemaName, ...]] = (
    "rules",
    "ruleset",
    "letter",
    "parties",
    "vocabulary",
)
"""The schemas of the files of a rule folder."""

_NAMED: Final = frozenset(RULE_SCHEMAS) - {"rules"}
_SAID: Final = re.compile(rb"^#[ \t]*yaml-language-server:[ \t]*\$schema=(\S+)", re.MULTILINE)
_COMMENTS: Final = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*")
_NEWLINE: Final = re.compile(rb"\r\n|\r|\n")


def schema_file(name: SchemaName) -> str:
    """What the file of a schema is called."""
    return f"{name}.schema.json"


def schema_for(path: Path) -> SchemaName:
    """The schema of a file of a rule folder: its name says what it is."""
    return next((name for name in RULE_SCHEMAS if name in _NAMED and name == path.stem), "rules")


def with_modeline(content: bytes, schema: str) -> bytes:
    """A YAML file with the line that names its schema.

    A line among the comments at the top that names another is changed; where there is none,
    one is put first.  Nothing else of the file changes, byte for byte; done twice it is as
    done once.
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    body = content[len(mark) :]
    comments = _COMMENTS.match(body)
    said = _SAID.search(body, 0, comments.end() if comments else 0)
    target = schema.encode()
    if said is not None:
        return mark + body[: said.start(1)] + target + body[said.end(1) :]
    newline = _NEWLINE.search(body)
    ending = newline[0] if newline else b"\n"
    return mark + b"# yaml-language-server: $schema=" + target + ending + body
