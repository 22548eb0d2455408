"""What the members of an application are told by e-mail."""

from grants.applications.models import Application, Receipt
from grants.notices.services import queue


def received(application: Application, receipt: Receipt) -> None:
    """Confirm that an application was received, with its reference and its receipt."""
    _tell(application, "application_received", "received", commitment=receipt.commitment)


def withdrawn(application: Application) -> None:
    """Confirm that an application was taken back."""
    _tell(application, "application_withdrawn", "withdrawn")


def not_submitted(application: Application) -> None:
    """Say that the call closed while an application was still a draft."""
    _tell(application, "application_not_submitted", "not_submitted")


def call_cancelled(application: Application) -> None:
    """Say that the call was cancelled."""
    _tell(application, "call_cancelled", "call_cancelled")


def _tell(application: Application, event: str, template: str, **context: object) -> None:
    call = application.call
    for member in application.members:
        queue(
            event=event,
            subject_id=application.id,
            person=member.person,
            template=f"applications/notices/{template}",
            context={"application": application, "call": call, "organiser": call.organiser, **context},
            call_id=application.call_id,
            reply_to=call.organiser.email,
        )
