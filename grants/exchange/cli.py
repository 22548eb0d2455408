"""The `competition` commands: a whole competition in and out, decided and rehearsed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError

from grants.awards.deliberation.sealing import are_sealed
from grants.calls.models import Call
from grants.calls.policies import are_results_public
from grants.calls.queries import call_by_slug
from grants.calls.rules.limits import MAX_BYTES
from grants.calls.rules.problems import InvalidDocument
from grants.calls.rules.reading import load_json
from grants.commands import Interruption
from grants.db import db, reading
from grants.errors import DomainError, NotFound
from grants.exchange.bundle import Bundle
from grants.exchange.demo import load_demonstration
from grants.exchange.export import dump_bundle, export_bundle, export_public
from grants.exchange.ranking import dump_ranking, rank_bundle, ranking_document, worth_in_bundle
from grants.exchange.rehearsal import Played, rehearse, rules_for, steps_of
from grants.exchange.services import import_bundle
from grants.exchange.table import ranking_table
from grants.exchange.validation import read_bundle

NOT_PUBLIC_YET = "The results of this call are not published yet: keep the file to yourself until they are."

STILL_SEALED = "The marks of this call are sealed and not in the file."


@click.group("competition")
def competition() -> None:
    """Move whole competitions in and out, and decide or verify them offline."""


@competition.command("rank")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print the ranking as one JSON document.")
@click.option(
    "--statistics", is_flag=True, help="With --json: statistics of more than 2,000 applications too, which takes long."
)
def rank_command(file: BinaryIO, as_json: bool, statistics: bool) -> None:
    """Rank the competition bundle in FILE (- for standard input) by its own rules and marks.

    Needs no settings and no database. Exits with 1 and every problem on standard error if the bundle is invalid.
    """
    with refused_in_words():
        bundle = _read(file)
    ranking = rank_bundle(bundle)
    worth = worth_in_bundle(bundle, ranking, however_many=statistics) if as_json else None
    document = ranking_document(bundle.call, ranking, worth)
    if as_json:
        click.echo(dump_ranking(document), nl=False)
        return
    click.echo(ranking_table(document).encode(), nl=False)
    for warning in document["warnings"]:
        click.echo(warning, err=True)


@competition.command("import")
@with_appcontext
@click.argument("file", type=click.File("rb"))
def import_command(file: BinaryIO) -> None:
    """Store the competition bundle in FILE (- for standard input); a call without applications becomes a draft.

    Nothing is stored and every problem is printed if the bundle is invalid, or if its address is taken.
    """
    with refused_in_words():
        bundle = _read(file)
        call = import_bundle(bundle=bundle, actor=None)
        db.session.commit()
    click.echo(f"{call.slug}: {call.stage.value}, {len(bundle.applications)} applications")


@competition.command("export")
@with_appcontext
@click.argument("slug")
@click.option("--public", is_flag=True, help="Only what everybody may have, with the receipts to verify it by.")
@click.option("-o", "--output", type=click.File("wb"), default="-", help="File to write to.")
def export_command(slug: str, public: bool, output: BinaryIO) -> None:
    """Write the competition SLUG as a bundle: its rules, applications, checks, sheets, ties and decisions."""
    with refused_in_words(), reading():
        call = _call(slug)
        document = export_public(call) if public else export_bundle(call)
        early = public and not are_results_public(call)
        sealed = are_sealed(call)
    output.write(dump_bundle(document))
    if sealed:
        click.echo(STILL_SEALED, err=True)
    if early:
        click.echo(NOT_PUBLIC_YET, err=True)


@competition.command("rehearse")
@with_appcontext
@click.argument("slug")
@click.option("--applications", default=200, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--evaluators", default=5, show_default=True, type=click.IntRange(1, 100))
@click.option("--seed", default=1, show_default=True, help="Another seed plays another competition.")
def rehearse_command(slug: str, applications: int, evaluators: int, seed: int) -> None:
    """Play a whole competition by the rules of SLUG, a call of this site or of the demonstration.

    In a throw-away database, with simulated time; nothing is sent to anybody.
    """
    with refused_in_words():
        rules = rules_for(slug)
        total = steps_of(rules, applicants=applications, evaluators=evaluators)
        from tqdm import tqdm

        with Interruption() as interruption, tqdm(desc="preparation", total=total, unit="act", leave=False) as bar:

            def step(what: str) -> None:
                interruption.check()
                bar.set_description(what, refresh=not (bar.desc or "").startswith(what))
                bar.update()

            played = rehearse(rules, applicants=applications, evaluators=evaluators, seed=seed, step=step)
    _tell(played)


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Load the demonstration competitions and the people who can sign in; what is there already stays."""
    with refused_in_words():
        click.echo(f"{load_demonstration()} competitions loaded")


@contextmanager
def refused_in_words() -> Iterator[None]:
    """End the command with 1 and words on standard error when something is refused; nothing is stored then."""
    try:
        yield
    except InvalidDocument as invalid:
        _refuse(*invalid.problems)
    except DomainError as refusal:
        _refuse(refusal.message)
    except DatabaseError as error:
        _refuse(f"The database cannot be used: {error.orig}", "Is it migrated? Run: flask --app wsgi db upgrade")


def _refuse(*lines: object) -> None:
    for line in lines:
        click.echo(str(line), err=True)
    raise SystemExit(1)


def _read(file: BinaryIO) -> Bundle:
    return read_bundle(load_json(file.read(MAX_BYTES + 1)))


def _call(slug: str) -> Call:
    try:
        return call_by_slug(slug)
    except NotFound as error:
        raise NotFound(f"There is no competition {slug} here.") from error


def _tell(played: Played) -> None:
    lines = {
        "received": played.received,
        "withdrawn": played.withdrawn,
        "eligible": played.eligible,
        "scored": played.scored,
        "awarded": played.awarded,
        "awarded EUR": played.amount,
        "messages sent": played.sent,
        "journal entries": played.journalled,
    }
    for name, value in lines.items():
        click.echo(f"{name:<16} {value}")
