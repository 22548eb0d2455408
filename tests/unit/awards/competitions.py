"""Random small competitions with many equals, short money and every gate in use."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.unit.awards.factories import application, call, criterion, sheet, tie
from tests.unit.awards.reference import Raw, reference_ranking

WORDS = {"lv": "vārdi", "en": "words"}
FIELDS: tuple[Raw, ...] = (
    {"code": "participants", "type": "integer", "label": WORDS},
    {"code": "funded_before", "type": "yes_no", "label": WORDS},
    {"code": "budget", "type": "budget", "label": WORDS, "categories": [{"code": "other", "label": WORDS}]},
)
TIE_BREAKS = (
    "requested:asc",
    "requested:desc",
    "submitted_at:asc",
    "submitted_at:desc",
    "field:participants:asc",
    "field:participants:desc",
    "own_share:desc",
    "funded_before:asc",
)
TIMES = ("2030-01-01T12:00:00+02:00", "2030-01-01T10:00:00Z", "2030-01-01T12:00:01+02:00")
CHECKS = ("1.1", "1.2")


@dataclass(frozen=True)
class Competition:
    """Hold a competition as the bundle writes it."""

    rules: Raw
    applications: list[Raw]
    ties: list[Raw]


def competition(random: Random) -> Competition:
    """Make up a competition of at most eight applications."""
    rules = _rules(random)
    applications = [_application(random, rules, number) for number in range(random.randint(0, 8))]
    return Competition(rules, applications, list(_ties(random, rules, applications)))


def _rules(random: Random) -> Raw:
    criteria = [_criterion(random, f"2.{number}") for number in range(random.choice((0, 1, 1, 1, 2, 3)))]
    tie_breaks = [*TIE_BREAKS, *(f"criterion:{one['code']}" for one in criteria)]
    return call(
        criteria=criteria,
        checks=CHECKS[: random.choice((0, 0, 1, 2))],
        scoring={
            "method": random.choice(("mean", "median", "joint")),
            "total_threshold": random.choice((None, None, None, "0.5", "0.6")) if criteria else None,
            "tie_break": random.sample(tie_breaks, random.choice((0, 0, 1, 2))),
            "decimals": random.randint(0, 3),
        },
        limit={
            "projects": random.choice((None, 0, 1, 2, 3, 4)),
            "total": random.choice((None, "0.00", "100.00", "250.00", "300.00", "500.50")),
        },
        when_short=random.choice(("stop", "skip", "partial")),
        amount={"min": random.choice((None, "50.00", "60.00")), "max": "300.00"},
        fields=FIELDS,
    )


def _criterion(random: Random, code: str) -> Raw:
    weight, threshold = random.choice((None, "1", "2", "0.3")), random.choice((None,) * 6 + ("1", "0.75"))
    return criterion(code, max="2", step=random.choice(("0.5", "1", "2", "2")), weight=weight, threshold=threshold)


def _application(random: Random, rules: Raw, number: int) -> Raw:
    return application(
        f"R{number}",
        requested=random.choice(("100.00", "100.00", "150.00", "200.00", "99.99", "0.00")),
        submitted_at=random.choice(TIMES),
        status=random.choice(("submitted",) * 12 + ("withdrawn",)),
        answers={
            "participants": random.choice((None, 1, 2, 10)),
            "funded_before": random.choice((None, True, False)),
            "budget": random.choice((None, [], [{"own": "5.00"}, {"own": "5.00"}], [{"own": "10.00"}, {}])),
        },
        checks={one["code"]: random.choice(("yes",) * 15 + ("not_applicable", "no", None)) for one in rules["checks"]},
        evaluations=[_sheet(random, rules, evaluator) for evaluator in range(random.choice((1, 1, 1, 2, 3, 4)))],
        consensus={
            one["code"]: {"mark": random.choice([*_scale(one)]), "reason": "Vienojās."}
            for one in rules["criteria"]
            if random.random() < 0.15
        },
    )


def _sheet(random: Random, rules: Raw, evaluator: int) -> Raw:
    scores = {
        one["code"]: random.choice([*_scale(one)] * 8 + [None]) for one in rules["criteria"] if random.random() < 0.98
    }
    return sheet(f"E{evaluator}", conflict=random.random() < 0.05) | {"scores": scores}


def _scale(one: Raw) -> Iterator[str]:
    mark = 0.0
    while mark <= float(one["max"]):
        yield f"{mark:g}"
        mark += float(one["step"])


def _ties(random: Random, rules: Raw, applications: list[Raw]) -> Iterator[Raw]:
    """Yield orders for some of the groups of equals that there are, and for others that there are not."""
    found = reference_ranking(rules, applications, [])
    unranked = [reference for reference, one in found.items() if one["rank"] is None]
    groups = {(reference, *one["tied_with"]) for reference, one in found.items() if one["tied_with"]}
    for group in sorted({tuple(sorted(group)) for group in groups}):
        if random.random() < 0.4:
            members = [*group, *(one for one in unranked if random.random() < 0.3)]
            yield tie(*random.sample(members, len(members)))
    if len(found) > 1 and random.random() < 0.2:
        yield tie(*random.sample(sorted(found), random.randint(2, len(found))))
