"""What broke in the decisions of others, shown here not to: each test is named as what happened to them.

That a form of assignments with stale row numbers gives nothing to the wrong reviewer is in
`evaluation/assigning/test_pages.py`.
"""

import re
from copy import deepcopy

import pytest
from sqlalchemy import select

from grants import clock
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.awards import services
from grants.awards.contests import services as contests
from grants.awards.contests.remaking import remaking_of
from grants.awards.contests.services import Found
from grants.awards.deciding import storing
from grants.awards.deciding.anew import Anew, decide_anew
from grants.awards.late.comparison import digest_of
from grants.awards.letters.models import Letter
from grants.awards.models import Decision, Outcome
from grants.awards.queries import decisions_of, decisions_on
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.places import Place
from grants.awards.wordings.services import write
from grants.awards.wordings.texts import default_text
from grants.calls.models import Call, CallVersion, Stage
from grants.calls.queries import call_by_slug
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.validation import read_rules
from grants.db import db
from grants.errors import Conflict
from grants.evaluation.models import Sheet, SheetState
from grants.exchange.export import export_bundle
from grants.exchange.ranking import rank_bundle, ranking_document
from grants.exchange.validation import read_bundle
from grants.notices.models import Message
from tests.factories.awards import (
    DELIBERATED,
    SLUG,
    a_deliberated_call,
    a_member,
    a_told_call,
    an_official_of,
    application_in,
    judged,
    letters_left,
)
from tests.factories.deliberation import a_closed_call
from tests.factories.documents import sheet
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.integration.evaluation.support import post
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

TOTAL, POINTS = (
    re.compile(rf'data-label="{head}" class="number"><span>([^<]*)</span>') for head in ("Total", "Points")
)
TWO = {"size": 2, "quorum": 2, "decided_by": "committee"}
FEW, MANY = 3, 81
"""How many reviews stand on a page."""


@pytest.mark.usefixtures("monday")
def test_a_conflicted_chair_could_infer_the_reviewers(browser_of: Browser) -> None:
    """No page of theirs names who marked it, nor says how many did, and what is made of the marks does not open."""
    call, people = a_closed_call(conflict_of="Dace")
    first, second = submitted_in(call.id)
    chair = browser_of(people["Dace"])
    office, scores = f"/office/calls/{call.slug}", f"/evaluation/applications/{first.id}"
    for page in (f"/evaluation/calls/{call.slug}", f"{office}/ranking", f"/evaluation/calls/{call.slug}/discussion"):
        text = chair.see(page).text
        assert [name for name in ("Ilze", "Juris") if name in text] == [], page
        assert f"{first.reference} – {first.title}" not in text
    closed = ("marks", "marks/2.1/consensus", "reasoning", "")
    pages = [f"{scores}/{page}".rstrip("/") for page in closed]
    pages += [f"{office}/{page}" for page in ("committee/progress", "interests", "assignment")]
    assert {page: status for page in pages if (status := chair.get(page).status_code) not in (403, 404)} == {}
    assert "Ilze" in chair.see(f"/evaluation/applications/{second.id}/marks").text


@pytest.mark.usefixtures("monday")
def test_changed_weights_left_old_totals(browser_of: Browser) -> None:
    call = a_deliberated_call(judged("A-1", "5", "5"))
    official, marks = (
        browser_of(an_official_of(call)),
        f"/evaluation/applications/{application_in(call, 'A-1').id}/marks",
    )
    assert total_on(official, marks) == "15.00"
    weigh_equally(call)
    assert total_on(official, marks) == "10.00"
    ranking = official.see(f"/office/calls/{SLUG}/ranking").text
    assert ("10.00" in ranking, "15.00" in ranking) == (True, False)


def total_on(visitor: Visitor, address: str) -> str:
    return visitor.see(address).text.partition("Total: ")[2].split()[0]


def weigh_equally(call: Call) -> None:
    """Give a call rules in which every criterion weighs one."""
    held = db.session.scalars(select(CallVersion).where(CallVersion.call_id == call.id)).one()
    document = deepcopy(held.rules)
    for criterion in document["criteria"]:
        criterion["weight"] = "1"
    rules = read_rules(document)
    version = CallVersion(call_id=call.id, number=2, rules=dump(rules), digest=digest(rules), created_at=clock.now())
    db.session.add(version)
    call.version, call.rules_digest = 2, version.digest
    db.session.commit()


@pytest.mark.usefixtures("monday")
def test_a_review_edited_after_the_decision(browser_of: Browser) -> None:
    call, people = a_closed_call()
    judge, application = people["Ilze"], submitted_in(call.id)[0]
    services.confirm(call=call, actor=an_official_of(call))
    before = marks_of(application)
    member, chair, official = (browser_of(one) for one in (judge, people["Dace"], an_official_of(call)))
    typed = {"mark-2.1": "1", "mark-2.2": "1", "revision": "1"}
    mine = f"/evaluation/applications/{application.id}"
    post(member, mine, typed, status=409)
    post(member, f"{mine}/submit", typed, status=200)  # it was submitted before: a second time does nothing
    post(chair, f"{mine}/marks/2.1/consensus", {"mark": "1", "reason": "Later."}, status=403)
    again = f"/office/applications/{application.id}/sheets/{judge.id}/reopen"
    post(official, again, {"reason": "Later."}, status=409)
    assert marks_of(application) == before


def marks_of(application: Application) -> list[tuple[object, SheetState]]:
    sheets = select(Sheet).where(Sheet.application_id == application.id).order_by(Sheet.evaluator_id)
    return [(dict(one.marks), one.state) for one in db.session.scalars(sheets)]


@pytest.mark.usefixtures("monday")
def test_a_recommendation_rounded_in_two_places_was_not_the_same(browser_of: Browser) -> None:
    """Half a point goes up on the ranking, in the letter, in the results and in the print of a bundle."""
    halves = [sheet("E1", "4", "4"), sheet("E2", "5", "4")]
    call = a_deliberated_call(judged("A-1", evaluations=halves), scoring={"decimals": 0}, committee=TWO)
    a_member(call, "A-1")
    official = an_official_of(call)
    visitor = browser_of(official)
    ranking = visitor.see(f"/office/calls/{SLUG}/ranking").response.text
    assert (TOTAL.findall(ranking), "12.5" in ranking) == (["13"], False)
    read = read_bundle(export_bundle(call))
    assert ranking_document(read.call, rank_bundle(read))["applications"][0]["total"] == "13"
    services.confirm(call=call, actor=official)
    letters_left(call, official)
    letter = db.session.scalars(select(Message).where(Message.event == "decision")).one()
    assert "with 13 points of 15" in letter.words.text
    services.publish_results(call=call, actor=official)
    db.session.commit()
    assert POINTS.findall(visitor.see(f"/calls/{SLUG}/results").response.text) == ["13"]


def test_many_reviews_on_a_page_asked_the_database_for_each(browser_of: Browser) -> None:
    with clock.at(DELIBERATED):
        call = a_deliberated_call(judged("A-1", evaluations=[]), judged("A-2"))
        application, official = application_in(call, "A-1"), an_official_of(call)
        visitor = browser_of(official)
        pages = [f"/evaluation/applications/{application.id}/marks", f"/office/calls/{SLUG}/ranking"]
        review(application, FEW)
        few = [asked(visitor, page) for page in pages]
        review(application, MANY - FEW)
        assert [asked(visitor, page) for page in pages] == few
        assert visitor.see(pages[0]).text.count("Reviewer of many") == 2 * MANY  # for each of two criteria


def review(application: Application, count: int) -> None:
    """Let so many more people have submitted a sheet."""
    for _ in range(count):
        submitted = Sheet(
            application_id=application.id,
            evaluator_id=a_person("Reviewer of many").id,
            state=SheetState.SUBMITTED,
            marks={"2.1": "4", "2.2": "4"},
            comments={},
            saved_at=DELIBERATED,
            submitted_at=DELIBERATED,
        )
        db.session.add(submitted)
    db.session.commit()


def asked(visitor: Visitor, address: str) -> int:
    """Return how many statements a page takes once what does not change is remembered."""
    visitor.see(address)
    with selects() as found:
        visitor.see(address)
    return len(found)


@pytest.mark.usefixtures("monday")
def test_winners_were_set_one_by_one_outside_a_transaction(
    browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever fails in the middle of it, either everybody is decided on or nobody."""
    call = a_deliberated_call()
    browser = browser_of(an_official_of(call))
    page = browser.see(f"/office/calls/{SLUG}/decisions")
    store, stored = storing._store, []  # where it breaks in the middle

    def breaks_at_the_third(*given: object) -> None:
        stored.append(given)
        if len(stored) == len(range(3)):
            raise OSError("the power fails")
        store(*given)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(storing, "_store", breaks_at_the_third)
    browser.send(page, button="Confirm the decisions", status=500)
    db.session.rollback()
    assert len(stored) == len(range(3))
    assert db.session.query(Decision).count() == 0
    assert call_by_slug(SLUG).stage is Stage.DELIBERATION


@pytest.mark.usefixtures("monday")
def test_judgments_were_made_and_never_announced(browser_of: Browser) -> None:
    """From the decision on something waits on the official's start page until everybody has read the results."""
    call = a_deliberated_call()
    a_member(call, "A-1")
    official = an_official_of(call)
    services.confirm(call=call, actor=official)
    assert "Send the letters: Piemērs (en)" in browser_of(official).see("/account/").text
    letters_left(call, official)
    assert "Publish the results: Piemērs (en)" in browser_of(official).see("/account/").text
    services.publish_results(call=call, actor=official)
    assert "Publish the results" not in browser_of(official).see("/account/").text


@pytest.mark.usefixtures("monday")
def test_results_were_seen_in_the_account_before_the_mail(browser_of: Browser, client: Visitor) -> None:
    """Until their letter has left, an applicant finds the outcome on no page, and nobody can publish it."""
    call = a_deliberated_call()
    member, application = a_member(call, "A-1"), application_in(call, "A-1")
    official = an_official_of(call)
    services.confirm(call=call, actor=official)
    with pytest.raises(Conflict, match="letter"):
        services.publish_results(call=call, actor=official)
    browser = browser_of(member)
    for address in ("/account/", "/applications/", f"/applications/{application.id}", "/account/my-data"):
        answer = browser.get(address, follow_redirects=True).get_data(as_text=True)
        assert "awarded" not in answer
        assert '"outcome"' not in answer
    browser.see(f"/applications/{application.id}/decision", status=404)
    client.see(f"/calls/{SLUG}/results", status=404)


@pytest.mark.usefixtures("monday")
def test_administrators_were_unable_to_correct_a_winner_after_the_calculation() -> None:
    """A check found wrong after the decision takes the award by a new decision, and both stay on record."""
    call = a_told_call()
    official, winner = an_official_of(call), application_in(call, "A-1")
    found = Found("Pielikums nebija derīgs.", failed=["1.1"])
    complaint = contests.correct(application=winner, found=found, actor=official)
    contests.conclude(complaint=complaint, seen=digest_of(remaking_of(complaint).after), actor=official)
    assert [one.outcome for one in decisions_on(winner)] == [Outcome.AWARDED, Outcome.INELIGIBLE]
    assert decisions_of(call)[application_in(call, "A-2").id].outcome is Outcome.AWARDED


@pytest.mark.usefixtures("monday")
def test_texts_of_letters_were_changed_by_developers_every_year_because_they_were_files() -> None:
    """An official writes another text, and the next letter says it; those prepared before keep theirs."""
    call = a_told_call()
    official, kind = an_official_of(call), LetterKind.REVOCATION
    words = default_text(kind, "lv") + "\nŠogad rakstām citādi.\n"
    write(place=Place(call.organiser_id, call.id, kind, "lv"), words=words, seen=0, actor=official)
    revoked = Anew(Outcome.REVOKED, "Atteikums pēc pārbaudes.")
    decide_anew(application=application_in(call, "A-1"), anew=revoked, seen=1, actor=official)
    letters = db.session.scalars(select(Letter).where(Letter.call_id == call.id))
    assert {letter.kind for letter in letters if "Šogad rakstām citādi." in str(letter.content)} == {kind}
