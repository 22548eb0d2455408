"""What was told about messages, in the reader's words."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.notices.bounces.reading import ReportKind

KINDS = {
    ReportKind.FAILED: _l("came back"),
    ReportKind.DELAYED: _l("delayed"),
    ReportKind.COMPLAINT: _l("its reader complained"),
}


def init_app(app: Flask) -> None:
    """Let templates name what was told: `{{ report.kind | report_kind }}`."""
    app.jinja_env.filters["report_kind"] = KINDS.__getitem__
