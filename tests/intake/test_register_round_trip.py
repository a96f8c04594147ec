"""A register that is written to Excel or CSV and read from it is the same, whatever it says."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.intake.files import read_register, register_from_data
from screening.intake.register_writing import register_text
from screening.intake.sheet_texts import NOTHING, escaped, items_of, listed, text_of
from screening.messages import LANGUAGES, Lang
from screening.model.identity import register_sha256
from screening.model.proposal import Contact
from screening.model.register import Agreement, Covers, Register, RegisterEntry
from screening.model.values import Category, EntryStatus, HostAgreement, Kind, Level
from screening.report.register_csv import register_csv
from screening.report.register_excel import register_excel
from screening.shipped import sample_register

WRITERS: Final[dict[str, Callable[[Iterable[RegisterEntry], Lang], bytes]]] = {
    "csv": register_csv,
    "xlsx": register_excel,
}
WAYS: Final = list(product(sorted(WRITERS), LANGUAGES))
_LOST: Final = frozenset({"\ufffe", "_x005F_x0041_"})
"""What LibreOffice does not keep of a cell, whatever wrote it."""

OFFICE: Final = shutil.which("soffice")

AWKWARD: Final = (
    "=1+1", "+46", "-", "- a", "–", "—", "@a", "'", "''", "'=1", "'-", "' a", "#N/A", "#REF!",
    "•", "• a", "a; b", "a, b", "alla", "All", "okänt", "unknown", "ja", "007", "1.0", "1e5",
    "2027-01-01", "tills vidare", "TRUE", "(a)", '"', '"a"', "a\tb", "_x000D_", "_x005F_x0041_",
    "x005F_", "＝1", "&amp;", "<b>", "\\n", "åäö", "𝛼", "e\u0301", "\u200b", "\ufeff", "\ufffe",
    "sep=;", "Id", "null", "a|b",
)  # fmt: skip

ANY: Final = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t\r;,•-=+@'\"_x|"),
    min_size=1,
    max_size=30,
) | st.sampled_from(AWKWARD)
LINE: Final = ANY.map(lambda text: " ".join(unicodedata.normalize("NFC", text).split())).filter(
    bool
)
PROSE: Final = ANY.map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(bool)
LINES: Final = st.lists(LINE, max_size=4).map(tuple)
IDS: Final = ANY.map(lambda text: "".join(text.split())[:60]).filter(
    lambda text: text.isprintable() and text != ""
)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def one_of(choices: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(choices))


COVERS: Final = st.builds(
    Covers, categories=st.lists(one_of(Category), max_size=3).map(tuple), themes=LINES
)
AGREEMENTS: Final = st.builds(
    Agreement,
    status=one_of(HostAgreement),
    valid_to=maybe(st.dates(date(1970, 1, 1), date(2199, 12, 31))),
)


def entries() -> st.SearchStrategy[RegisterEntry]:
    return one_of(Kind).flatmap(
        lambda kind: st.builds(
            RegisterEntry,
            id=IDS,
            name=LINE,
            kind=st.just(kind),
            status=one_of(EntryStatus),
            parties=st.lists(LINE, min_size=1, max_size=4).map(tuple),
            aliases=LINES,
            category=maybe(one_of(Category)),
            description=maybe(PROSE),
            themes=LINES,
            covers=st.none() if kind == "constellation" else maybe(COVERS),
            level=maybe(one_of(Level)),
            agreement=maybe(AGREEMENTS),
            contact=maybe(
                st.builds(Contact, name=maybe(LINE), unit=maybe(LINE), email=maybe(LINE))
            ),
        )
    )


REGISTERS: Final = st.builds(
    Register,
    entries=st.lists(entries(), max_size=4, unique_by=lambda entry: entry.id).map(tuple),
)


def back(register: Register, suffix: str, lang: Lang, folder: Path) -> Register:
    """A register after it was a sheet."""
    file = folder / f"register.{suffix}"
    file.write_bytes(WRITERS[suffix](register.entries, lang))
    return read_register(file).model


@settings(max_examples=60)
@given(register=REGISTERS, way=st.sampled_from(WAYS))
def test_any_register_is_the_same_after_it_was_a_sheet(
    register: Register, way: tuple[str, Lang], tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = back(register, *way, tmp_path_factory.mktemp("sheet"))
    assert again == register
    assert register_sha256(again) == register_sha256(register)


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_every_awkward_text_is_the_same_after_it_was_a_cell(
    way: tuple[str, Lang], tmp_path: Path
) -> None:
    register = awkward(*AWKWARD, "a\r\nb", "a\rb", "a\n\n\tb", "x" * 30_000)
    assert back(register, *way, tmp_path) == register


def awkward(*texts: str) -> Register:
    """An entry for each text, which stands wherever it may."""
    return Register(
        entries=tuple(
            RegisterEntry(
                id="".join(text.split())[:50] + f"#{number}",
                name=LINE_OF(text),
                kind="platform",
                status="active",
                parties=(LINE_OF(text),),
                aliases=("first", LINE_OF(text)),
                description=text,
                themes=(LINE_OF(text), "last"),
                covers=Covers(themes=(LINE_OF(text),)),
                contact=Contact(unit=LINE_OF(text)),
            )
            for number, text in enumerate(map(str.strip, texts))
        )
    )


def LINE_OF(text: str) -> str:  # noqa: N802
    return " ".join(text.split())[:300].strip()


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_the_sample_register_is_the_same_file_after_it_was_a_sheet(
    way: tuple[str, Lang], tmp_path: Path
) -> None:
    sample = read_register(sample_register()).model
    again = back(sample, *way, tmp_path)
    assert register_sha256(again) == register_sha256(sample)
    for lang in LANGUAGES:
        assert register_text(again, lang) == register_text(sample, lang)


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize(
    "said",
    [
        {},
        {"kind": "platform", "covers": {}},
        {"kind": "platform", "covers": {"categories": [], "themes": ["alla"]}},
        {"kind": "platform", "covers": {"categories": ["project"], "themes": []}},
        {"agreement": {"status": "none"}},
        {"agreement": {"status": "in-force"}},
        {"contact": {}},
        {"contact": {"email": "a@example.org"}},
        {"description": "One.\n\n  Two; with, both.\nThree."},
        {"parties": ["Akademin för hälsa, vård och välfärd", "A; B", "• C", "- D"]},
    ],
    ids=json.dumps,
)
def test_what_is_absent_unknown_or_empty_stays_so(
    said: dict[str, object], way: tuple[str, Lang], tmp_path: Path
) -> None:
    bare = {"id": "K-1", "name": "A", "kind": "constellation", "status": "active"}
    register = register_from_data([{**bare, "parties": ["B"], **said}]).model
    assert back(register, *way, tmp_path) == register


def test_a_register_has_its_entries_in_their_order_and_may_have_none(tmp_path: Path) -> None:
    sample = read_register(sample_register()).model
    register = Register(entries=tuple(reversed(sample.entries)))
    for way in WAYS:
        assert list(back(register, *way, tmp_path).ids()) == list(register.ids())
        assert len(back(Register(entries=()), *way, tmp_path)) == 0


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_register_is_the_same_after_libreoffice_has_saved_it(tmp_path: Path) -> None:
    sample = read_register(sample_register()).model
    strange = awkward(*(text for text in AWKWARD if text not in _LOST))
    written: dict[Path, Register] = {}
    for (name, register), lang in product({"a": sample, "b": strange}.items(), LANGUAGES):
        file = tmp_path / f"{name}.{lang}.xlsx"
        file.write_bytes(register_excel(register.entries, lang))
        written[tmp_path / "saved" / file.name] = register
    office = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    files = sorted(str(file) for file in tmp_path.glob("*.xlsx"))
    out = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*office, *out, *files], check=True, capture_output=True, timeout=300)
    assert {file: read_register(file).model for file in written} == written


@given(text=ANY.map(str.strip).filter(bool), formulas=st.booleans())
def test_a_text_is_read_as_it_was_written(text: str, formulas: bool) -> None:  # noqa: FBT001
    assert text_of(escaped(text, formulas=formulas)) == text


@given(text=ANY.map(str.strip).filter(bool))
def test_in_csv_no_text_begins_as_a_formula_does(text: str) -> None:
    assert not escaped(text, formulas=True).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(items=st.lists(LINE, max_size=4), names=st.booleans())
def test_a_list_is_read_as_it_was_written(items: list[str], names: bool) -> None:  # noqa: FBT001
    assert items_of(listed(items), names=names) == items


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("", None),
        ("  ", None),
        (" - ", NOTHING),
        ("–", NOTHING),
        ("'-", "-"),
        ("'=1", "=1"),
        ("=1", "=1"),
        ("-1", "-1"),
        ("''=1", "'=1"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("'", "'"),
        ("''", "''"),
        ("''a", "''a"),
    ],
)
def test_only_an_apostrophe_that_was_put_there_is_taken_away(cell: str, text: str | None) -> None:
    assert text_of(cell) == text
