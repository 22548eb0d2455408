"""Reports about mail are read as RFC 3464 and RFC 5965 write them, and whatever else comes is refused."""

import uuid
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.notices.bounces.reading import MAX_REPORT, NoReport, ReportKind, reports_in
from tests.support.reports import HEADERS, WHOLE, a_bounce, a_complaint

NUMBER = uuid.UUID("3d1c3b1e-9a9f-4a36-a0a1-6f2d0c9f3b11")


@pytest.mark.parametrize("original", [WHOLE, HEADERS])
def test_a_permanent_failure(original: str) -> None:
    (report,) = reports_in(a_bounce(NUMBER, original=original))
    assert (report.kind, report.message_id, report.recipient) == (ReportKind.FAILED, NUMBER, "anna@example.org")
    assert (report.status, report.words) == ("5.1.1", "550 5.1.1 No such user")


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2")])
def test_what_is_not_for_good_is_a_delay(action: str, status: str) -> None:
    (report,) = reports_in(a_bounce(NUMBER, action=action, status=status))
    assert report.kind is ReportKind.DELAYED


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "", "FAILED to say"])
def test_good_news_is_no_report(action: str) -> None:
    with pytest.raises(NoReport):
        reports_in(a_bounce(NUMBER, action=action, status="2.0.0"))


def test_a_complaint() -> None:
    (report,) = reports_in(a_complaint(NUMBER))
    assert (report.kind, report.recipient, report.words) == (ReportKind.COMPLAINT, "anna@example.org", "abuse")


def test_what_is_about_somebody_elses_mail_is_no_report() -> None:
    content = a_bounce(NUMBER).replace(str(NUMBER).encode(), b"CAF-=abc")
    with pytest.raises(NoReport):
        reports_in(content)


def test_what_is_too_long_is_no_report() -> None:
    content = a_bounce(NUMBER)
    assert reports_in(content + b"\n" * (MAX_REPORT - len(content)))
    with pytest.raises(NoReport):
        reports_in(content + b"\n" * (MAX_REPORT - len(content) + 1))


def test_an_answer_from_holidays_is_no_report() -> None:
    with pytest.raises(NoReport):
        reports_in(b"From: anna@example.org\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nBack on Monday.\n")


@given(st.binary(max_size=300), st.integers(0, 900), st.integers(0, 900))
def test_no_bytes_are_more_than_refused(noise: bytes, start: int, length: int) -> None:
    whole = a_bounce(NUMBER)
    for content in (noise, whole[:start] + noise + whole[start + length :]):
        with suppress(NoReport):
            reports_in(content)
