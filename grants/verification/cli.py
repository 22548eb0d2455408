"""The command that verifies a published competition; it needs no settings and no database."""

from typing import BinaryIO

import click

from grants.calls.rules.limits import MAX_BYTES
from grants.calls.rules.reading import load_json
from grants.exchange.cli import refused_in_words
from grants.exchange.validation import read_bundle
from grants.verification.competition import verify_bundle
from grants.verification.findings import State, Verification
from grants.verification.receipt import verify_receipt

MAX_RECEIPT = 8 * 1024 * 1024


@click.command("verify")
@click.argument("file", type=click.File("rb"))
@click.option("--receipt", type=click.File("rb"), help="A receipt (JSON) that must lie under the root of the file.")
def verify(file: BinaryIO, receipt: BinaryIO | None) -> None:
    """Check the published competition in FILE (- for standard input): receipts, ranking, decisions, sums.

    Needs no settings and no database. Exits with 1 if something does not hold.
    """
    with refused_in_words():
        raw = load_json(file.read(MAX_BYTES + 1))
        verification = verify_bundle(raw)
        if receipt is not None and verification.findings[0].state is State.OK:
            sent = load_json(receipt.read(MAX_RECEIPT + 1))
            verification = Verification((*verification.findings, *verify_receipt(sent, read_bundle(raw))))
    _tell(verification)
    raise SystemExit(0 if verification.holds else 1)


def _tell(verification: Verification) -> None:
    for finding in verification.findings:
        for detail in finding.details:
            click.echo(f"{finding.state.value:<11} {finding.name:<13} {detail}")
    click.echo("Everything that can be checked holds." if verification.holds else "Something does not hold.")
