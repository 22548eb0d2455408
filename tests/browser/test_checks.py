"""An official checks one application after the other by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from grants.accounts.models import Role
from grants.accounts.policies import today
from grants.applications.queries import submitted_in
from grants.db import db
from grants.evaluation.models import CheckAnswer
from tests.browser.beside import beside, session_of, slug_for
from tests.factories.documents import words
from tests.factories.evaluation import a_checked_call, a_checker
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

CHECKS = [{"code": code, "text": words(f"Kritērijs {code}"), "clarifiable": False} for code in ("1.1", "1.2", "1.3")]


def test_keys_answer_and_lead_on(site: Site, somebody: Callable[..., Page], request: pytest.FixtureRequest) -> None:
    page = somebody("en")
    with beside(site) as app:
        call = a_checked_call("Camp", "Choir", slug=slug_for(request), checks=CHECKS)
        official, first = a_checker(), submitted_in(call.id)[0].id
        db.session.execute(update(Role).where(Role.starts_on > today()).values(starts_on=today()))
        db.session.commit()
        cookie = session_of(app, official)
    page.context.add_cookies([{"name": "session", "value": cookie, "url": site.address}])
    page.goto(f"/office/applications/{first}/checks")
    page.get_by_role("radio").first.focus()
    page.keyboard.type("yjnc")
    expect(page.get_by_label("Comment on 1.2")).to_be_focused()
    page.keyboard.type("Nay, not yet.")
    page.get_by_role("group", name="1.3").get_by_role("radio").first.focus()
    page.keyboard.type("-")
    button = page.get_by_role("button", name="Save and check the next")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Checks: Choir")
    with beside(site):
        stored = select(CheckAnswer.code, CheckAnswer.answer, CheckAnswer.comment)
        answers = db.session.execute(stored.where(CheckAnswer.application_id == first).order_by(CheckAnswer.code)).all()
    assert [tuple(each) for each in answers] == [
        ("1.1", "yes", ""),
        ("1.2", "no", "Nay, not yet."),
        ("1.3", "not_applicable", ""),
    ]
