"""What the applications know about a person, for that person."""

from typing import Any

from sqlalchemy import select

from grants.accounts.lists.models import SavedView
from grants.accounts.models import Person
from grants.applications.models import ApplicationMember, Comment, Confirmation
from grants.applications.queries import applications_of
from grants.applications.telling import told_states
from grants.db import db


def data_of(person: Person) -> dict[str, Any]:
    """Return the applications one works on with their content, one's comments, and what one was asked to confirm."""
    comments = select(Comment).where(Comment.written_by_id == person.id).order_by(Comment.written_at)
    confirmations = select(Confirmation).where(Confirmation.known_by == person.email).order_by(Confirmation.asked_at)
    memberships = select(ApplicationMember).where(ApplicationMember.person_id == person.id)
    applications = applications_of(person)
    known = told_states(applications)
    views = select(SavedView).where(SavedView.person_id == person.id).order_by(SavedView.kept_at, SavedView.id)
    return {
        "views": [{"name": view.name, "asks": view.query} for view in db.session.scalars(views)],
        "applications": [
            {
                "id": str(application.id),
                "call": application.call.slug,
                "state": known[application.id].value,
                "reference": application.reference,
                "submitted_at": application.submitted_at.isoformat() if application.submitted_at else None,
                "title": application.typed.title,
                "applicant": dict(application.typed.applicant),
                "answers": dict(application.typed.answers),
            }
            for application in applications
        ],
        "memberships": [
            {
                "application": str(each.application_id),
                "right": each.right.value,
                "leads": each.leads,
                "added_at": each.added_at.isoformat(),
                "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            }
            for each in db.session.scalars(memberships.order_by(ApplicationMember.added_at))
        ],
        "comments": [
            {"application": str(each.application_id), "at": each.written_at.isoformat(), "words": each.words}
            for each in db.session.scalars(comments)
        ],
        "confirmations": [
            {"role": each.role.value, "asked_at": each.asked_at.isoformat(), "agrees": each.agrees}
            for each in db.session.scalars(confirmations)
        ],
    }
