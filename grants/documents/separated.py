"""Write a table as text that programs for spreadsheets open."""

import csv
import io

from grants.documents.tables import Cell, Sheet

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a program for spreadsheets takes for the beginning of a formula."""


def to_csv(sheet: Sheet, language: str) -> bytes:
    """Return a table as text that programs for spreadsheets open: separated by semicolons, and no cell a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow([column.head for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_written(cell, language) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def _written(cell: Cell, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULAS) else cell
    words = str(cell)[:16] if hasattr(cell, "hour") else str(cell)
    return words.replace(".", ",") if language == "lv" and not hasattr(cell, "year") else words
