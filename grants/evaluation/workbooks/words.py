"""What is wrong with a workbook, in the reader's language and with the cell named."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.workbooks.layout import COMMENT, MARK, MAX_ROWS, MAX_WORKBOOK, Problem, Wrong

MEGABYTE = 1024 * 1024

WHOLE = {
    Wrong.NOT_A_WORKBOOK: _l("This is no spreadsheet that can be read here. Save it as .xlsx or .ods and send that."),
    Wrong.LOCKED: _l("This file is locked with a password or in an old format. Save it as .xlsx without a password."),
    Wrong.NOT_OURS: _l("This is not the spreadsheet from this page, or its hidden first row is gone. Download it anew and copy your marks into it."),  # noqa: E501
    Wrong.OTHER_MEMBER: _l("This spreadsheet was made for another member of the committee. Download your own."),
    Wrong.OTHER_CALL: _l("This spreadsheet was made for another call. Send it on the page of that call."),
    Wrong.OLD_RULES: _l("The rules were amended after this spreadsheet was downloaded. Download it anew and copy your marks into it."),  # noqa: E501
}  # fmt: skip


def words_of(problem: Problem, sheet: str) -> str:
    """Return what is wrong, where, and the way out."""
    if problem.wrong is Wrong.TOO_LARGE:
        return _(
            "This file is too large: at most %(most)s MB, %(rows)s applications and nothing far away from them.",
            most=MAX_WORKBOOK // MEGABYTE,
            rows=MAX_ROWS,
        )
    if problem.wrong in WHOLE:
        return str(WHOLE[problem.wrong])
    if problem.wrong in (Wrong.COLUMN_MISSING, Wrong.COLUMN_TWICE):
        return _column(problem, sheet)
    if problem.wrong in _ROWS:
        where = _("Sheet “%(sheet)s”, row %(row)s:", sheet=sheet, row=problem.place)
        return f"{where} {_ROWS[problem.wrong]}"
    where = _("Sheet “%(sheet)s”, cell %(cell)s:", sheet=sheet, cell=problem.place)
    return f"{where} {_CELLS[problem.wrong](problem.about)}"


def _column(problem: Problem, sheet: str) -> str:
    name = problem.about.removeprefix(MARK).removeprefix(COMMENT)
    if not problem.about.startswith((MARK, COMMENT)):
        name = problem.about.rstrip(".")
    kind = _("comments on %(code)s", code=name) if problem.about.startswith(COMMENT) else _("marks for %(code)s", code=name)  # fmt: skip  # noqa: E501
    if problem.wrong is Wrong.COLUMN_TWICE:
        return _("Sheet “%(sheet)s”: there are two columns with the code of %(kind)s. Remove one.", sheet=sheet, kind=kind)  # fmt: skip  # noqa: E501
    return _("Sheet “%(sheet)s”: the column with the %(kind)s is missing, or its code in the hidden row is gone. Download the spreadsheet anew.", sheet=sheet, kind=kind)  # fmt: skip  # noqa: E501


_ROWS = {
    Wrong.EXTRA_ROW: _l("this row belongs to no application. Remove it; rows cannot be added."),
    Wrong.UNKNOWN_ROW: _l("this application does not wait for your marks now. Remove the row."),
    Wrong.ROW_TWICE: _l("this application stands in two rows. Keep one of them."),
}
_CELLS: dict[Wrong, Callable[[str], str]] = {
    Wrong.FORMULA: lambda _about: _("this is a formula. Type the value instead."),
    Wrong.DATE: lambda _about: _(
        "this is a date. Your program took a mark with a point for a day: type it with a comma."
    ),
    Wrong.NOT_A_NUMBER: lambda about: _("“%(about)s” is no number. Type a mark.", about=about),
    Wrong.OFF_SCALE: lambda about: _("“%(about)s” is not on the scale; see the sheet beside it.", about=about),
    Wrong.COMMENT_TOO_LONG: lambda _about: _("the comment has more than %(most)s characters.", most=MAX_COMMENT),
    Wrong.COMMENT_UNREADABLE: lambda _about: _("the comment holds a character that cannot be stored. Type it anew."),
}
