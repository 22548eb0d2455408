"""The ranking of a competition bundle, and the document that tells it."""

import json
from fractions import Fraction
from typing import Any

from grants.awards.ranking import Entry, IgnoredTie, Placement, Ranking, Reason, Sheet, Tie, rank, rounded
from grants.calls.rules.document import Rules
from grants.exchange.bundle import Application, Bundle

MONEY_DECIMALS = 2
IGNORED_BECAUSE = {
    "no_such_group": "without those no longer ranked they are not exactly one group of equals",
    "already_settled": "an earlier entry has put this group into an order",
}


def rank_bundle(bundle: Bundle) -> Ranking:
    """Decide the competition that a bundle holds, as its own rules and marks have it; stored decisions are not read."""
    entries = [_entry(application) for application in bundle.applications]
    return rank(bundle.call, entries, [Tie(tie.references, tie.order) for tie in bundle.ties])


def ranking_document(rules: Rules, ranking: Ranking) -> dict[str, Any]:
    """Write a ranking as the document that `competition rank --json` prints, with its numbers rounded here only."""
    decimals = rules.scoring.decimals
    return {
        "applications": [_row(placement, decimals) for placement in ranking.placements],
        "statistics": {
            "final": ranking.final,
            "icc": None,
            "krippendorff_alpha": None,
            "severity": None,
            "elsewhere_share": None,
        },
        "warnings": sorted(_warning(ignored) for ignored in ranking.ignored_ties),
    }


def dump_ranking(document: dict[str, Any]) -> bytes:
    """Write a ranking document as UTF-8 JSON, the same bytes for the same document, ending with a line break."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _entry(application: Application) -> Entry:
    return Entry(
        reference=application.reference,
        requested=application.requested,
        submitted_at=application.submitted_at,
        withdrawn=application.status == "withdrawn",
        answers=application.answers,
        checks=application.checks,
        sheets=tuple(Sheet(sheet.scores, sheet.conflict) for sheet in application.evaluations),
    )


def _row(placement: Placement, decimals: int) -> dict[str, Any]:
    return {
        "reference": placement.reference,
        "rank": placement.rank,
        "total": _number(placement.total, decimals),
        "criterion_means": {code: _number(value, decimals) for code, value in placement.criterion_means.items()},
        "outcome": placement.outcome.value,
        "amount": _number(placement.amount, MONEY_DECIMALS),
        "reasons": [_reason(reason) for reason in placement.reasons],
        "tied_with": list(placement.tied_with),
        "expected_rank": None,
        "probability_funded": None,
    }


def _number(value: Fraction | None, decimals: int) -> str | None:
    return None if value is None else rounded(value, decimals)


def _reason(reason: Reason) -> dict[str, str]:
    about = {"check": reason.check, "criterion": reason.criterion}
    return {"code": reason.code.value} | {name: code for name, code in about.items() if code is not None}


def _warning(ignored: IgnoredTie) -> str:
    references = ", ".join(ignored.tie.references)
    return f"The order given to the tie of {references} is ignored: {IGNORED_BECAUSE[ignored.cause]}."
