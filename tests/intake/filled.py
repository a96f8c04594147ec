"""What the tests of forms share: forms filled in by code, and parts of them changed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from screening.errors import InvalidInput
from screening.intake.files import read_proposal
from screening.messages import Lang
from screening.model.proposal import Proposal
from screening.report.form_excel import excel_form
from screening.report.form_word import word_form

FORMS: Final[dict[str, Callable[[Lang, Proposal | None], bytes]]] = {
    "docx": word_form,
    "xlsx": excel_form,
}
TEXT: Final = "word/document.xml"

PROPOSAL: Final = Proposal.model_validate(
    {
        "title": "Digitala hembesök",
        "summary": "Vi prövar videobesök.\n\nFör äldre.",
        "category": "research-team",
        "themes": ["e-hälsa", "äldre"],
        "level": "unit",
        "parties": [
            {"name": "Region Västmanland", "unit": ["Primärvården", "Kliniken för rehab, Köping"]},
            {"name": "Mälardalens universitet"},
            {"name": "Köpings kommun", "agreement": "intended"},
        ],
        "resources": {"committed": True, "staff_fte": 0.5, "funding_sek": 300_000},
        "period": {"start": "2027-01-01", "end": "2027-12-31"},
        "coordination": ["joint-meetings", "shared-goals"],
        "new_principles": False,
        "considered": [{"constellation": "K-014", "answer": "declined", "reason": "Fullt."}],
        "contact": {"name": "Utvecklare", "unit": "HVV", "email": "a@example.org"},
    }
)


def form(
    folder: Path, suffix: str, lang: Lang = "sv", proposal: Proposal | None = PROPOSAL
) -> Path:
    """A form in a file, filled in with a proposal."""
    file = folder / f"form.{suffix}"
    file.write_bytes(FORMS[suffix](lang, proposal))
    return file


def told(file: Path, lang: Lang = "en") -> list[str]:
    """Everything that is wrong with a file: where, without the folder, and what."""
    try:
        read_proposal(file)
    except InvalidInput as error:
        return [
            f"{problem.location(lang).replace(str(file), file.name)}: {problem.message(lang)}"
            for problem in error.problems
        ]
    return []


def changed(file: Path, change: Callable[[str], str]) -> Path:
    """The file, with the text of its Word document changed; which it has to be."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[TEXT].decode()
    after = change(before)
    assert after != before
    parts[TEXT] = after.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def control(tag: str, number: int = 1) -> Callable[[str], str]:
    """Finds the XML of a content control by its tag; of several, by its number from 1."""

    def found(xml: str) -> str:
        # Controls with an answer hold no others.
        every: list[str] = re.findall(r"<w:sdt>(?:(?!<w:sdt>).)*?</w:sdt>", xml, re.DOTALL)
        own = [each for each in every if f'<w:tag w:val="{tag}"/>' in each]
        return own[number - 1]

    return found


def without_tags(xml: str) -> str:
    """The document as LibreOffice 7 writes it back: its content controls have lost their tags."""
    return re.sub(r"<w:tag [^>]*/>", "", xml)
