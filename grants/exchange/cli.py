"""The `competition` commands: a whole competition in and out, decided and checked."""

import json
from collections.abc import Callable
from typing import BinaryIO, NoReturn, TypeVar

import click
from tqdm import tqdm

from grants.calls.queries import call_by_slug
from grants.calls.rules.limits import MAX_BYTES
from grants.calls.rules.problems import InvalidDocument
from grants.calls.rules.reading import load_json
from grants.db import db
from grants.errors import DomainError
from grants.exchange.bundle import Bundle
from grants.exchange.demo import load_demonstration
from grants.exchange.export import export_bundle
from grants.exchange.ranking import dump_ranking, rank_bundle, ranking_document
from grants.exchange.services import import_bundle
from grants.exchange.stage import Played, rehearse, rules_for
from grants.exchange.table import ranking_table
from grants.exchange.validation import read_bundle

T = TypeVar("T")


@click.group("competition")
def competition() -> None:
    """Move whole competitions in and out, and decide or verify them offline."""


@competition.command("rank")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print the ranking as one JSON document.")
def rank_command(file: BinaryIO, as_json: bool) -> None:
    """Rank the competition bundle in FILE (- for standard input) by its own rules and marks.

    Needs no settings and no database. Exits with 1 and every problem on standard error if the bundle is invalid.
    """
    bundle = _read(file)
    document = ranking_document(bundle.call, rank_bundle(bundle))
    if as_json:
        click.echo(dump_ranking(document), nl=False)
        return
    click.echo(ranking_table(document).encode(), nl=False)
    for warning in document["warnings"]:
        click.echo(warning, err=True)


@competition.command("import")
@click.argument("file", type=click.File("rb"))
def import_command(file: BinaryIO) -> None:
    """Store the competition bundle in FILE (- for standard input); a call without applications becomes a draft.

    Nothing is stored and every problem is printed if the bundle is invalid, or if its address is taken.
    """
    bundle = _read(file)
    call = _refused_in_words(lambda: import_bundle(bundle=bundle, actor=None))
    db.session.commit()
    click.echo(f"{call.slug}: {call.stage.value}, {len(bundle.applications)} applications")


@competition.command("export")
@click.argument("slug")
@click.option("-o", "--output", type=click.File("wb"), default="-", help="File to write to.")
def export_command(slug: str, output: BinaryIO) -> None:
    """Write the competition SLUG as a bundle: its rules, applications, checks, sheets, ties and decisions."""
    document = _refused_in_words(lambda: export_bundle(call_by_slug(slug)))
    output.write(json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n")


@competition.command("rehearse")
@click.argument("slug")
@click.option("--applications", default=200, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--evaluators", default=5, show_default=True, type=click.IntRange(1, 100))
@click.option("--seed", default=1, show_default=True, help="Another seed plays another competition.")
def rehearse_command(slug: str, applications: int, evaluators: int, seed: int) -> None:
    """Play a whole competition by the rules of SLUG, a call of this site or of the demonstration.

    In a throw-away database, with simulated time; nothing is sent to anybody.
    """
    rules = _refused_in_words(lambda: rules_for(slug))
    bar: tqdm[NoReturn] = tqdm(unit="act", leave=False)
    with bar:
        played = _refused_in_words(
            lambda: rehearse(rules, applicants=applications, evaluators=evaluators, seed=seed, bar=bar)
        )
    _tell(played)


@click.command("demo")
def demo() -> None:
    """Load the demonstration competitions and the people who can sign in; what is there already stays."""
    click.echo(f"{load_demonstration()} competitions loaded")


def _tell(played: Played) -> None:
    for name in ("received", "withdrawn", "eligible", "scored", "awarded", "amount", "sent"):
        label = {"amount": "awarded EUR", "sent": "messages sent"}.get(name, name)
        click.echo(f"{label:<14} {getattr(played, name)}")


def _refused_in_words(act: Callable[[], T]) -> T:
    """Do something; a refusal ends the command with its words on standard error."""
    try:
        return act()
    except DomainError as refusal:
        click.echo(str(refusal.message) or "There is no such competition.", err=True)
        raise SystemExit(1) from refusal


def _read(file: BinaryIO) -> Bundle:
    try:
        return read_bundle(load_json(file.read(MAX_BYTES + 1)))
    except InvalidDocument as invalid:
        for problem in invalid.problems:
            click.echo(str(problem), err=True)
        raise SystemExit(1) from invalid
