"""The `competition` commands: a whole competition in and out, decided and checked."""

from typing import BinaryIO

import click

from grants.calls.rules.limits import MAX_BYTES
from grants.calls.rules.problems import InvalidDocument
from grants.calls.rules.reading import load_json
from grants.exchange.bundle import Bundle
from grants.exchange.ranking import dump_ranking, rank_bundle, ranking_document
from grants.exchange.table import ranking_table
from grants.exchange.validation import read_bundle


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


def _read(file: BinaryIO) -> Bundle:
    try:
        return read_bundle(load_json(file.read(MAX_BYTES + 1)))
    except InvalidDocument as invalid:
        for problem in invalid.problems:
            click.echo(str(problem), err=True)
        raise SystemExit(1) from invalid
