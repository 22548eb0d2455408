"""How the rules of a published call are amended: prepared beside those in force, and put in force with their act."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from grants import clock
from grants.calls import services
from grants.calls.editing.permitted import Why, refusals
from grants.calls.events import CallAmended
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.queries import call_by_slug, editable_version, rules_of, version_of
from grants.db import db
from grants.errors import Conflict
from tests.factories.calls import (
    CLOSED,
    OPEN,
    WRITTEN,
    a_call,
    a_closed_call,
    a_draft,
    a_file,
    amended,
    an_amendment,
    an_official,
    rules,
    with_act,
)
from tests.factories.documents import changed, criterion, rules_document, schedule, without
from tests.factories.people import a_person
from tests.integration.calls.conftest import SignIn
from tests.integration.calls.support import heard
from tests.support.pages import Page, Values
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

CALL = "/office/calls/piemers-2030"
LATER = schedule(closes_at="2029-12-17T15:00:00+02:00")
FORCE = "Put the amendment in force"


@pytest.fixture
def coordinator(as_person: SignIn) -> Visitor:
    with clock.at(OPEN):
        return as_person(an_official())


def in_office(browser: Visitor, page: str, *, button: str = "", status: int = 200, **typed: Any) -> Page:
    """Open a page of the call's office while applications are taken, and press a button there if one is named."""
    with clock.at(OPEN):
        shown = browser.see(f"{CALL}{page}")
        return browser.send(shown, typed, button=button, status=status) if button else shown


class TestPreparing:
    def test_nothing_of_it_is_in_force_or_seen(self, client: Visitor) -> None:
        a_call()
        with clock.at(OPEN):
            an_amendment(call_by_slug("piemers-2030"), a_person())
            page = client.see("/calls/piemers-2030")
        assert (page.heading, rules_of(call_by_slug("piemers-2030")).title["lv"]) == ("Piemērs", "Piemērs")

    def test_it_is_edited_on_the_pages_of_the_rules(self, coordinator: Visitor) -> None:
        a_call()
        in_office(coordinator, "", button="Amend the rules")
        in_office(coordinator, "/rules/part/committee", button="Store", committee_size="7")
        page = in_office(coordinator, "/amendment")
        assert "Members of the committee" in page.text

    def test_beginning_twice_goes_on_with_the_first(self) -> None:
        call, person = a_call(), a_person()
        assert services.begin_amendment(call=call, actor=person) is services.begin_amendment(call=call, actor=person)

    def test_a_draft_needs_no_amendment(self) -> None:
        with pytest.raises(Conflict):
            services.begin_amendment(call=a_draft(), actor=a_person())

    def test_it_can_be_given_up(self, coordinator: Visitor) -> None:
        an_amendment(a_call(), a_person())
        in_office(coordinator, "/amendment/drop", button="Give the amendment up")
        assert editable_version(call_by_slug("piemers-2030")) is None

    def test_what_is_missing_is_named_with_a_way_there(self, coordinator: Visitor) -> None:
        services.begin_amendment(call=a_call(), actor=a_person())
        links = in_office(coordinator, "/amendment").links
        assert links["Missing: why the rules are amended."] == f"{CALL}/amendment#why"
        assert links["Nothing is changed yet."] == f"{CALL}/rules"

    def test_the_address_of_a_published_call_stays(self, coordinator: Visitor) -> None:
        an_amendment(a_call(), a_person())
        page = in_office(coordinator, "/rules/part/texts", button="Store", status=422, slug="cita")
        assert "The address of a published call stays" in page.text


class TestInForce:
    def test_the_call_follows_the_new_rules_at_once(self) -> None:
        with clock.at(OPEN):
            call = amended(a_call(), a_person(), schedule=LATER)
        assert (call.version, call.closes_at.isoformat()) == (2, "2029-12-17T15:00:00+02:00")

    def test_it_is_told_and_journalled_once(self, app: Flask) -> None:
        with clock.at(OPEN), heard(app, CallAmended) as events:
            call = amended(a_call(), a_person())
            services.put_in_force(call=call, actor=a_person(), seen=call.rules_digest)
        assert events == [CallAmended(call_id=call.id, version=2)]

    def test_the_page_says_what_changed_why_when_and_by_which_act(self, client: Visitor) -> None:
        with clock.at(OPEN):
            amended(a_call(), a_person(), schedule=LATER)
            page = client.see("/calls/piemers-2030")
        for said in ("Kļūda tekstā.", "10.12.2029. plkst. 15.00", "17.12.2029. plkst. 15.00", "Dome", "grozijumi.pdf"):
            assert said in page.text

    def test_no_cached_page_shows_the_former_deadline(self, client: Visitor) -> None:
        call = a_call()
        with clock.at(OPEN):
            client.see("/calls/piemers-2030")
            amended(call, a_person(), schedule=LATER)
            page = client.see("/calls/piemers-2030")
        assert "Iesniegšanas termiņš 17.12.2029. plkst. 15.00" in page.text

    def test_the_former_version_stays_as_it_was(self) -> None:
        with clock.at(OPEN):
            call = amended(a_call(), a_person())
        assert rules_of(call, 1).title["lv"] == "Piemērs"

    def test_whoever_looked_at_something_else_is_told(self) -> None:
        call = an_amendment(a_call(), a_person())
        with pytest.raises(Conflict, match="Somebody changed"):
            services.put_in_force(call=call, actor=a_person(), seen=call.rules_digest)

    def test_it_needs_the_file_of_its_own_act(self) -> None:
        call = a_call()
        version = services.begin_amendment(call=call, actor=a_person())
        services.replace_rules(call=call, rules=rules(schedule=LATER), actor=None)
        with clock.at(OPEN), pytest.raises(Conflict, match="file of the act"):
            services.put_in_force(call=call, actor=a_person(), seen=version.digest)

    def test_an_official_puts_it_in_force_after_a_page_that_says_what_happens(self, coordinator: Visitor) -> None:
        an_amendment(a_call(), a_person())
        in_office(coordinator, "/amendment/force", button=FORCE)
        assert call_by_slug("piemers-2030").version == 2

    def test_a_second_amendment_follows_the_first(self, client: Visitor) -> None:
        with clock.at(OPEN):
            call = amended(amended(a_call(), a_person()), a_person(), schedule=LATER)
            page = client.see("/calls/piemers-2030")
        assert (call.version, page.text.count("Kļūda tekstā.")) == (3, 2)


class TestExtending:
    def extend(self, browser: Visitor, closes_at: str, status: int = 200) -> Page:
        act = {"reason": "Maz iesniegumu.", "body": "Dome", "number": "15", "date": "5.12.2029"}
        file = (BytesIO(b"%PDF-1.7 extension"), "termins.pdf")
        typed: Values = {**act, "closes_at": closes_at, "file": file}
        return in_office(browser, "/extend", button="Move the deadline", status=status, **typed)

    def test_the_deadline_moves_and_what_follows_it_too(self, coordinator: Visitor) -> None:
        a_call()
        self.extend(coordinator, "17.12.2029 15.00")
        moved = rules_of(call_by_slug("piemers-2030")).schedule
        assert (moved.closes_at.day, moved.evaluation_due_at.day, moved.decision_due_at.day) == (17, 17, 7)

    def test_it_never_moves_back(self, coordinator: Visitor) -> None:
        a_call()
        page = self.extend(coordinator, "9.12.2029 15.00", status=422)
        assert "The new deadline has to be later than the present one." in page.text

    def test_after_the_deadline_it_cannot_move(self, as_person: SignIn) -> None:
        a_closed_call()
        with clock.at(CLOSED):
            as_person(an_official()).see(f"{CALL}/extend", status=409)

    def test_it_waits_for_no_other_amendment(self, coordinator: Visitor) -> None:
        an_amendment(a_call(), a_person())
        page = self.extend(coordinator, "17.12.2029 15.00", status=409)
        assert "Another amendment is being prepared." in page.text


class TestTwoPersons:
    @pytest.fixture
    def call(self) -> Call:
        call = a_call()
        call.organiser.needs_two = True
        db.session.flush()
        return an_amendment(call, a_person())

    @pytest.mark.usefixtures("session", "call")
    def test_whoever_asked_cannot_approve(self, coordinator: Visitor) -> None:
        in_office(coordinator, "/amendment/force", button="Ask for approval")
        page = in_office(coordinator, "/amendment/force")
        assert "Another coordinator of the organiser puts the amendment in force." in page.text
        assert call_by_slug("piemers-2030").version == 1

    @pytest.mark.usefixtures("session", "call")
    def test_somebody_else_finds_it_on_the_start_page_and_puts_it_in_force(
        self, coordinator: Visitor, as_person: SignIn
    ) -> None:
        in_office(coordinator, "/amendment/force", button="Ask for approval")
        with clock.at(OPEN):
            colleague = an_official(email="other@piemers.example")
            colleague.name = "Otra"
            other = as_person(colleague)
            page = other.see(other.see("/account/").links["Approve: Piemērs (en)"])
            other.send(page, button=FORCE)
        assert call_by_slug("piemers-2030").version == 2

    def test_other_rules_are_asked_for_anew(self, call: Call) -> None:
        first, second = a_person(), a_person()
        version = services.ask_approval(call=call, actor=first)
        services.replace_rules(call=call, rules=rules(schedule=LATER), actor=None)
        with clock.at(OPEN), pytest.raises(Conflict, match="second coordinator"):
            services.put_in_force(call=call, actor=second, seen=version.digest)

    def test_a_call_is_published_by_two(self) -> None:
        call = with_act(a_draft())
        call.organiser.needs_two = True
        with clock.at(WRITTEN):
            with pytest.raises(Conflict, match="second coordinator"):
                services.publish(call=call, actor=a_person())
            services.ask_approval(call=call, actor=a_person())
            services.publish(call=call, actor=a_person())
        assert call.stage is Stage.PUBLISHED


class TestWhatMayChange:
    OLD = rules_document()

    @pytest.mark.parametrize(
        ("path", "value", "phase", "why"),
        [
            ("slug", "cits", Phase.ANNOUNCED, Why.NEVER),
            ("languages", ["en", "lv"], Phase.ANNOUNCED, Why.LANGUAGE),
            ("schedule/published_at", "2029-11-01T08:00:00+02:00", Phase.ANNOUNCED, Why.ANNOUNCED),
            ("schedule/opens_at", "2029-11-03T09:00:00+02:00", Phase.OPEN, Why.OPEN),
            ("schedule/closes_at", "2029-12-09T15:00:00+02:00", Phase.OPEN, Why.EARLIER),
            ("schedule/closes_at", "2029-12-11T15:00:00+02:00", Phase.CLOSED, Why.CLOSED),
            ("criteria/0/max", "10", Phase.CLOSED, Why.CLOSED),
            ("criteria/0/step", "0.5", Phase.SCORING, Why.CLOSED),
            ("criteria/1/weight", "3", Phase.CLOSED, Why.CLOSED),
            ("criteria/1/threshold", "2", Phase.CLOSED, Why.CLOSED),
            ("scoring/total_threshold", "8", Phase.CLOSED, Why.CLOSED),
            ("scoring/tie_break", ["requested:asc"], Phase.DELIBERATION, Why.CLOSED),
            ("applicants/kinds", ["association"], Phase.CLOSED, Why.CLOSED),
            ("checks", [], Phase.CHECKING, Why.CLOSED),
            ("funding/limit/projects", 6, Phase.CLOSED, Why.LESS),
            ("funding/limit/total", "100.00", Phase.SCORING, Why.LESS),
            ("title/lv", "Cits", Phase.DECIDED, Why.OVER),
        ],
    )
    def test_is_refused(self, path: str, value: object, phase: Phase, why: Why) -> None:
        assert [one.why for one in refusals(self.OLD, changed(self.OLD, path, value), phase)] == [why]

    @pytest.mark.parametrize(
        ("path", "value", "phase"),
        [
            ("schedule/closes_at", "2029-12-09T15:00:00+02:00", Phase.ANNOUNCED),
            ("schedule/closes_at", "2029-12-11T15:00:00+02:00", Phase.OPEN),
            ("criteria/0/max", "10", Phase.OPEN),
            ("funding/limit/projects", 8, Phase.DELIBERATION),
            ("title/lv", "Cits", Phase.CLOSED),
            ("schedule/decision_due_at", "2030-02-15T17:00:00+02:00", Phase.SCORING),
        ],
    )
    def test_is_allowed(self, path: str, value: object, phase: Phase) -> None:
        assert refusals(self.OLD, changed(self.OLD, path, value), phase) == []

    def test_a_limit_that_goes_is_no_narrower(self) -> None:
        assert refusals(self.OLD, without(self.OLD, "funding/limit/total"), Phase.CLOSED) == []

    def test_a_limit_that_comes_is(self) -> None:
        old = without(self.OLD, "funding/limit/total")
        assert [one.why for one in refusals(old, self.OLD, Phase.CLOSED)] == [Why.LESS]

    def test_the_page_names_the_place_of_what_is_refused(self, as_person: SignIn) -> None:
        call = a_closed_call()
        an_amendment(call, a_person(), criteria=[criterion("2.1"), criterion("2.2", weight="3")])
        with clock.at(CLOSED):
            page = as_person(an_official()).see(f"{CALL}/amendment")
        assert "What is judged: After the deadline nothing changes that decides" in page.text


def test_a_version_in_force_is_held_as_it_is() -> None:
    with clock.at(OPEN):
        call = amended(a_call(), a_person())
    version = version_of(call, 2)
    assert version
    version.reason = "Cits"
    with pytest.raises(Conflict):
        db.session.flush()
    db.session.rollback()


def test_an_attachment_that_goes_stays_with_the_versions_that_had_it() -> None:
    call = a_draft()
    file = services.attach(call=call, title="Tāme", uploaded=a_file("tame.pdf", b"%PDF-1.7 tame"), actor=None)
    with clock.at(WRITTEN):
        call = services.publish(call=with_act(call), actor=None)
    services.begin_amendment(call=call, actor=a_person())
    services.detach(call=call, file_id=file.id, actor=None)
    assert (file.is_in(1), file.is_in(2)) == (True, False)


def test_giving_up_brings_back_what_was_taken_off() -> None:
    call = a_draft()
    file = services.attach(call=call, title="Tāme", uploaded=a_file("tame.pdf", b"%PDF-1.7 tame"), actor=None)
    with clock.at(WRITTEN):
        call = services.publish(call=with_act(call), actor=None)
    services.begin_amendment(call=call, actor=a_person())
    services.detach(call=call, file_id=file.id, actor=None)
    services.drop_amendment(call=call, actor=a_person())
    assert file.is_in(2)
