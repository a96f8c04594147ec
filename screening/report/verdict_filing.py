"""The part of a verdict's document that is for filing: people, the decision, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import metadata
from typing import Final

from screening.model.verdict import Verdict
from screening.report.document import Block, Heading, Inline, Line, Lines, Piece
from screening.report.document_saying import Saying, cell
from screening.report.verdict_people import People

__all__ = ["basis_part", "decision_part", "people_part", "rests_part"]

_FIRST: Final = 16
"""How many digits of a checksum tell it from others where there is no room for all."""


def people_part(people: People, verdict: Verdict, say: Saying) -> Iterator[Block]:
    """Names and addresses, where they are asked for."""
    if not people.persons:
        return
    names = {one.id: f"{one.id} {one.name}" for one in verdict.overlaps}
    yield Heading(3, say("people.heading"))
    yield say.table(
        "people",
        ("of", "name", "unit", "email"),
        (
            (
                cell(say("people.proposal") if one.entry is None else names[one.entry]),
                *(
                    cell(value or say("nothing"))
                    for value in (one.contact.name, one.contact.unit, one.contact.email)
                ),
            )
            for one in people.persons
        ),
    )


def decision_part(verdict: Verdict, say: Saying) -> Iterator[Block]:
    """Room for what people decide, and for their names (§ 4.2)."""
    yield Heading(2, say("decision.heading"))
    rows = [("decided", say("decision.choices")), ("grounds", "")]
    told = ((cell(say(f"decision.{key}")), cell(value)) for key, value in rows)
    yield say.table("decision", ("what", "value"), told, "rows")
    signing = {one.role: one.name for one in verdict.parties}
    parties = [signing.get(role, say(f"sign.{role}")) for role in ("region", "university")]
    blank = cell("")
    yield say.table(
        "sign",
        ("party", "name", "day", "signature"),
        ((cell(party), blank, blank, blank) for party in parties),
        "headings",
    )


def rests_part(verdict: Verdict, say: Saying) -> Iterator[Block]:
    """Which rules, register, proposal and program it came from, in few words."""
    rows = (
        (
            "rules",
            say("basis.rules-short", version=verdict.ruleset.version),
            verdict.ruleset.sha256,
        ),
        ("register", _entries(verdict, say), verdict.register_.sha256),
        ("proposal", "", verdict.proposal.sha256),
        ("program", _program(verdict, say), ""),
    )
    yield Lines(tuple(Line(_rests(*row, say)) for row in rows), small=True)


def _rests(key: str, version: str, sha256: str, say: Saying) -> Inline:
    blank = Piece(" ")
    told = [Piece(say(f"basis.{key}"), "strong")]
    if version:
        told += [blank, Piece(version)]
    if sha256:
        told += [blank, Piece(f"{sha256[:_FIRST]}…", "code")]
    return tuple(told)


def basis_part(verdict: Verdict, say: Saying) -> Iterator[Block]:
    """The same in full, with the checksums."""
    rules = verdict.ruleset
    until = "valid-open" if rules.valid_to is None else "valid-until"
    days = say.of(
        "handbook", f"cover.{until}", valid_from=rules.valid_from, valid_to=rules.valid_to
    )
    rows = [
        (
            "rules",
            say("basis.rules-version", name=rules.name, version=rules.version, days=days),
            rules.sha256,
        ),
        ("register", _entries(verdict, say), verdict.register_.sha256),
        ("proposal", say("basis.proposal-version"), verdict.proposal.sha256),
        ("program", _program(verdict, say), ""),
    ]
    yield Heading(3, say("basis.heading"))
    yield say.paragraph("basis.text")
    yield say.table(
        "basis",
        ("what", "version", "hash"),
        (
            (
                cell(say(f"basis.{key}")),
                cell(version),
                (Line((Piece(sha256, "code") if sha256 else Piece(say("nothing")),)),),
            )
            for key, version, sha256 in rows
        ),
        "headings",
    )


def _entries(verdict: Verdict, say: Saying) -> str:
    register = verdict.register_
    key = "register-sample" if register.sample else "register-version"
    return say(f"basis.{key}", entries=register.entries)


@cache
def _version() -> str:
    return metadata.version("screening")


def _program(verdict: Verdict, say: Saying) -> str:
    return say(
        "basis.program-version",
        version=_version(),
        engine=verdict.engine,
        at=verdict.screened_at.strftime("%Y-%m-%d %H:%M UTC"),
    )
