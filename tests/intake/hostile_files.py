"""Files of Word and Excel that are made to do harm, or to take for ever to read.

Each is made where it is wanted and kept nowhere: ``HOSTILE`` has them by what they are.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from screening.intake.files import read_register
from screening.report.register_excel import register_excel
from tests.intake.filled import FORMS, PROPOSAL, TEXT

__all__ = ["HOSTILE", "SHEET", "STYLES", "Hostile", "changed", "with_texts"]

SHEET: Final = "xl/worksheets/sheet1.xml"
REGISTER_SHEET: Final = "xl/worksheets/sheet2.xml"
STRINGS: Final = "xl/sharedStrings.xml"
TYPES: Final = "[Content_Types].xml"
_STRINGS_STATED: Final = (
    f'<Override PartName="/{STRINGS}" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sharedStrings+xml"/>'
)
STYLES: Final = "xl/styles.xml"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
_MB: Final = 1_000_000
_ROOT: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_BODY: Final = "<w:body>"
_ENTITIES: Final = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))

Parts = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: its suffix, how it is made of a sound one, and what it is refused with.

    As a form it is read where ``code`` is None; so it is as a register, and as a table to be
    imported, where ``register`` is, and where that is empty it is neither.  What is
    ``no_entry`` is refused only as a register.
    """

    suffix: str
    made: Callable[[bytes], bytes]
    code: str | None
    register: str | None = ""
    no_entry: bool = False

    @property
    def kinds(self) -> Mapping[str, str | None]:
        """What it is handed in as, with what it is refused with."""
        table = None if self.no_entry else self.register
        both = {"form": self.code, "register": self.register, "table": table}
        return {kind: code for kind, code in both.items() if code != ""}

    def file(self, folder: Path, kind: str) -> Path:
        """The file, made of a filled in form or of a register."""
        file = folder / f"{kind}{self.suffix}"
        file.write_bytes(self.made(_sound(self.suffix, kind)))
        return file


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Iterable[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An Office file of some parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", kind, compresslevel=1) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return written.getvalue()


def _sound(suffix: str, kind: str) -> bytes:
    if kind == "form":
        return FORMS["xlsx" if suffix == ".xlsx" else "docx"]("sv", PROPOSAL)
    written = io.BytesIO()
    register = read_register(Path(__file__).parents[2] / "fixtures" / "register.yaml").model
    written.write(register_excel(register.entries, "sv"))
    return written.getvalue()


def changed(which: str, change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """A file with a part of it changed; which it has to be."""

    def made(sound: bytes) -> bytes:
        parts = parts_of(sound)
        part = REGISTER_SHEET if which == SHEET and REGISTER_SHEET in parts else which
        before = parts[part].decode()
        after = change(before)
        assert after != before
        return packed({**parts, part: after.encode()}.items())

    return made


def _in_body(xml: str) -> Callable[[bytes], bytes]:
    return changed(TEXT, lambda text: text.replace(_BODY, f"{_BODY}{xml}", 1))


def _in_rows(xml: str) -> Callable[[bytes], bytes]:
    """Rows after all others on the sheet of a form."""
    return changed(SHEET, lambda text: text.replace("</sheetData>", f"{xml}</sheetData>"))


def _declared(part: str, declaration: str) -> Callable[[bytes], bytes]:
    def change(text: str) -> str:
        begin = text.index("?>") + 2 if text.startswith("<?") else 0
        return f"{text[:begin]}<!DOCTYPE x [{declaration}]>{text[begin:]}".replace(
            "</", "&e9;</", 1
        )

    return changed(part, change)


def member(name: str, data: bytes, size: int, crc: int, at: int) -> tuple[bytes, bytes]:
    """A part as it stands in an archive, and in its directory; ``data`` is packed already."""
    name_of = name.encode()
    stated = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, crc, len(data), size, len(name_of), 0)
    local = b"PK\x03\x04" + stated + name_of + data
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + stated + bytes(10)
    return local, entry + struct.pack("<I", at) + name_of


def archive(locals_: bytes, entries: list[bytes]) -> bytes:
    directory = b"".join(entries)
    end = struct.pack(
        "<HHHHIIH", 0, 0, *[len(entries) & 0xFFFF] * 2, len(directory), len(locals_), 0
    )
    return locals_ + directory + b"PK\x05\x06" + end


def zip_bomb(megabytes: int, unpacked: int, stated: int | None = None) -> Callable[[bytes], bytes]:
    """An archive of so many megabytes that unpacks to so many; each part may state less."""

    def made(_: bytes) -> bytes:
        parts, size = 40, unpacked * _MB // 40
        packing = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = b"".join(packing.compress(bytes(_MB)) for _ in range(size // _MB))
        data += packing.flush()
        # Blocks that hold nothing make it as large as it is to be.
        data = b"\x00\x00\x00\xff\xff" * ((megabytes * _MB // parts - len(data)) // 5) + data
        crc = 0
        for _block in range(size // _MB):
            crc = zlib.crc32(bytes(_MB), crc)
        whole = b""
        entries: list[bytes] = []
        for number in range(parts):
            name = TEXT if not number else f"word/{number}.xml"
            local, entry = member(name, data, stated or size, crc, len(whole))
            whole += local
            entries.append(entry)
        return archive(whole, entries)

    return made


def overlapping(parts: int, size: int) -> Callable[[bytes], bytes]:
    """An archive whose parts are all the same one, stated over and over."""

    def made(_: bytes) -> bytes:
        packing = zlib.compressobj(1, zlib.DEFLATED, -15)
        text = b"<x>" + b"<y>1234567</y>" * (size // 14) + b"</x>"
        data, crc = packing.compress(text) + packing.flush(), zlib.crc32(text)
        local, _ = member("0.xml", data, len(text), crc, 0)
        return archive(
            local, [member(f"{n}.xml", data, len(text), crc, 0)[1] for n in range(parts)]
        )

    return made


def _many_entries(_: bytes) -> bytes:
    entries = [member(f"{n}", b"", 0, 0, 0)[1] for n in range(360_000)]
    return archive(b"", entries)


def _nested(sound: bytes) -> bytes:
    data = b"PK"
    for level in range(20):
        data = packed([(f"{level}.docx", data * 5)])
    return packed([*parts_of(sound).items(), ("word/embeddings/1.docx", data)])


def _said(summary: str) -> Callable[[bytes], bytes]:
    return changed(TEXT, lambda text: text.replace("Vi prövar videobesök.", summary))


def _row(cells: str, number: int) -> str:
    return f'<row r="{number}">{cells}</row>'


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _styled(rows: int, columns: int, first: int = 100) -> str:
    names = [_letters(column) for column in range(1, columns + 1)]
    return "".join(
        _row("".join(f'<c r="{name}{number}" s="1"/>' for name in names), number)
        for number in range(first, first + rows)
    )


def _filled(rows: int, columns: int) -> str:
    names = [_letters(column) for column in range(1, columns + 1)]
    return "".join(
        _row("".join(f'<c r="{name}{number}"><v>1</v></c>' for name in names), number)
        for number in range(100, 100 + rows)
    )


def with_texts(count: int) -> Callable[[bytes], bytes]:
    def made(sound: bytes) -> bytes:
        parts = parts_of(sound)
        text = parts[STRINGS].decode() if STRINGS in parts else f"<sst {_ROOT}></sst>"
        more = "<si><t>a</t></si>" * count
        types = parts[TYPES].decode()
        if STRINGS not in types:
            types = types.replace("</Types>", f"{_STRINGS_STATED}</Types>")
        strings = text.replace("</sst>", f"{more}</sst>")
        return packed({**parts, TYPES: types.encode(), STRINGS: strings.encode()}.items())

    return made


def _with(more: Parts) -> Callable[[bytes], bytes]:
    return lambda sound: packed({**parts_of(sound), **more}.items())


def _linked(links: str) -> Callable[[bytes], bytes]:
    return changed(
        "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", f"{links}</Relationships>"),
    )


def _outside(kind: str, target: str, number: int) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<Relationship Id="out{number}" Type="{base}/{kind}" Target="{target}" '
        'TargetMode="External"/>'
    )


def _encrypted(_: bytes) -> bytes:
    return OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100_000)


_HTTP: Final = "http://127.0.0.1:9/x"
_LINKS: Final = "".join(
    _outside(kind, target, number)
    for number, (kind, target) in enumerate(
        [
            ("attachedTemplate", f"{_HTTP}.dotm"),
            ("image", f"{_HTTP}.png"),
            ("oleObject", "file:///etc/passwd"),
            ("frame", "\\\\\\\\127.0.0.1\\share\\x"),
            ("hyperlink", "javascript:alert(1)"),
        ]
    )
)
_NESTED_TABLES: Final = 50_000
_TABLE: Final = "<w:tbl><w:tr><w:tc>"
_CONTROL: Final = (
    '<w:sdt><w:sdtPr><w:tag w:val="title"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
)
_AROUND: Final = _CONTROL.format(_CONTROL.format(_CONTROL.format(_CONTROL))).format(
    _CONTROL.format(_CONTROL.format(_CONTROL.format(_CONTROL)))
)
_INFINITE: Final = "input.not-finite"
_MARKS: Final = "".join(
    f'<w:bookmarkStart w:id="{n}" w:name="q_title"/><w:r><w:t>a</w:t></w:r>' for n in range(24_000)
)
_ATTRIBUTES: Final = " ".join(f'a{n}="{n}"' for n in range(40))

HOSTILE: Final[Mapping[str, Hostile]] = {
    "a zip bomb, 40 MB that unpack to 4 GB": Hostile(
        ".docx", zip_bomb(40, 4000), "reading.too-large"
    ),
    "a zip bomb, 18 MB that unpack to 4 GB": Hostile(".docx", zip_bomb(18, 4000), "package.large"),
    "the same in Excel": Hostile(
        ".xlsx", zip_bomb(18, 4000), "package.large", "reading.table-too-large-unpacked"
    ),
    "a zip bomb, 18 MB that unpack to 4 GB and say 40 MB": Hostile(
        ".docx", zip_bomb(18, 4000, _MB), "package.broken"
    ),
    "overlapping parts": Hostile(".docx", overlapping(4_000, 20_000), "package.broken"),
    "overlapping parts, 40 GB": Hostile(".docx", overlapping(4_000, 10 * _MB), "package.large"),
    "archives within archives": Hostile(".docx", _nested, None),
    "a directory of 360,000 parts": Hostile(".docx", _many_entries, "package.parts"),
    "the same in Excel, as parts": Hostile(
        ".xlsx", _many_entries, "package.parts", "package.parts"
    ),
    "an entity bomb in Word": Hostile(
        ".docx", _declared(TEXT, f'<!ENTITY e0 "x">{_ENTITIES}'), "package.doctype"
    ),
    "an entity bomb in Excel": Hostile(
        ".xlsx",
        _declared(SHEET, f'<!ENTITY e0 "x">{_ENTITIES}'),
        "package.doctype",
        "package.doctype",
    ),
    "an external entity": Hostile(
        ".docx",
        _declared(TEXT, '<!ENTITY e9 SYSTEM "file:///etc/passwd">'),
        "package.doctype",
    ),
    "links to elsewhere": Hostile(".docx", _linked(_LINKS), None),
    "macros in a .docx": Hostile(".docx", _with({"word/vbaProject.bin": OLE}), "package.macros"),
    "macros by another name": Hostile(
        ".docx",
        changed(
            TYPES,
            lambda text: text.replace(
                "</Types>",
                '<Override PartName="/word/x.bin" '
                'ContentType="application/vnd.ms-office.vbaProject"/></Types>',
            ),
        ),
        "package.macros",
    ),
    "a .docm": Hostile(".docm", lambda sound: sound, "package.macros"),
    "a name that climbs out": Hostile(".docx", _with({"../../etc/x": b"x"}), "package.path"),
    "a .doc by another name": Hostile(".docx", lambda _: OLE, "package.old"),
    "an encrypted file": Hostile(".xlsx", _encrypted, "package.locked", "reading.table-password"),
    "a file cut off": Hostile(
        ".xlsx", lambda sound: sound[:-1000], "package.broken", "reading.table-broken"
    ),
    "a text packed by means that Office has not": Hostile(
        ".docx",
        lambda sound: packed(parts_of(sound).items(), zipfile.ZIP_LZMA),
        "package.broken",
    ),
    "100,000 paragraphs": Hostile(".docx", _in_body("<w:p/>" * 100_000), "package.crowded"),
    "50,000 tables within one another": Hostile(
        ".docx",
        _in_body(_TABLE * _NESTED_TABLES + "</w:tc></w:tr></w:tbl>" * _NESTED_TABLES),
        "package.crowded",
    ),
    "a megabyte in one run": Hostile(".docx", _said("a " * (_MB // 2)), "input.too-long"),
    "a list of a megabyte": Hostile(
        ".docx",
        changed(TEXT, lambda text: text.replace(">äldre<", f">{'a;' * 500_000}<")),
        "input.too-long",
    ),
    "a number of a million digits": Hostile(
        ".docx", changed(TEXT, lambda text: text.replace(">300000<", f">{'9' * _MB}<")), _INFINITE
    ),
    "24,000 places for one answer": Hostile(
        ".docx", _in_body(_CONTROL.format(f"<w:p>{_MARKS}</w:p>")), "form.answered-twice"
    ),
    "places for one answer within one another": Hostile(
        ".docx", _in_body(_AROUND.format("<w:r><w:t>a</w:t></w:r>" * 30_000)), "form.answered-twice"
    ),
    "a bookmark with a name of a megabyte": Hostile(
        ".docx", _in_body(f'<w:bookmarkStart w:name="q_title{"_1" * (_MB // 2)}x"/>'), None
    ),
    "two million attributes": Hostile(".docx", _in_body(f"<w:p {_ATTRIBUTES}/>" * 50_000), None),
    "300,000 styled and empty rows": Hostile(".xlsx", _in_rows(_styled(300_000, 6)), None, None),
    "50,000 styled and empty rows": Hostile(".xlsx", _in_rows(_styled(50_000, 5)), None, None),
    "300,000 styled and empty rows with a word below": Hostile(
        ".xlsx",
        _in_rows(_styled(300_000, 6) + _row('<c r="A400100"><v>1</v></c>', 400_100)),
        None,
        "input.empty",
        no_entry=True,
    ),
    "a word in the last row there can be": Hostile(
        ".xlsx",
        _in_rows(_row('<c r="A1048576"><v>1</v></c>', 1_048_576)),
        None,
        "input.empty",
        no_entry=True,
    ),
    "16,384 styled and empty columns": Hostile(".xlsx", _in_rows(_styled(20, 16_384)), None, None),
    "16,384 columns": Hostile(
        ".xlsx", _in_rows(_filled(10, 16_384)), "package.crowded", "reading.table-too-many-columns"
    ),
    "3 million cells": Hostile(
        ".xlsx", _in_rows(_filled(15_000, 200)), "package.crowded", "package.crowded"
    ),
    "3 million shared texts": Hostile(
        ".xlsx", with_texts(3_000_000), "package.crowded", "package.crowded"
    ),
    "500,000 shared texts": Hostile(
        ".xlsx", with_texts(500_000), "package.crowded", "package.crowded"
    ),
    "half a million looks of cells": Hostile(
        ".xlsx",
        changed(
            STYLES,
            lambda text: text.replace("</cellXfs>", '<xf numFmtId="0"/>' * 500_000 + "</cellXfs>"),
        ),
        "package.crowded",
        "package.crowded",
    ),
}
"""Each by what it is; forms that are handed in, and those in Excel as registers too."""
