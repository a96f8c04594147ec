"""A case as a case file has it, in YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from screening.workbench.scaffold_file import flow, scalar

__all__ = ["written_case"]


def written_case(
    name: str,
    said: Mapping[str, object],
    facts: Mapping[str, object],
    expect: Mapping[str, object],
) -> Iterator[str]:
    """The lines of a case.

    Args:
        name: the sentence that says what is tried.
        said: what else is said of it, such as the rule that it is about.
        facts: its facts, candidates and partners; each of a list has a line of its own.
        expect: what is to come out.
    """
    yield f"- name: {scalar(name)}"
    yield from (f"  {key}: {flow(value)}" for key, value in said.items())
    for part, value in facts.items():
        if isinstance(value, list):
            yield f"  {part}:"
            yield from (f"    - {flow(each)}" for each in value)
        else:
            yield f"  {part}: {flow(value)}"
    yield "  expect:"
    yield from (f"    {what}: {flow(value)}" for what, value in expect.items())
