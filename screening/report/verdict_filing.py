"""The part of a verdict's document that is for filing: people, the decision, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata

from screening.model.verdict import Verdict
from screening.report.document import Block, Heading, Line, Piece
from screening.report.document_saying import Saying, cell
from screening.report.verdict_people import People

__all__ = ["basis_part", "decision_part", "people_part"]


def people_part(people: People, verdict: Verdict, say: Saying) -> Iterator[Block]:
    """Names and addresses, where they are asked for."""
    if not people.persons:
        return
    names = {one.id: f"{one.id} {one.name}" for one in verdict.overlaps}
    yield Heading(2, say("people.heading"))
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
    yield say.paragraph("decision.text")
    rows = [("decided", say("decision.choices")), ("grounds", ""), ("day", "")]
    told = ((cell(say(f"decision.{key}")), cell(value)) for key, value in rows)
    yield say.table("decision", ("what", "value"), told)
    signing = {one.role: one.name for one in verdict.parties}
    parties = [signing.get(role, say(f"sign.{role}")) for role in ("region", "university")]
    blank = cell("")
    yield say.table(
        "sign",
        ("party", "name", "day", "signature"),
        ((cell(party), blank, blank, blank) for party in parties),
    )


def basis_part(verdict: Verdict, say: Saying) -> Iterator[Block]:
    """Which rules, register, proposal and program it came from."""
    rules, register = verdict.ruleset, verdict.register_
    until = "valid-open" if rules.valid_to is None else "valid-until"
    days = say.of(
        "handbook", f"cover.{until}", valid_from=rules.valid_from, valid_to=rules.valid_to
    )
    entries = "register-sample" if register.sample else "register-version"
    at = verdict.screened_at.strftime("%Y-%m-%d %H:%M UTC")
    program = metadata.version("screening")
    rows = [
        (
            "rules",
            say("basis.rules-version", name=rules.name, version=rules.version, days=days),
            rules.sha256,
        ),
        ("register", say(f"basis.{entries}", entries=register.entries), register.sha256),
        ("proposal", say("basis.proposal-version"), verdict.proposal.sha256),
        (
            "program",
            say("basis.program-version", version=program, engine=verdict.engine, at=at),
            "",
        ),
    ]
    yield Heading(2, say("basis.heading"))
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
    )
