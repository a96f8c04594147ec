"""Proposals and registers as data, any there can be, and as people write them in files.

Data has the English keys and the slugs of the choices.  What to write for them in a
language is looked up in the catalogues here, and not by what is tested.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from screening.intake.source import Format
from screening.messages import Lang, catalogue

__all__ = [
    "CHOICES",
    "ENTRIES",
    "INSIDE",
    "PROPOSALS",
    "TRUTHS",
    "WRITERS",
    "optional_places",
    "said",
]

Data = dict[str, Any]

INSIDE: Final[Mapping[tuple[str, str], str]] = {
    ("proposal", "parties"): "party",
    ("proposal", "resources"): "resources",
    ("proposal", "period"): "period",
    ("proposal", "considered"): "considered",
    ("proposal", "contact"): "contact",
    ("register", "entries"): "registerentry",
    ("registerentry", "covers"): "covers",
    ("registerentry", "agreement"): "agreement",
    ("registerentry", "contact"): "contact",
}
"""What stands under a key of a group: a group, or a list of them."""

CHOICES: Final[Mapping[tuple[str, str], str]] = {
    ("proposal", "category"): "category",
    ("proposal", "level"): "level",
    ("proposal", "coordination"): "coordination",
    ("party", "agreement"): "agreement",
    ("considered", "answer"): "answer",
    ("registerentry", "kind"): "kind",
    ("registerentry", "status"): "status",
    ("registerentry", "category"): "category",
    ("registerentry", "level"): "level",
    ("covers", "categories"): "category",
    ("agreement", "status"): "host-agreement",
}
"""What the choices under a key of a group are called in the catalogues."""

TRUTHS: Final = frozenset({("proposal", "new_principles"), ("resources", "committed")})
"""The keys that take yes or no."""


# --- data ---------------------------------------------------------------------------------


def _slugs(choices: str) -> st.SearchStrategy[str]:
    prefix = f"choices.{choices}."
    return st.sampled_from(
        [key.removeprefix(prefix) for key in catalogue("en") if key.startswith(prefix)]
    )


_CHARACTERS: Final = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
_TEXT: Final = st.text(_CHARACTERS, min_size=1, max_size=20).filter(str.strip)
_IDS: Final = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=8
)
_DAYS: Final = st.dates(date(1970, 1, 1), date(2199, 12, 31))
_PERIODS: Final = st.one_of(
    st.fixed_dictionaries({}, optional={"start": _DAYS}),
    st.fixed_dictionaries({"end": _DAYS}),
    st.tuples(_DAYS, _DAYS).map(lambda days: {"start": min(days), "end": max(days)}),
)
_CONTACTS: Final = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("name", "unit", "email"), _TEXT)
)
_PARTIES: Final = st.fixed_dictionaries(
    {"name": _TEXT},
    optional={"unit": _TEXT | st.lists(_TEXT, max_size=2), "agreement": _slugs("agreement")},
)
_CONSIDERED: Final = st.fixed_dictionaries(
    {"constellation": _IDS, "answer": _slugs("answer")}, optional={"reason": _TEXT}
)


def _numbers(highest: int) -> st.SearchStrategy[float]:
    return st.integers(0, highest) | st.floats(0, highest)


PROPOSALS: Final[st.SearchStrategy[Data]] = st.fixed_dictionaries(
    {
        "title": _TEXT,
        "summary": _TEXT,
        "parties": st.lists(_PARTIES, min_size=1, max_size=3),
    },
    optional={
        "category": _slugs("category"),
        "themes": st.lists(_TEXT, max_size=2),
        "level": _slugs("level"),
        "resources": st.fixed_dictionaries(
            {},
            optional={
                "committed": st.booleans(),
                "staff_fte": _numbers(10_000),
                "funding_sek": _numbers(100_000_000_000),
            },
        ),
        "period": _PERIODS,
        "coordination": st.lists(_slugs("coordination"), max_size=2),
        "new_principles": st.booleans(),
        "considered": st.lists(_CONSIDERED, max_size=2, unique_by=lambda one: one["constellation"]),
        "contact": _CONTACTS,
    },
)
"""Any proposal."""

_KIND_AND_COVERS: Final = st.one_of(
    st.just({"kind": "constellation"}),
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["platform", "framework-agreement"])},
        optional={
            "covers": st.fixed_dictionaries(
                {},
                optional={
                    "categories": st.lists(_slugs("category"), max_size=2),
                    "themes": st.lists(_TEXT, max_size=2),
                },
            )
        },
    ),
)
_ENTRIES: Final = st.fixed_dictionaries(
    {
        "id": _IDS,
        "name": _TEXT,
        "status": _slugs("status"),
        "parties": st.lists(_TEXT, min_size=1, max_size=2),
    },
    optional={
        "aliases": st.lists(_TEXT, max_size=2),
        "category": _slugs("category"),
        "description": _TEXT,
        "themes": st.lists(_TEXT, max_size=2),
        "level": _slugs("level"),
        "agreement": st.fixed_dictionaries(
            {"status": _slugs("host-agreement")}, optional={"valid_to": _DAYS}
        ),
        "contact": _CONTACTS,
    },
)
ENTRIES: Final[st.SearchStrategy[list[Data]]] = st.lists(
    st.tuples(_ENTRIES, _KIND_AND_COVERS).map(lambda pair: pair[0] | pair[1]),
    max_size=3,
    unique_by=lambda entry: str(entry["id"]),
)
"""The entries of any register."""


_REQUIRED: Final[Mapping[str, set[str]]] = {
    "proposal": {"title", "summary", "parties"},
    "party": {"name"},
    "considered": {"constellation", "answer"},
    "register": {"entries"},
    "registerentry": {"id", "name", "kind", "status", "parties"},
    "agreement": {"status"},
}


def optional_places(data: Data, model: str) -> list[tuple[Data, str, str]]:
    """Every optional key that the data has: the group it stands in, what that is, the key."""
    found = [(data, model, key) for key in data if key not in _REQUIRED.get(model, set())]
    for key, value in data.items():
        inner = INSIDE.get((model, key))
        for group in value if isinstance(value, list) else [value]:
            if inner is not None and isinstance(group, dict):
                found += optional_places(group, inner)
    return found


# --- in a language ------------------------------------------------------------------------


def said(data: Data, model: str, lang: Callable[[], Lang]) -> Data:
    """The data with the keys and the words of a language, which is asked for at each."""
    return {
        catalogue(lang())[f"fields.{model}.{key}.key"]: _word(value, (model, key), lang)
        for key, value in data.items()
    }


def _word(value: Any, where: tuple[str, str], lang: Callable[[], Lang]) -> Any:
    if isinstance(value, list):
        return [_word(item, where, lang) for item in value]
    if isinstance(value, dict):
        return said(value, INSIDE[where], lang)
    if where in CHOICES:
        return catalogue(lang())[f"choices.{CHOICES[where]}.{value}"]
    if where in TRUTHS:
        return catalogue(lang())["verdict.yes" if value else "verdict.no"]
    return value


# --- in a format --------------------------------------------------------------------------


def as_json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=date.isoformat)


def as_yaml(data: Data) -> str:
    return "\n".join([*_yaml(data, ""), ""])


def as_toml(data: Data) -> str:
    return "\n".join([*(f"{_scalar(key)} = {_toml(value)}" for key, value in data.items()), ""])


def _yaml(value: Any, pad: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner and isinstance(inner, dict | list):
                yield f"{pad}{key}:"
                yield from _yaml(inner, f"{pad}  ")
            else:
                yield f"{pad}{key}: {_scalar(inner)}"
        return
    for item in value:
        if item and isinstance(item, dict | list):
            first, *rest = _yaml(item, f"{pad}  ")
            yield f"{pad}- {first.strip()}"
            yield from rest
        else:
            yield f"{pad}- {_scalar(item)}"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_scalar(key)} = {_toml(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A text, number, truth value, null, day, or an empty group or list, as all three have it."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


WRITERS: Final[Mapping[Format, Callable[[Data], str]]] = {
    "yaml": as_yaml,
    "json": as_json,
    "toml": as_toml,
}
"""How data is written in each format; TOML has no null."""
