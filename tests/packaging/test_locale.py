"""What click itself says in Swedish is compiled from the text beside it."""

from __future__ import annotations

import gettext
import io
from pathlib import Path
from typing import BinaryIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[2] / "screening/cli/locale/sv/LC_MESSAGES"


def texts(compiled: BinaryIO) -> dict[object, str]:
    """All but the header, which holds the day of compiling."""
    translations = gettext.GNUTranslations(compiled)
    return {key: text for key, text in vars(translations)["_catalog"].items() if key}


def test_the_compiled_texts_are_in_step_with_the_written_ones() -> None:
    """Else: ``pybabel compile -D screening -d screening/cli/locale``."""
    with (FOLDER / "screening.po").open("rb") as written:
        catalogue = read_po(written, locale="sv", domain="screening")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    with (FOLDER / "screening.mo").open("rb") as shipped:
        assert texts(compiled) == texts(shipped)
