"""Workbooks as a member's program saves them: of given values, as .xlsx or .ods."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape

import xlsxwriter

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.evaluation.dockets import to_fill_in
from grants.evaluation.workbooks.archive import open_workbook
from grants.evaluation.workbooks.layout import MAX_ROWS
from grants.evaluation.workbooks.making import workbook_of
from grants.evaluation.workbooks.reading import find_marks
from grants.evaluation.workbooks.seals import sealed_upload
from grants.storage import storage

Rows = list[list[object]]

_ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="{name}">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


class Formula(str):
    """Be a formula, with 4 as its last value."""

    __slots__ = ()


def an_xlsx(rows: Sequence[Sequence[object]], name: str = "Marks") -> bytes:
    """Return a workbook with one sheet of these values."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, day = workbook.add_worksheet(name), workbook.add_format({"num_format": "dd.mm.yyyy"})
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, Formula):
                sheet.write_formula(row, column, value, None, 4)
            elif isinstance(value, bool):
                sheet.write_boolean(row, column, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(row, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif value:
                sheet.write_string(row, column, str(value))
    workbook.close()
    return file.getvalue()


def an_ods(rows: Sequence[Sequence[object]], name: str = "Marks") -> bytes:
    """Return the same as LibreOffice saves it: words, numbers and formulas."""
    written = "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in rows)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {
        "mimetype": kind,
        "META-INF/manifest.xml": _MANIFEST.format(kind=kind),
        "content.xml": _ODS.format(name=name, rows=written),
    }
    return a_zip(parts)


def a_zip(parts: dict[str, str], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packed) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def marks_in(content: bytes) -> Rows:
    """Return the rows of the sheet of marks of a workbook, to be changed: row 0 has the codes, 2 the first sheet."""
    return [list(row) for row in find_marks(open_workbook(content)).grid.rows]


def a_sent_workbook(person: Person, call: Call, mark: float) -> str:
    """Return what carries a workbook that a member sent: the first criterion has this mark in every sheet."""
    rows = marks_in(workbook_of(person, call, to_fill_in(person, call, MAX_ROWS)))
    for row in rows[2:]:
        row[column_of(rows, "mark:2.1")] = mark
    return sealed_upload(storage().put(io.BytesIO(an_xlsx(rows))).key, person, call)


def column_of(rows: Rows, code: str) -> int:
    """Return the place of a column by its code."""
    return rows[0].index(code)


def _ods_cell(value: object) -> str:
    if value in ("", None):
        return "<table:table-cell/>"
    if isinstance(value, Formula):
        return f'<table:table-cell table:formula="of:{escape(value)}" office:value-type="float" office:value="4"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
