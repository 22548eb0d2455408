"""What is done how often: the one table behind Celery's schedule and the embedded worker."""

from collections.abc import Callable
from dataclasses import dataclass

from workers import tasks


@dataclass(frozen=True)
class Job:
    """Name a task and the seconds between two runs of it. It runs in an application context."""

    name: str
    every: float
    run: Callable[[], None]


DELIVER = Job("deliver", 5, tasks.deliver)
"""Runs as well whenever it is woken by a new message."""
SCHEDULE = (
    DELIVER,
    Job("beat", 10, tasks.beat),
    Job("watch_mail", 30, tasks.watch_mail),
    Job("read_bounces", 60, tasks.read_bounces),
    Job("finish_closing", 10, tasks.finish_closing),
    Job("publish_results", 10, tasks.publish_results),
    Job("keep_copies", 30, tasks.keep_copies),
    Job("end_clarifications", 60, tasks.end_clarifications),
    Job("end_unanswered", 60, tasks.end_unanswered),
    Job("convert_photographs", 10, tasks.convert_photographs),
    Job("make_letters", 5, tasks.make_letters),
    Job("work_on_letters", 3, tasks.work_on_letters),
    Job("scan_files", 5, tasks.scan_files),
    Job("remind", 60, tasks.remind),
    Job("remind_of_clarifications", 60, tasks.remind_of_clarifications),
    Job("remind_evaluators", 300, tasks.remind_evaluators),
    Job("count_votes", 30, tasks.count_votes),
    Job("remind_voters", 300, tasks.remind_voters),
    Job("tell_amendments", 10, tasks.tell_amendments),
    Job("notice_missed", 60, tasks.notice_missed),
    Job("tell_missed", 10, tasks.tell_missed),
    Job("tell_cancellations", 10, tasks.tell_cancellations),
    Job("tell_news", 10, tasks.tell_news),
    Job("expand_batches", 10, tasks.expand_batches),
    Job("tell_results", 10, tasks.tell_results),
    Job("tell_sheets_in", 60, tasks.tell_sheets_in),
    Job("send_digests", 60, tasks.send_digests),
    Job("tell_webhooks", 10, tasks.tell_webhooks),
    Job("call_webhooks", 10, tasks.call_webhooks),
    Job("compute_statistics", 20, tasks.compute_statistics),
    Job("seal_journal", 10, tasks.seal_journal),
    Job("sweep", 3600, tasks.sweep),
    Job("remind_of_reports", 3600, tasks.remind_of_reports),
    Job("forget_abandoned", 3600, tasks.forget_abandoned),
)
