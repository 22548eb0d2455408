"""`flask outbox`: how the messages stand, and sending again what got stuck."""

import uuid

import click

from grants.commands import Commands
from grants.db import db, reading
from grants.notices.models import Message
from grants.notices.queries import Summary, all_stuck, summary_of_all
from grants.notices.services import send_again

outbox = Commands("outbox", help="Messages: how they stand, and sending again what got stuck.")


@outbox.command()
def status() -> None:
    """Count the messages by state and name those that need a person."""
    with reading():
        summary = summary_of_all()
        told = "\n".join(_lines(summary)) if summary.total else "The outbox is empty."
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


def _lines(summary: Summary) -> list[str]:
    counted = [f"{state.value:<10} {number:>7}" for state, number in summary.counts.items()]
    return counted + [_line(message) for message in summary.stuck]


def _line(message: Message) -> str:
    return f"{message.id}  {message.state.value}  {message.event}  {message.address}  {message.answer}"
