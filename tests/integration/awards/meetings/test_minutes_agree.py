"""Minutes, letters, results and export never contradict each other, whatever the marks are."""

import random

import pytest
from flask_babel import force_locale

from grants.applications.queries import submitted_in
from grants.awards.labels import OUTCOMES
from grants.awards.letters.facts import facts_of
from grants.awards.meetings import services as meetings
from grants.awards.meetings.models import Sitting, Subject
from grants.awards.meetings.services.voting import Matter
from grants.awards.minutes.content import Section, lines_of
from grants.awards.minutes.queries import minutes_of
from grants.awards.printing import shown
from grants.awards.publication import read_results
from grants.awards.queries import decisions_of, standing_of
from grants.awards.services import confirm
from grants.awards.wordings.writing import document_of
from grants.calls.models import Call
from grants.exchange.export import export_bundle
from grants.web.filters import money
from tests.factories.awards import an_official_of, ineligible, judged_apart, publish
from tests.factories.meetings import a_call_to_meet_about, an_open_sitting, approve_minutes, ballots, voted, voting_in

pytestmark = pytest.mark.usefixtures("monday")


def said_of(sitting: Sitting, call: Call) -> dict[str, list[str]]:
    """Return what the minutes say of each application, line by line, by reference."""
    references = {one.id: one.reference or "" for one in submitted_in(call.id)}
    sections = minutes_of(sitting, call).sections
    return {references[one.application_id]: lines_of([one]) for one in sections if one.application_id}


def a_random_call(seed: int) -> Call:
    """Return a call whose five applications have marks by chance, beside one that fails a check."""
    chance = random.Random(seed)  # examples, no secret
    marks = [
        ["".join(str(chance.randint(1, 5)) for _judge in range(3)) for _criterion in range(2)] for _one in range(5)
    ]
    applications = [judged_apart(f"A-{number}", *each) for number, each in enumerate(marks, start=1)]
    return a_call_to_meet_about(*applications, ineligible("A-6"))


@pytest.mark.parametrize("seed", range(3))
def test_minutes_letters_results_and_export_never_contradict_each_other(seed: int) -> None:
    call = a_random_call(seed)
    official = an_official_of(call)
    sitting = an_open_sitting(call, official)
    while ties := [one for one in standing_of(call).equals if one.settled is None]:
        matter = Matter(Subject.TIE, order=ties[0].references, reason="Balsojums.")
        voted(sitting, call, matter, ballots(sitting, call), by=official)
    meetings.vote_on_rest(call=call, number=1, actor=official)
    meetings.close(call=call, number=1, actor=official)
    approve_minutes(call, sitting, official, voting_in(sitting, call)["Anna"])
    said = said_of(sitting, call)
    confirm(call=call, actor=official)
    publish(call)
    assert said_of(sitting, call) == said
    exported = {one["reference"]: one["decision"] for one in export_bundle(call)["applications"]}
    facts = {one.application.reference: one for one in facts_of(call, list(decisions_of(call).values()))}
    with force_locale("lv"):
        public = {one.title: one for one in (*read_results(call).awarded, *read_results(call).reserve)}
        for reference, application in standing_of(call).applications.items():
            decision, lines = decisions_of(call)[application.id], said[reference]
            reasons = decision.reasoning.splitlines()
            letter = lines_of([Section(document_of(facts[reference], "lv").blocks)])
            assert f"Lēmums: {OUTCOMES[decision.outcome.value]}" in lines
            assert [line for line in letter if line in reasons] == reasons
            assert [line for line in lines if line in reasons] == reasons
            assert exported[reference]["outcome"] == decision.outcome.value
            if decision.amount is not None:
                assert f"Summa: {money(decision.amount)}" in lines
            if decision.total is not None:
                assert f"Kopā: {shown(decision.total)}" in lines
            if application.title in public:
                told = public[application.title]
                assert (told.outcome, told.amount, told.total) == (decision.outcome, decision.amount, decision.total)
