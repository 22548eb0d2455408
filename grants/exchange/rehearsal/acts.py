"""What one person does in a rehearsal."""

import io
from dataclasses import replace
from random import Random

from werkzeug.datastructures import FileStorage

from grants import clock
from grants.accounts.models import Person, Role, RoleKind
from grants.accounts.services import grant_role, person_for
from grants.applications import services as applications
from grants.applications.confirmations import wanted_parties
from grants.applications.files import KeptFile, read_uploads
from grants.applications.form.working import as_changes
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.rules.document import FormField, Rules
from grants.evaluation import services as evaluation
from grants.evaluation.models import Answer, ConflictKind
from grants.evaluation.policies import enters_sheets
from grants.evaluation.queries import checks_for
from grants.evaluation.services.checks import edition
from grants.exchange.invention import invent_answers, invent_applicant, invent_file, invent_marks, invent_title


def fill_in(call: Call, rules: Rules, random: Random, number: int) -> tuple[Application, Person]:
    """Let somebody new fill in an application, with the files the form insists on, up to the submission."""
    person = person_for(email=f"pieteicejs{number}@rehearsal.example", name=f"Pieteicējs {number}")
    application = applications.start(call=call, actor=person)
    applications.save(
        application=application,
        actor=person,
        changes=as_changes(
            title=invent_title(random),
            applicant=invent_applicant(rules, random, number),
            answers=invent_answers(rules, random),
        ),
    )
    for field in rules.fields:
        if field.type == "file" and field.required:
            _attach(application, person, field)
    if wanted_parties(rules, application.applicant):
        applications.ask_parties(application=application, actor=person)
    return application, person


def judge(application: Application, rules: Rules, role: Role, random: Random, worth: float | None) -> None:
    """Let an evaluator declare no conflict and mark an application near what it is worth; one of no worth conflicts."""
    kind = ConflictKind.PARTNER if worth is None else None
    evaluation.declare(application=application, actor=role.person, conflict=worth is None, kind=kind)
    if worth is None or not enters_sheets(role.seat, rules):
        return
    marks = invent_marks(rules.criteria, worth, random)
    evaluation.save_sheet(
        application=application,
        actor=role.person,
        marks=marks,
        comments={each.code: "Pamatojums.".ljust(each.comment_min or 0, ".") for each in rules.criteria},
        revision=0,
        submit=True,
    )


def _attach(application: Application, person: Person, field: FormField) -> None:
    name, content = invent_file(field)
    uploads, _problems = read_uploads(field, [FileStorage(io.BytesIO(content), filename=name)])
    for upload in uploads:
        applications.attach(
            application=application,
            actor=person,
            file=KeptFile(upload.field, upload.name, upload.media_type, upload.put_away()),
        )


def look_over(application: Application, rules: Rules, official: Person, *, ineligible: bool) -> None:
    """Let an official answer every administrative criterion, the first with no, and a second one confirm it."""
    day = clock.now().date()
    bare, backed = evaluation.Checked(Answer.YES), evaluation.Checked(Answer.YES, "", "Uzņēmumu reģistrs", day)
    answers = {check.code: backed if check.evidence else bare for check in rules.checks}
    if ineligible and rules.checks:
        first = rules.checks[0].code
        answers[first] = replace(answers[first], answer=Answer.NO)
    evaluation.answer_checks(application=application, answers=answers, actor=official)
    if rules.committee.checks_by_two:
        seen = edition(checks_for([application.id])[application.id])
        second = person_for(email="otrais@rehearsal.example", name="Otrais darbinieks")
        organiser_id = application.call.organiser_id
        grant_role(person=second, kind=RoleKind.SECRETARY, actor=None, organiser_id=organiser_id)
        evaluation.declare_as_official(application=application, actor=second, conflict=False)
        evaluation.confirm_checks(application=application, doubts={}, actor=second, seen=seen)
