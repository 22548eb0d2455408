"""What each kind of letter says: every part that the law asks of an administrative act, printed as it is."""

from dataclasses import replace
from datetime import date

import pytest
from flask_babel import force_locale

from grants.awards.drafting import drafts_of
from grants.awards.queries import standing_of
from grants.awards.wordings.facts import Earlier, Facts
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.writing import document_of
from grants.calls.models import Call
from grants.documents.content import Bullets, Document, Heading, Paragraph
from grants.documents.content import Facts as Pairs
from grants.documents.making import make
from tests.factories.awards import DELIBERATED, a_deliberated_call, an_official_of, judged
from tests.factories.documents import rules_document, schedule

pytestmark = pytest.mark.usefixtures("monday")

LEGAL = ("Iestāde", "Adresāts", "Numurs", "Datums")


def facts_in(call: Call, reference: str = "A-1", kind: LetterKind = LetterKind.AWARD) -> Facts:
    """Return what the letter about one application of a call is made of."""
    official = an_official_of(call, name="Olga Koordinatore")
    standing = standing_of(call)
    draft = next(each for each in drafts_of(standing, official) if each.application.reference == reference)
    return Facts(
        kind,
        draft.decision.number,
        DELIBERATED,
        draft.application,
        standing.rules,
        {},
        official=official,
        decision=draft.decision,
        placement=draft.placement,
        explained=draft.explained,
    )


def words_in(document: Document) -> str:
    said = [document.title, *document.lead]
    for block in document.blocks:
        match block:
            case Heading(words):
                said.append(words)
            case Paragraph(runs):
                said.append("".join(words for words, _style in runs))
            case Bullets(items):
                said += ["".join(words for words, _style in item) for item in items]
            case Pairs(pairs):
                said += [f"{term}: {words}" for term, words in pairs]
    return "\n".join(said)


def test_a_letter_in_a_language_without_a_text_says_that_it_falls_back() -> None:
    facts = facts_in(a_deliberated_call())
    assert [*map(len, (document_of(facts, each).lead for each in ("lv", "en", "et")))] == [0, 1, 3]
    assert document_of(facts, "et").title == document_of(facts, "en").title


class TestWhatTheLawAsks:
    def test_a_rejection_has_every_part(self) -> None:
        words = words_in(document_of(facts_in(a_deliberated_call(), "A-3", LetterKind.REJECTION), "lv"))
        for part in (
            "Lēmums Nr. piemers-2030/3 par projekta iesniegumu „Projekts A-3”",
            "Iestāde: Piemēra pašvaldība, reģistrācijas Nr. 90000000000, Lielā iela 1, Piemērs",
            "Adresāts: Biedrība A-3, reģistrācijas Nr. 40008000000",
            "Datums: 2030. gada 14. janvāris",
            "Projekta iesniegums ir noraidīts.",
            "Kritērijs 2.2",
            "apstiprin",
            "Kur un kādā termiņā lēmumu var apstrīdēt",
            "Piemēra pašvaldība",
            "Olga Koordinatore",
        ):
            assert part in words

    def test_only_the_letter_in_the_language_of_the_call_counts(self) -> None:
        facts = facts_in(a_deliberated_call())
        assert not document_of(facts, "lv").lead
        assert "only it counts" in document_of(facts, "en").lead[0]

    def test_an_appeal_goes_to_the_court(self) -> None:
        contest = {"months": 1, "kind": "appeal", "to": "Administratīvā rajona tiesa"}
        words = words_in(document_of(facts_in(a_deliberated_call(schedule=schedule(contest=contest))), "en"))
        assert "can be appealed to Administratīvā rajona tiesa within 1 month" in words

    def test_a_council_is_named_with_its_decision(self) -> None:
        facts = facts_in(a_deliberated_call())
        assert facts.decision is not None
        facts.decision.resolution_number, facts.decision.resolution_date = "12", date(2030, 1, 20)
        words = words_in(document_of(facts, "en"))
        assert "The council decided on it on 20 January 2030 by its decision No. 12" in words


def test_conditions_are_named() -> None:
    facts = facts_in(a_deliberated_call(), kind=LetterKind.AWARD_WITH_CONDITIONS)
    assert facts.decision is not None
    facts.decision.conditions = "Tāme jāprecizē.\nTelpas jāsaskaņo."
    assert "\nTāme jāprecizē.\nTelpas jāsaskaņo.\n" in words_in(document_of(facts, "lv"))


def test_an_offer_has_a_day_to_answer_by() -> None:
    facts = facts_in(a_deliberated_call(), kind=LetterKind.OFFER)
    assert facts.decision is not None
    facts.decision.answer_until = date(2030, 1, 28)
    assert "Answer by 28 January 2030 whether you take the award." in words_in(document_of(facts, "en"))


def test_a_correction_names_what_it_replaces_and_why() -> None:
    facts = replace(facts_in(a_deliberated_call(), kind=LetterKind.CORRECTION), replaced=Earlier("x/1", DELIBERATED))
    assert facts.decision is not None
    facts.decision.because = "Kļūda aprēķinā."
    words = words_in(document_of(facts, "en"))
    assert "in the place of decision No. x/1 of 14 January 2030" in words
    assert "Kļūda aprēķinā." in words


def test_a_notice_extends_the_term_with_its_reason() -> None:
    whole = facts_in(a_deliberated_call())
    facts = replace(
        whole,
        kind=LetterKind.EXTENSION,
        decision=None,
        placement=None,
        explained=(),
        until=date(2030, 2, 28),
        because="Saņemts liels iesniegumu skaits.",
    )
    words = words_in(document_of(facts, "en"))
    assert "The term to decide on the application is extended until 28 February 2030." in words
    assert "Saņemts liels iesniegumu skaits." in words
    assert "Section 64" in words
    assert "contest" not in words


@pytest.mark.parametrize("name", ["“Ā” 'b' \"c\"", "<b>x</b>", "=SUM(A1)", "*x* {number} #set", "שלום مرحبا"])
def test_every_name_is_printed_as_it_is(name: str) -> None:
    document = document_of(facts_in(a_deliberated_call(judged("A-1", "5", "5", title=name))), "lv")
    assert f"„{name}”" in document.title
    assert make("pdf", document, at=DELIBERATED).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_is_a_document_without_open_placeholders(kind: LetterKind, language: str) -> None:
    with force_locale("lv"):  # whoever asks reads another language than the letter's
        document = document_of(facts_in(a_deliberated_call(), kind=kind), language)
    assert not {"{", "}"} & set(words_in(document))
    assert document.number == "piemers-2030/1"


@pytest.mark.parametrize(("fund", "lines"), [({"lv": "Eiropas Sociālais fonds"}, 3), (None, 0)])
def test_the_emblem_stands_on_letters_of_european_calls(fund: object, lines: int) -> None:
    programme = {**rules_document()["programme"], "fund": fund}
    programme = {name: value for name, value in programme.items() if value is not None}
    assert len(document_of(facts_in(a_deliberated_call(programme=programme)), "lv").fund) == lines
