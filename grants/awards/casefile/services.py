"""Write down who took the case file of an application along."""

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.journal.services import record


def case_file_taken(*, application: Application, actor: Person) -> None:
    """Write down that somebody took the case file of an application along; each time anew."""
    record(action="case_file.taken", subject=application, actor=actor, call_id=application.call_id)
