"""The tasks. Each does what is due and nothing else, so it may run at any time, twice, or beside itself."""

from grants import clock
from grants.accounts.services import forget_sessions, forget_sign_ins
from grants.applications import amended, keeping, photographs, quarantine, reminding, services
from grants.applications.earlier import thin_out
from grants.applications.files import sweep_files
from grants.calls import services as calls
from grants.calls.asking import followers, news
from grants.db import db
from grants.journal.services import seal_pending
from grants.notices import health
from grants.notices.services import deliver_due

BATCH = 50
"""Messages per connection to the mail server: few enough that an urgent one does not wait long."""
MAX_BATCHES = 20
"""After so many batches the task ends, and the schedule begins another."""


def deliver() -> None:
    """Send the messages that are due, until none is left or none can be sent."""
    for _batch in range(MAX_BATCHES):
        if not deliver_due(BATCH):
            return


def seal_journal() -> None:
    """Seal what the journal has not sealed yet."""
    seal_pending()
    db.session.commit()


def finish_closing() -> None:
    """Do what the deadlines of calls set off, until nothing is left."""
    while calls.finish_closing(clock.now()):
        db.session.commit()


def keep_copies() -> None:
    """Keep submitted applications as they stood at the deadline, until none is left."""
    while keeping.keep_copies():
        db.session.commit()


def end_clarifications() -> None:
    """End clarifications whose term is over, until none is left."""
    while services.end_clarifications():
        db.session.commit()


def convert_photographs() -> None:
    """Make PDFs of photographs that browsers cannot show, until none is left."""
    while photographs.convert_photographs():
        db.session.commit()


def scan_files() -> None:
    """Scan files that wait in quarantine, until none waits or nobody can scan."""
    while quarantine.scan_files():
        db.session.commit()


def remind() -> None:
    """Remind those with something unsubmitted that the deadline is near, until nobody is left."""
    while reminding.remind():
        db.session.commit()


def tell_amendments() -> None:
    """Tell those who work on applications of amendments in force, until all know."""
    while amended.tell_amendments():
        db.session.commit()


def tell_news() -> None:
    """Tell followers of what is due, until all know."""
    while news.tell_news():
        db.session.commit()


def sweep() -> None:
    """Remove what nobody needs any more: orphaned files, many earlier answers, old sign-ins, sessions, followers."""
    sweep_files()
    thin_out()
    forget_sign_ins()
    forget_sessions()
    followers.forget_followers()
    db.session.commit()


def beat() -> None:
    """Show that the worker is there."""
    health.beat()
    db.session.commit()
