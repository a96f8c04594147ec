"""A rule put into a rule file: what is there stays as it is, comments and layout too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from screening.errors import InvalidInput, Span
from screening.intake import nodes
from screening.intake.documents import parse
from screening.intake.nodes import Node, Plain, plain
from screening.intake.source import Source, decoded
from screening.intake.yaml_scalars import core_value
from screening.model.letter import Letter
from screening.ruleset.facts import Scope
from screening.ruleset.loading import rule_files
from screening.workbench.scaffold import Draft, conditions

__all__ = ["added", "file_for", "flow", "new_file", "scalar"]

_ITEM: Final = re.compile(r"^( *)-( +)\S")
_LINES: Final = re.compile(r".*?(?:\r\n|\r|\n)|.+\Z", re.DOTALL)
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w §().\-/–]*[\w).])?")
_RESERVED: Final = ("ruleset", "letter", "parties", "vocabulary")


def file_for(draft: Draft, folder: Path) -> Path:
    """The file that a draft is to be written into: the one named, else the one of its clause."""
    if draft.file:
        return folder / draft.file
    for path in rule_files(folder):
        if path.suffix.lower() in (".yaml", ".yml") and path.stem not in _RESERVED:
            tree = parse(Source(path.name, decoded(path.name, path.read_bytes()), "yaml"))
            if _clauses(tree) == draft.clauses:
                return path
    return folder / f"{'-'.join(draft.clauses)}.yaml"


def new_file(draft: Draft, letter: Letter) -> str:
    """A new rule file with the draft as its only rule."""
    titles = [clause.title for number in draft.clauses if (clause := letter.clause(number))]
    told = " / ".join(f"{title.sv} / {title.en}" for title in titles)
    section = f"{'§' if len(draft.clauses) == 1 else '§§'} {', '.join(draft.clauses)}"
    head = [f"# {section}: {told}.", f"clause: {_clause_value(draft.clauses)}", "rules:"]
    return "\n".join([*head, *_rule(draft, draft.clauses, 2, 4)]) + "\n"


def added(text: str, draft: Draft) -> str | None:
    """A rule file with the draft as its last rule, or None where that cannot be done."""
    tree = parse(Source("", text.removeprefix("\ufeff"), "yaml"))
    rules = tree.get("rules") if isinstance(tree, nodes.Mapping) else None
    if rules is None or not isinstance(rules.value, nodes.Sequence) or not rules.value.items:
        return None
    starts = [min(span.line for span in _spans(item)) for item in rules.value.items]
    lines = _LINES.findall(text)
    item = _ITEM.match(lines[starts[0] - 1].removeprefix("\ufeff"))
    if item is None:
        return None
    dash = len(item[1])
    last = _last_line(lines, starts[-1], dash)
    ending = "\r\n" if "\r\n" in text else "\n"
    if not lines[last - 1].endswith(("\n", "\r")):
        lines[last - 1] += ending
    apart = len(starts) == 1 or not lines[starts[-1] - 2].strip()
    fresh = _rule(draft, _clauses(tree), dash, dash + 1 + len(item[2]))
    lines[last:last] = [f"{line}{ending}" for line in [*([""] if apart else []), *fresh]]
    whole = "".join(lines)
    return whole if _is_added(tree, whole, draft) else None


def _last_line(lines: list[str], start: int, dash: int) -> int:
    """The last line of the rule that starts on a line, counted from 1."""
    last = start
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.strip():
            if len(line) - len(line.lstrip(" ")) <= dash:
                break
            last = number
    return last


def _is_added(tree: Node, whole: str, draft: Draft) -> bool:
    """Whether a text says what the tree says, with the draft as its last rule."""
    try:
        after = plain(parse(Source("", whole.removeprefix("\ufeff"), "yaml")))
    except InvalidInput:
        return False
    before = plain(tree)
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    old, new = before.pop("rules"), after.pop("rules")
    return (
        before == after
        and isinstance(old, list)
        and isinstance(new, list)
        and new[:-1] == old
        and isinstance(new[-1], dict)
        and new[-1].get("id") == draft.id
    )


def _spans(node: Node) -> Iterator[Span]:
    match node:
        case nodes.Scalar():
            if node.span is not None:
                yield node.span
        case nodes.Sequence(items=items):
            for item in items:
                yield from _spans(item)
        case nodes.Mapping(entries=entries):
            for entry in entries:
                yield from _spans(entry.key)
                yield from _spans(entry.value)


def _clauses(tree: Node) -> tuple[str, ...]:
    """The clauses that a file names for all its rules."""
    entry = tree.get("clause") if isinstance(tree, nodes.Mapping) else None
    value = plain(entry.value) if entry else None
    if isinstance(value, list):
        return tuple(map(str, value))
    return (str(value),) if value is not None else ()


# --- writing ------------------------------------------------------------------------------


def _rule(draft: Draft, of_file: tuple[str, ...], dash: int, key: int) -> Iterator[str]:
    """A rule's lines, its dash and its keys indented by so many blanks."""
    yield f"{' ' * dash}-{' ' * (key - dash - 1)}id: {draft.id}"
    for line in _keys(draft, of_file):
        yield f"{' ' * key}{line}"


def _keys(draft: Draft, of_file: tuple[str, ...]) -> Iterator[str]:
    if draft.clauses != of_file:
        yield f"clause: {_clause_value(draft.clauses)}"
    if draft.scope != Scope.PROPOSAL:
        yield f"for_each: {draft.scope}"
    yield from _text("title", draft.title_sv, draft.title_en)
    yield "when:"
    yield from (f"  {line}" for line in _condition(conditions(draft)))
    yield "then:"
    if draft.finding:
        yield f"  finding: {draft.finding}"
    if draft.outcome:
        yield f"  outcome: {draft.outcome}"
    if draft.obligations:
        yield f"  obligations: {flow(list(draft.obligations))}"
    if draft.because_sv or draft.because_en:
        swedish = draft.because_sv or draft.because_en
        english = draft.because_en or draft.because_sv
        yield from (f"  {line}" for line in _text("because", swedish, english))


def _text(key: str, swedish: str, english: str) -> Iterator[str]:
    yield f"{key}:"
    yield f"  sv: {scalar(swedish)}"
    yield f"  en: {scalar(english)}"


def _condition(condition: Plain) -> Iterator[str]:
    """A condition as the shipped rules have it: a line for each part."""
    match condition:
        case {"not": inner}:
            yield "not:"
            yield from (f"  {line}" for line in _condition(inner))
        case {"all": list(parts)}:
            yield "all:"
            yield from _parts(parts)
        case {"any": list(parts)}:
            yield "any:"
            yield from _parts(parts)
        case dict():
            for name, value in condition.items():
                yield f"{scalar(name)}: {flow(value)}"
        case _:
            yield flow(condition)


def _parts(parts: list[Plain]) -> Iterator[str]:
    for part in parts:
        first, *rest = _condition(part)
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)


def _clause_value(clauses: tuple[str, ...]) -> str:
    written = [json.dumps(clause) for clause in clauses]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def flow(value: object) -> str:
    """A value on one line of YAML."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return scalar(value)
        case list():
            return f"[{', '.join(map(flow, value))}]"
        case dict():
            inside = ", ".join(f"{scalar(str(key))}: {flow(each)}" for key, each in value.items())
            return f"{{{inside}}}"
        case None:
            return "null"
        case _:
            return str(value)


def scalar(text: str) -> str:
    """A text as YAML 1.2 reads it as that text, in quotes where it must be."""
    if _PLAIN.fullmatch(text) and core_value(text) == text:
        return text
    return json.dumps(text, ensure_ascii=False)
