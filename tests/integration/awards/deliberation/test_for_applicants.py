"""A reasoning begins with what members wrote for the applicant, and reveals nobody unless somebody has looked."""

import pytest

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.awards.deliberation import reasoning
from grants.awards.deliberation.models import ReasoningStep
from grants.awards.deliberation.reasoning import Reveals
from grants.awards.deliberation.reasonings import reasonings_on, steps_on
from grants.awards.deliberation.revealing.queries import offered_on
from grants.calls.models import Call
from grants.evaluation.models import ConflictKind, Sheet
from grants.evaluation.queries import sheet_of
from tests.factories.applications import joined
from tests.factories.awards import an_official_of
from tests.factories.deliberation import HIGH, a_call_scored_by, close_sheets, fill_in
from tests.factories.evaluation import declare
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("session")

TELLING = "Kā jau Ilzei teicu, mērķis ir skaidrs."
TOLD = {"Dace": "Budžets nav pamatots.", "Ilze": "Mērķis ir skaidrs.", "Juris": TELLING}
APPROVE = "Approve for the committee"


def a_call(*, conflict_of: str = "", **told: str) -> tuple[Call, Application, dict[str, Person]]:
    """Return a call whose sheets are closed, its first application with what each wrote for it, and its people.

    Somebody may have found a conflict with it after submitting their sheet.
    """
    call, people = a_call_scored_by("Ilze", "Juris")
    for application in submitted_in(call.id):
        for name, person in people.items():
            fill_in(person, application, HIGH).for_applicant = told.get(name, "")
    if conflict_of:
        declare(people[conflict_of], submitted_in(call.id)[0], ConflictKind.FAMILY)
    close_sheets(call)
    return call, submitted_in(call.id)[0], {**people, "Otto": an_official_of(call)}


def page_of(application: Application) -> str:
    return f"/evaluation/applications/{application.id}/reasoning/whole"


def test_the_drafter_sees_what_all_wrote_without_names(browser_of: Browser) -> None:
    _call, application, people = a_call(**TOLD)
    text = browser_of(people["Otto"]).see(page_of(application)).text
    assert all(words in text for words in TOLD.values())
    assert "Dace" not in text
    assert "Juris" not in text
    assert "“Ilzei”: may be the name of a member or an official" in text


def test_a_draft_begins_with_them_and_nothing_is_stored(browser_of: Browser) -> None:
    _call, application, people = a_call(Dace=TOLD["Dace"], Ilze=TOLD["Ilze"])
    visitor = browser_of(people["Otto"])
    page = visitor.send(visitor.see(page_of(application)), button="Begin with these")
    (begun,) = page.form("Store the reasoning").values["words"]
    assert sorted(begun.split("\n\n")) == sorted([TOLD["Dace"], TOLD["Ilze"]])
    assert steps_on(application) == []
    visitor.send(page, button="Store the reasoning")
    assert reasonings_on(application)[""].words == begun


def test_what_is_written_already_is_not_replaced(browser_of: Browser) -> None:
    _call, application, people = a_call(**TOLD)
    reasoning.draft(application=application, code="", words="Labs.", seen=0, actor=people["Otto"])
    page = browser_of(people["Otto"]).see(f"{page_of(application)}?begin=1")
    assert page.form("Store the reasoning").values["words"] == ["Labs."]
    assert "Begin with these" not in page.text


def test_nothing_is_offered_where_nobody_wrote(browser_of: Browser) -> None:
    _call, application, people = a_call()
    assert "What members wrote" not in browser_of(people["Otto"]).see(page_of(application)).text


def test_who_does_not_draft_sees_none_of_them(browser_of: Browser) -> None:
    _call, application, people = a_call(**TOLD)
    for name in ("Dace", "Ilze"):
        assert TOLD["Juris"] not in browser_of(people[name]).see(page_of(application)).text


def test_whoever_is_in_conflict_or_has_an_application_sees_none(browser_of: Browser) -> None:
    call, application, people = a_call(conflict_of="Ilze", **TOLD)
    competitor = joined(submitted_in(call.id)[1], people["Otto"])
    browser_of(competitor).see(page_of(application), status=403)
    browser_of(people["Ilze"]).see(page_of(application), status=404)


def test_a_sheet_of_a_member_in_conflict_is_left_out() -> None:
    _call, application, _people = a_call(conflict_of="Ilze", **TOLD)
    assert {one.words for one in offered_on(application)} == {TOLD["Dace"], TOLD["Juris"]}


def test_the_order_depends_on_the_texts_alone() -> None:
    _call, application, people = a_call(**TOLD)
    before = [one.words for one in offered_on(application)]
    names = list(TOLD)
    for name, other in zip(names, [*names[1:], names[0]], strict=True):
        _sheet(people[name], application).for_applicant = TOLD[other]
    assert [one.words for one in offered_on(application)] == before


def test_a_telling_text_is_approved_only_by_who_has_looked() -> None:
    _call, application, people = a_call()
    reasoning.draft(application=application, code="", words=TELLING, seen=0, actor=people["Otto"])
    with pytest.raises(Reveals):
        reasoning.approve(application=application, code="", seen=1, actor=people["Dace"])
    for _ in range(2):
        reasoning.approve(application=application, code="", seen=1, actor=people["Dace"], despite_hints=True)
    assert len(steps_on(application)) == 2


def test_the_chair_is_asked_first_and_may_go_on(browser_of: Browser) -> None:
    _call, application, people = a_call()
    reasoning.draft(application=application, code="", words=TELLING, seen=0, actor=people["Otto"])
    visitor = browser_of(people["Dace"])
    page = visitor.send(visitor.see(page_of(application)), button=APPROVE, status=422)
    assert "Look at the words that could reveal an evaluator first." in page.text
    assert "“Ilzei”" in page.text
    visitor.send(page, {"despite_hints": "yes"}, button=APPROVE)
    assert reasonings_on(application)[""].step is ReasoningStep.APPROVED


def test_what_reveals_nobody_needs_no_tick(browser_of: Browser) -> None:
    _call, application, people = a_call()
    reasoning.draft(application=application, code="", words=TOLD["Ilze"], seen=0, actor=people["Otto"])
    page = browser_of(people["Dace"]).see(page_of(application))
    assert "despite_hints" not in page.form(APPROVE).values
    reasoning.approve(application=application, code="", seen=1, actor=people["Dace"])


def _sheet(person: Person, application: Application) -> Sheet:
    sheet = sheet_of(person, application)
    assert sheet is not None
    return sheet
