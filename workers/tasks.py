"""The tasks. Each does what is due and nothing else, so it may run at any time, twice, or beside itself."""

import time
from collections.abc import Callable

from flask import current_app

from grants import clock
from grants.accounts.services import forget_sessions, forget_sign_ins
from grants.applications import services
from grants.applications.earlier import thin_out
from grants.applications.files import sweep_files
from grants.applications.upkeep import (
    abandoned,
    amended,
    cancelled,
    keeping,
    missed,
    photographs,
    quarantine,
    reminding,
    terms,
)
from grants.awards.deciding import answering
from grants.awards.letters import services as letters
from grants.awards.letters.jobs.services import work_on_jobs
from grants.awards.meetings.written import services as written
from grants.awards.publishing import telling
from grants.awards.publishing.services import publish_due
from grants.awards.reporting import reminding as reporting
from grants.awards.statistics import services as statistics
from grants.calls import services as calls
from grants.calls.asking import followers, news
from grants.calls.promises import missing
from grants.calls.webhooks import services as webhooks
from grants.db import db
from grants.evaluation.pace import completing
from grants.evaluation.pace.services import remind_before_due
from grants.journal.services import seal_pending
from grants.notices import health
from grants.notices.batches.expanding import expand_batches as expand
from grants.notices.bounces import sources
from grants.notices.choices import digest
from grants.notices.sending import troubles
from grants.notices.services import deliver_due

BATCH = 200
"""Messages per connection to the mail server; what is urgent is let in between them."""
RUN = 4.0
"""Seconds after which the task gives others their turn, and asks for another one of itself."""

STEP = 0.02
"""Which further part of a long work is kept each time."""


def deliver() -> None:
    """Send the messages that are due, until none is left, none can be sent, or others want their turn."""
    end = time.monotonic() + RUN
    while deliver_due(BATCH):
        if time.monotonic() > end:
            current_app.extensions["wake"]()
            return


def watch_mail() -> None:
    """Say so when messages wait for too long, or do not any more."""
    troubles.watch(current_app.extensions["settings"])
    db.session.commit()


def read_bounces() -> None:
    """Take in reports about mail that came back."""
    sources.read_bounces(current_app.extensions["settings"])


def seal_journal() -> None:
    """Seal what the journal has not sealed yet."""
    seal_pending()
    db.session.commit()


def in_parts(act: Callable[[], int]) -> Callable[[], None]:
    """Return a task that does something in parts, each a transaction of its own, until `act` finds nothing left."""

    def task() -> None:
        while act():
            db.session.commit()

    task.__doc__ = act.__doc__
    return task


finish_closing = in_parts(lambda: calls.finish_closing(clock.now()))
publish_results = in_parts(lambda: publish_due(clock.now()))
keep_copies = in_parts(keeping.keep_copies)
end_clarifications = in_parts(services.end_clarifications)
end_unanswered = in_parts(answering.end_unanswered)
convert_photographs = in_parts(photographs.convert_photographs)
scan_files = in_parts(quarantine.scan_files)
remind = in_parts(reminding.remind)
remind_of_clarifications = in_parts(terms.remind_of_clarifications)
tell_sheets_in = in_parts(completing.tell_sheets_in)
tell_results = in_parts(telling.tell_results)
send_digests = in_parts(digest.send_digests)
remind_of_reports = in_parts(reporting.remind_of_reports)
remind_evaluators = in_parts(remind_before_due)
count_votes = in_parts(written.count_ended)
remind_voters = in_parts(written.remind_written)
tell_amendments = in_parts(amended.tell_amendments)
notice_missed = in_parts(lambda: missing.notice_missed(clock.now()))
tell_missed = in_parts(missed.tell_missed)
tell_cancellations = in_parts(cancelled.tell_cancellations)
forget_abandoned = in_parts(abandoned.forget_abandoned)
make_letters = in_parts(letters.make_letters)
work_on_letters = in_parts(work_on_jobs)
tell_news = in_parts(news.tell_news)
expand_batches = in_parts(expand)
tell_webhooks = in_parts(webhooks.tell_webhooks)
call_webhooks = in_parts(webhooks.call_webhooks)


def sweep() -> None:
    """Remove what nobody needs any more: orphaned files, many earlier answers, old sign-ins, sessions, followers."""
    sweep_files()
    thin_out()
    forget_sign_ins()
    forget_sessions()
    followers.forget_followers()
    db.session.commit()


def compute_statistics() -> None:
    """Compute what the scores of calls are worth, one call after the other, and keep how far it has come."""
    while (work := statistics.claim()) is not None:
        db.session.commit()
        statistics.finish(work, work.compute(_noting(work)))
        db.session.commit()
    db.session.commit()


def _noting(work: statistics.Work) -> Callable[[float], None]:
    """Return what is told which part of a work is done, and keeps it in steps."""
    noted = 0.0

    def note(done: float) -> None:
        nonlocal noted
        if done - noted >= STEP:
            noted = done
            statistics.note_progress(work, done)
            db.session.commit()

    return note


def beat() -> None:
    """Show that the worker is there."""
    health.beat()
    db.session.commit()
