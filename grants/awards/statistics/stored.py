"""Figures as JSON and back, digit by digit. Pure."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from grants.evaluation.statistics.worth import Judge, Standing, Unsaid, Worth

Json = dict[str, Any]


def written(worth: Worth) -> Json:
    """Return figures as JSON data."""
    return {name: _plain(value) for name, value in asdict(worth).items()}


def read(document: Json) -> Worth:
    """Return the figures that `written` wrote."""
    return Worth(
        applications=tuple(_standing(one) for one in document["applications"]),
        evaluators=tuple(
            Judge(one["evaluator"], one["sheets"], _number(one["severity"]), _number(one["error"]))
            for one in document["evaluators"]
        ),
        awards=document["awards"],
        icc=_number(document["icc"]),
        alpha=_number(document["alpha"]),
        complete=document["complete"],
        elsewhere=_number(document["elsewhere"]),
        error=_number(document["error"]),
        unsaid={about: Unsaid(why) for about, why in document["unsaid"].items()},
    )


def _standing(one: Json) -> Standing:
    return Standing(
        reference=one["reference"],
        sheets=one["sheets"],
        mean=Decimal(one["mean"]),
        corrected=_number(one["corrected"]),
        expected_rank=_number(one["expected_rank"]),
        probability=_number(one["probability"]),
        interval=None if one["interval"] is None else (one["interval"][0], one["interval"][1]),
    )


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return format(value, "f")
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case Unsaid():
            return value.value
        case _:
            return value


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
