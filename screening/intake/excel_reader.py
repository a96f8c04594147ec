"""openpyxl's reader of Excel files, held to parts that have been weighed.

openpyxl is an extra: whoever imports this is to be ready for an ImportError.
"""

from __future__ import annotations

import io
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS

from screening.intake.excel_parts import SparingArchive, Weight

__all__ = ["SparingReader"]


class SparingReader(ExcelReader):
    """Reads the values of sheets row by row; charts, links, macros and pictures it leaves alone.

    What is read raises ``Unsafe``, of the kind ``crowded``, where it weighs too much.
    """

    def __init__(self, data: bytes, most: Weight) -> None:
        super().__init__(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        self.archive: SparingArchive = SparingArchive(data, most)

    def read_manifest(self) -> None:
        """Read which parts there are."""
        super().read_manifest()
        texts: Any = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        self.archive.texts = "" if texts is None else texts.PartName[1:]

    def read_worksheets(self) -> None:
        """Read how large the sheets say they are."""
        self.archive.reading_sheets = True
        super().read_worksheets()

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """A sheet that is a chart has no values to read."""
