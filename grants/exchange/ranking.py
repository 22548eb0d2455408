"""The ranking of a competition bundle, and the document that tells it."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from grants.awards.ranking import Entry, IgnoredTie, Placement, Ranking, Reason, Sheet, Tie, rank, rounded
from grants.awards.statistics.inputs import awards_in, panel_in
from grants.calls.rules.document import Rules
from grants.evaluation.statistics.worth import ON_REQUEST_ABOVE, Standing, Worth, worth_of
from grants.exchange.bundle import Application, Bundle

MONEY_DECIMALS = 2
IGNORED_BECAUSE = {
    "no_such_group": "without those no longer ranked they are not exactly one group of equals",
    "already_settled": "an earlier entry has put this group into an order",
}


def rank_bundle(bundle: Bundle) -> Ranking:
    """Decide the competition that a bundle holds, as its own rules and marks have it; stored decisions are not read."""
    return rank(bundle.call, [_entry(application) for application in bundle.applications], _ties(bundle))


def worth_in_bundle(bundle: Bundle, ranking: Ranking, *, however_many: bool = False) -> Worth:
    """Return what the scores of a bundle are worth; nothing where its rules do not ask for it.

    Nothing either of more than ON_REQUEST_ABOVE scored applications, unless `however_many`: that takes long.
    """
    if not bundle.call.scoring.statistics:
        return Worth()
    entries = {application.reference: _entry(application) for application in bundle.applications}
    sheets = {
        application.reference: {
            sheet.evaluator: sheet.scores for sheet in application.evaluations if not sheet.conflict
        }
        for application in bundle.applications
    }
    panel = panel_in(bundle.call, entries, sheets)
    if len(panel.applications) > ON_REQUEST_ABOVE and not however_many:
        return Worth()
    return worth_of(panel, awards_in(bundle.call, entries.values(), _ties(bundle), ranking))


def ranking_document(rules: Rules, ranking: Ranking, worth: Worth | None = None) -> dict[str, Any]:
    """Write a ranking as the document that `competition rank --json` prints, with its numbers rounded here only."""
    decimals, worth = rules.scoring.decimals, worth or Worth()
    by_reference = {one.reference: one for one in worth.applications}
    return {
        "applications": [
            _row(placement, decimals) | _expectation(by_reference.get(placement.reference))
            for placement in ranking.placements
        ],
        "statistics": {
            "final": ranking.final,
            "icc": _written(worth.icc),
            "krippendorff_alpha": _written(worth.alpha),
            "severity": _severity(worth),
            "elsewhere_share": _written(worth.elsewhere),
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
        consensus={code: agreed.mark for code, agreed in application.consensus.items()},
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
    }


def _expectation(standing: Standing | None) -> dict[str, str | None]:
    return {
        "expected_rank": None if standing is None else _written(standing.expected_rank),
        "probability_funded": None if standing is None else _written(standing.probability),
    }


def _severity(worth: Worth) -> dict[str, dict[str, str | None]] | None:
    known = [one for one in worth.evaluators if one.severity is not None]
    written = {
        one.evaluator: {"points": _written(one.severity), "standard_error": _written(one.error)} for one in known
    }
    return written or None


def _written(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _ties(bundle: Bundle) -> list[Tie]:
    return [Tie(tie.references, tie.order) for tie in bundle.ties]


def _number(value: Fraction | None, decimals: int) -> str | None:
    return None if value is None else rounded(value, decimals)


def _reason(reason: Reason) -> dict[str, str]:
    about = {"check": reason.check, "criterion": reason.criterion}
    return {"code": reason.code.value} | {name: code for name, code in about.items() if code is not None}


def _warning(ignored: IgnoredTie) -> str:
    references = ", ".join(ignored.tie.references)
    return f"The order given to the tie of {references} is ignored: {IGNORED_BECAUSE[ignored.cause]}."
