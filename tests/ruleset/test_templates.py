from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.ruleset.facts import Scope
from screening.ruleset.templates import PLACEHOLDERS, broken, placeholders


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("Utan namn.", ()),
        ("{host}", ("host",)),
        ("Hos {host}, {host} och {parties}.", ("host", "host", "parties")),
        ("{{inget}} namn", ()),
        ("{{{host}}}", ("host",)),
    ],
)
def test_the_names_of_a_text_are_those_in_braces(text: str, names: tuple[str, ...]) -> None:
    assert placeholders(text) == names


@pytest.mark.parametrize("text", ["{", "}", "{host", "host}", "{host!r}", "{host:>9}", "{a}{"])
def test_a_lone_brace_or_anything_beside_the_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        placeholders(text)
    assert broken(text, Scope.PROPOSAL) == ""


@pytest.mark.parametrize("scope", Scope)
def test_every_scope_can_name_what_it_is_tried_for_and_nothing_of_the_others(scope: Scope) -> None:
    everything = {name for names in PLACEHOLDERS.values() for name in names}
    for name in everything:
        meant = None if name in PLACEHOLDERS[scope] else name
        assert broken(f"Text {{{name}}}.", scope) == meant
    assert broken("{}", scope) == ""
    assert broken("{host.name}", scope) == "host.name"


@given(st.text(max_size=30), st.sampled_from(Scope))
def test_a_text_that_nothing_is_wrong_with_can_be_filled_in(text: str, scope: Scope) -> None:
    if broken(text, scope) is None:
        text.format_map(dict.fromkeys(PLACEHOLDERS[scope], "x"))
