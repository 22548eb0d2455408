"""Before any account: may one apply, and what will be asked."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from grants import clock
from tests.factories.applications import form_of
from tests.factories.calls import OPEN, a_call, a_draft, an_amendment, an_official
from tests.factories.documents import field, words
from tests.integration.applications.conftest import SignIn
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

CALL = "/calls/piemers-2030"
APPLICANTS: dict[str, Any] = {
    "kinds": ["informal_group"],
    "age": {"min": 13, "max": 25},
    "min_group_size": 3,
    "adult_guarantor": True,
    "partner_required": True,
    "max_applications": 1,
}
FITS = {
    "kind": "informal_group",
    "age": "yes",
    "people": "3",
    "adult": "yes",
    "partner": "yes",
    "sum": "yes",
    "dates": "yes",
    "number": "yes",
}


def checked(client: Visitor, **changes: str) -> Page:
    with clock.at(OPEN):
        return Page(client.get(f"{CALL}/check", query_string={"check": "1", **FITS, **changes}))


class TestCheck:
    def test_it_asks_only_what_the_rules_ask(self, client: Visitor) -> None:
        a_call()
        with clock.at(OPEN):
            assert "pieaugušais" not in client.get(f"{CALL}/check").text

    def test_whoever_meets_all_may_apply_and_reads_which_papers(self, client: Visitor) -> None:
        a_call(applicants=APPLICANTS, form=form_of(field("statutes", "file", label=words("Statūti"), required=True)))
        page = checked(client)
        assert "jūs varat pieteikties" in page.text
        assert "Statūti" in page.text

    @pytest.mark.parametrize(
        ("name", "answer", "said"),
        [
            ("kind", "company", "jauniešu neformālā grupa"),
            ("kind", "other", "jauniešu neformālā grupa"),
            ("age", "no", "no 13 līdz 25 gadiem"),
            ("people", "2", "vismaz 3 cilvēki"),
            ("adult", "no", "Par projektu atbild pilngadīg"),
            ("partner", "no", "partner"),
            ("number", "no", "Viens iesniedzējs var iesniegt 1"),
        ],
    )
    def test_whoever_does_not_meet_a_rule_reads_that_rule(
        self, client: Visitor, name: str, answer: str, said: str
    ) -> None:
        a_call(applicants=APPLICANTS)
        page = checked(client, **{name: answer})
        assert said in page.text
        assert "Jūs varat pieteikties" not in page.text

    def test_what_cannot_be_read_is_said_beside_the_question(self, client: Visitor) -> None:
        a_call(applicants=APPLICANTS)
        page = checked(client, people="trīs")
        assert page.form("Pārbaudīt").values["people"] == ["trīs"]
        assert "Jūs varat pieteikties" not in page.text


class TestForm:
    def test_everything_is_asked_in_advance_with_its_limits(self, client: Visitor) -> None:
        a_call(
            form=form_of(
                field("goal", "long_text", label=words("Mērķis"), required=True, max_chars=700),
                field("place", "choice", options=[{"code": "a", "label": words("Pilsēta")}], required=True),
                field("where", "short_text", show_if={"field": "place", "equals": "a"}),
            )
        )
        with clock.at(OPEN):
            page = Page(client.get(f"{CALL}/form"))
        for said in ("Projekta nosaukums", "Mērķis", "700", "Pilsēta", "atbilde uz"):
            assert said in page.text

    def test_it_can_be_taken_along_as_a_text_document(self, client: Visitor) -> None:
        a_call(form=form_of(field("goal", "long_text", label=words("Mērķis"), required=True)))
        with clock.at(OPEN):
            made = Document(BytesIO(client.get(f"{CALL}/form.docx").data))
        assert "Mērķis – teksts" in [paragraph.text for paragraph in made.paragraphs]

    def test_officials_see_the_form_of_a_draft(self, as_person: SignIn) -> None:
        a_draft(form=form_of(field("goal", "long_text", label=words("Mērķis"))))
        assert "Mērķis" in as_person(an_official()).see("/office/calls/piemers-2030/rules/preview/form").text

    def test_officials_see_page_and_form_of_an_amendment_before_it_holds(
        self, as_person: SignIn, client: Visitor
    ) -> None:
        official = an_official()
        with clock.at(OPEN):
            an_amendment(
                a_call(),
                official,
                title=words("Grozīts"),
                form=form_of(field("new", "short_text", label=words("Jauns?"))),
            )
            browser = as_person(official)
            assert "Grozīts" in browser.see("/office/calls/piemers-2030/rules/preview").text
            assert "Jauns?" in browser.see("/office/calls/piemers-2030/rules/preview/form").text
            assert "Jauns?" not in client.get(f"{CALL}/form").text
