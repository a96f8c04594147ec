"""Office files that would do harm, or that nobody can read, are refused: why, soon, in little."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from screening.intake.files import read_proposal, read_table
from tests.intake.filled import PROPOSAL, TEXT, form
from tests.intake.hostile_files import SHEET, STYLES, changed, with_texts
from tests.intake.importing import problems_of
from tests.peaks import PEAK

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ENTITIES: Final = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES: Final = {
    "a bomb of entities": f'<!DOCTYPE x [<!ENTITY e0 "x">{ENTITIES}]>',
    "an external entity": '<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
    "an external document type": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
}
MAIN: Final = {"docx": TEXT, "xlsx": "xl/worksheets/sheet1.xml"}


def parts_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(file: Path, parts: list[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file


def refused(file: Path) -> str:
    """Why a file is refused: the one reason, within two seconds."""
    began = time.process_time()
    (problem,) = problems_of(lambda: read_proposal(file))
    assert time.process_time() - began < 2
    assert problem.file == str(file)
    for lang in ("sv", "en"):
        assert problem.message(lang)
        assert problem.help(lang)
    return problem.code


@pytest.fixture(params=["docx", "xlsx"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return form(tmp_path, request.param)


def suffix(file: Path) -> str:
    return file.suffix[1:]


@pytest.mark.parametrize("name", DOCTYPES)
def test_a_document_type_is_refused_before_any_entity_is_read(file: Path, name: str) -> None:
    parts = parts_of(file)
    main = parts[MAIN[suffix(file)]].decode()
    begin = main.index("<", main.index("?>") + 1) if main.startswith("<?") else 0
    bad = f"{main[:begin]}{DOCTYPES[name]}{main[begin:]}".replace("</", "&e9;</", 1)
    packed(file, [*(parts | {MAIN[suffix(file)]: bad.encode()}).items()])
    assert refused(file) == "package.doctype"


def test_a_document_type_in_another_encoding_is_refused_too(file: Path) -> None:
    bad = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><x/>'.encode("utf-16")
    packed(file, [*parts_of(file).items(), ("docProps/other.bin", bad)])
    assert refused(file) == "package.doctype"


def test_a_part_that_is_packed_more_tightly_than_text_is_refused(file: Path) -> None:
    packed(file, [*parts_of(file).items(), ("media/x.xml", b" " * 60_000_000)])
    assert refused(file) == "package.bomb"


def test_a_file_that_says_it_unpacks_to_gigabytes_is_never_unpacked(file: Path) -> None:
    packed(file, [*parts_of(file).items(), ("media/x.xml", b" " * 2_000_000)])
    data = bytearray(file.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 4_000_000_000)
    file.write_bytes(data)
    assert refused(file) == "package.large"


def test_a_file_of_forty_megabytes_is_refused_unopened_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "bomb.docx"
    block = io.BytesIO()
    with zipfile.ZipFile(block, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 4_000_000)
    file.write_bytes(block.getvalue() + b"\0" * 40_000_000)
    script = PEAK + (
        "import sys;from screening.intake.files import read_proposal;"
        "from screening.errors import InvalidInput\n"
        "try: read_proposal(sys.argv[1])\n"
        "except InvalidInput as error: print(error.problems[0].code)\n"
        "print(peak() // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True
    )
    code, megabytes = done.stdout.split()
    assert code == "reading.too-large"
    assert int(megabytes) < 300


def test_a_part_that_is_larger_or_deeper_than_any_form_is_refused(tmp_path: Path) -> None:
    file = form(tmp_path, "docx")
    parts = parts_of(file)
    many = "".join(f"<a>{n}</a>" for n in range(100_001)).encode()
    for bad in (b"<x>" * 300 + b"</x>" * 300, b"<x>" + many + b"</x>"):
        packed(file, [*(parts | {TEXT: bad}).items()])
        assert refused(file) == "package.crowded"


def test_what_nobody_reads_of_an_excel_file_may_be_large(tmp_path: Path) -> None:
    file = form(tmp_path, "xlsx")
    more = "".join(f"<si><t>{n * 7919}</t></si>" for n in range(500_000)).encode()
    packed(file, [*parts_of(file).items(), ("xl/more.xml", b"<sst>" + more + b"</sst>")])
    assert read_proposal(file).model == PROPOSAL


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "C:\\x", "a\\..\\..\\x", "word/../../x"])
def test_a_name_that_climbs_out_is_refused(file: Path, name: str) -> None:
    packed(file, [*parts_of(file).items(), (name, b"x")])
    assert refused(file) == "package.path"


def test_a_part_that_is_there_twice_is_refused(file: Path) -> None:
    main = MAIN[suffix(file)]
    with pytest.warns(UserWarning, match="Duplicate name"):
        packed(file, [*parts_of(file).items(), (main, b"<x/>")])
    assert refused(file) == "package.path"


def test_too_many_parts_are_refused(file: Path) -> None:
    packed(file, [*parts_of(file).items(), *((f"x/{n}", b"") for n in range(5_000))])
    assert refused(file) == "package.parts"


def test_macros_are_refused(file: Path) -> None:
    folder = "word" if suffix(file) == "docx" else "xl"
    packed(file, [*parts_of(file).items(), (f"{folder}/vbaProject.bin", OLE)])
    assert refused(file) == "package.macros"


CHANGES: Final[dict[str, Callable[[bytes], bytes]]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "no archive": lambda _: b"Dear reader",
    "empty": lambda _: b"",
    "spoiled": lambda data: data[:60] + b"\xff" * 400 + data[460:],
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_damaged_file_is_refused(file: Path, name: str) -> None:
    file.write_bytes(CHANGES[name](file.read_bytes()))
    assert refused(file) == "package.broken"


def test_a_main_part_that_is_no_xml_is_refused(file: Path) -> None:
    packed(file, [*(parts_of(file) | {MAIN[suffix(file)]: b"<x><y></x>"}).items()])
    assert refused(file) == "package.broken"


def test_an_old_file_whatever_it_is_called_and_a_locked_one_are_told_apart(file: Path) -> None:
    file.write_bytes(OLE)
    assert refused(file) == "package.old"
    file.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert refused(file) == "package.locked"


def test_a_part_that_is_encrypted_is_refused(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(data)
    assert refused(file) == "package.locked"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("form.doc", "package.old"),
        ("form.docm", "package.macros"),
        ("form.odt", "package.open-document"),
    ],
)
def test_a_suffix_of_another_format_is_told_apart(tmp_path: Path, name: str, code: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"x")
    assert refused(file) == code


def test_an_open_document_by_another_name_is_told_apart(file: Path) -> None:
    packed(file, [("mimetype", b"application/vnd.oasis"), ("content.xml", b"<x/>")])
    assert refused(file) == "package.open-document"


def test_another_document_is_told_to_be_no_form(file: Path) -> None:
    parts = parts_of(file)
    tags = {"docx": (b"q_", b"r_"), "xlsx": (b"screening-form", b"something-else")}[suffix(file)]
    parts = {
        name: content.replace(*tags).replace(b"<w:tag ", b"<w:gat ")
        for name, content in parts.items()
    }
    packed(file, [*parts.items()])
    assert refused(file) == "form.not-a-form"
    packed(file, [("_rels/.rels", b"<Relationships/>")])
    assert refused(file) == "form.not-a-form"


def test_a_form_that_is_called_by_the_others_suffix_is_read(tmp_path: Path) -> None:
    word = read_proposal(form(tmp_path, "docx")).model
    renamed = form(tmp_path, "docx").rename(tmp_path / "renamed.xlsx")
    assert read_proposal(renamed).model == word


def test_the_same_files_are_refused_as_a_register(tmp_path: Path) -> None:
    file = form(tmp_path, "xlsx")
    packed(file, [*parts_of(file).items(), ("../x", b"x")])
    assert [problem.code for problem in problems_of(lambda: read_table(file))] == ["package.path"]


def test_a_form_on_standard_input_is_read(file: Path) -> None:
    assert read_proposal("-", stdin=io.BytesIO(file.read_bytes())).model == PROPOSAL


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE, "package.old"),
        (b"PK\x03\x04", "package.broken"),
        (b"PK\x03\x04" + bytes(20_000_000), "reading.too-large"),
        (b"a: " + b"x" * 1_000_000, "reading.too-large"),
    ],
)
def test_what_is_no_form_on_standard_input_is_refused(data: bytes, code: str) -> None:
    (problem,) = problems_of(lambda: read_proposal("-", stdin=io.BytesIO(data)))
    assert (problem.code, problem.file) == (code, "<stdin>")


def test_more_looks_texts_or_cells_than_any_form_has_are_refused(tmp_path: Path) -> None:
    looks = changed(STYLES, lambda xml: xml.replace("</cellXfs>", "<xf/>" * 100_000 + "</cellXfs>"))
    cells = changed(SHEET, lambda xml: xml.replace("</sheetData>", f"{ROW * 30_000}</sheetData>"))
    whole = form(tmp_path, "xlsx").read_bytes()
    file = tmp_path / "hostile.xlsx"
    for made in (looks, with_texts(20_001), cells):
        file.write_bytes(made(whole))
        assert refused(file) == "package.crowded"


def test_cells_that_only_have_a_look_are_passed_over(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(100, 60_000))
    file = form(tmp_path, "xlsx")
    styled = changed(SHEET, lambda xml: xml.replace("</sheetData>", f"{empty}</sheetData>"))
    file.write_bytes(styled(file.read_bytes()))
    assert read_proposal(file).model == PROPOSAL


ROW: Final = '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
