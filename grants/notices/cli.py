"""`flask outbox`: how the messages stand, and sending again what got stuck."""

import uuid
from datetime import datetime

import click

from grants.commands import Commands
from grants.db import db, reading
from grants.notices.models import Message
from grants.notices.queries import Summary, all_stuck, summary_of_all
from grants.notices.services import send_again
from grants.notices.standing.queries import Queue, Standing, standing

outbox = Commands("outbox", help="Messages: how they stand, and sending again what got stuck.")


@outbox.command()
def status() -> None:
    """Say how many messages wait and since when, how fast they leave, what stands in their way; name the stuck."""
    with reading():
        told = "\n".join([*_standing(standing()), *_lines(summary_of_all())])
    click.echo(told)


@outbox.command()
@click.argument("number", type=uuid.UUID, required=False)
@click.option("--uncertain", is_flag=True, help="Also those that may have arrived; their readers may get them twice.")
def retry(number: uuid.UUID | None, *, uncertain: bool) -> None:
    """Put failed messages, or the one with this number, back into the outbox; the worker sends them."""
    chosen = all_stuck(number, uncertain=uncertain or number is not None)
    for message in chosen:
        send_again(message_id=message.id, call_id=message.call_id, actor=None)
    db.session.commit()
    click.echo(f"{len(chosen)} put back into the outbox.")


def _standing(found: Standing) -> list[str]:
    """Say how the outbox stands, a line each."""
    seen = f"{found.worker_seen:%Y-%m-%d %H:%M:%S} UTC" if found.worker_seen else "never"
    waited = f"the oldest for {int(found.age.total_seconds())} s" if found.oldest_due else "none waits"
    troubles = [
        f"trouble    {each.kind.value} since {each.began_at:%Y-%m-%d %H:%M} UTC: {each.words}"
        for each in found.troubles
    ]
    return [
        f"due        {found.due:>7}  {waited}",
        f"sent       {found.sent_in_hour:>7}  in the last hour, {found.sent_in_day} in the last day",
        f"tried      {found.tried_in_hour:>7}  in the last hour",
        f"worker     {'alive' if found.has_worker else 'GONE':>7}  last heard of: {seen}",
        *(troubles or ["mail server     ok"]),
        *(f"failed     {number:>7}  {reason}" for reason, number in found.reasons),
        *(line for queue in found.others for line in _beside(queue, found.at)),
    ]


def _beside(queue: Queue, now: datetime) -> list[str]:
    """Say how a channel beside e-mail stands, its name before each line."""
    waited = f"the oldest for {int((now - queue.oldest_due).total_seconds())} s" if queue.oldest_due else "none waits"
    return [
        f"{queue.code} due        {queue.due:>7}  {waited}",
        *(f"{queue.code} {state.value:<10} {number:>7}" for state, number in queue.counts.items()),
        *(f"{queue.code} failed     {number:>7}  {reason}" for reason, number in queue.reasons),
    ]


def _lines(summary: Summary) -> list[str]:
    counted = [f"{state.value:<10} {number:>7}" for state, number in summary.counts.items()]
    return counted + [_line(message) for message in summary.stuck]


def _line(message: Message) -> str:
    return f"{message.id}  {message.state.value}  {message.event}  {message.address}  {message.answer}"
