"""The text of the competition bundle on ranking, said a second time as plainly and slowly as possible.

It reads the raw document and shares no code with the service, so that both agree only if both follow the text. Where
the service sorts, sums and walks once, this counts, compares and looks again.
"""

from datetime import datetime
from fractions import Fraction
from typing import Any

Raw = dict[str, Any]


def reference_ranking(call: Raw, applications: list[Raw], ties: list[Raw]) -> dict[str, Raw]:
    """Return rank, exact total, exact means, outcome, exact amount, reasons and equals of every reference."""
    found = {one["reference"]: _gate(call, one) for one in applications}
    by_reference = {one["reference"]: one for one in applications}
    ranked = [reference for reference in found if found[reference]["outcome"] is None]

    def better(first: str, second: str) -> bool:
        return _is_better(call, by_reference[first], found[first], by_reference[second], found[second])

    groups = _ordered(_equals(ranked, better), better)
    sequence = _settled(groups, ties, ranked)
    place = 1
    for group in sequence:
        for reference in group:
            found[reference]["rank"] = place
            found[reference]["tied_with"] = sorted(set(group) - {reference})
        place += len(group)
    requested = {reference: Fraction(by_reference[reference]["requested"]) for reference in ranked}
    for reference, (outcome, amount, reason) in _shared_out(call["funding"], sequence, requested).items():
        found[reference]["outcome"] = outcome
        found[reference]["amount"] = amount
        found[reference]["reasons"] = [{"code": reason}] if reason else []
    return found


def _middle(call: Raw, application: Raw, code: str) -> Fraction | None:
    agreed = (application.get("consensus") or {}).get(code)
    if agreed:
        return Fraction(agreed["mark"])
    marks = sorted(
        Fraction(sheet["scores"][code])
        for sheet in application["evaluations"]
        if not sheet["conflict"] and sheet["scores"].get(code) is not None
    )
    if not marks:
        return None
    if call["scoring"].get("method") == "median":
        while len(marks) > 2:
            marks = marks[1:-1]
    return sum(marks, Fraction(0)) / len(marks)


def _gate(call: Raw, application: Raw) -> Raw:
    means = {one["code"]: _middle(call, application, one["code"]) for one in call["criteria"]}
    found: Raw = {"rank": None, "total": None, "means": means, "amount": None, "reasons": [], "tied_with": []}
    answers = {check["code"]: application["checks"].get(check["code"]) for check in call["checks"]}
    if application["status"] == "withdrawn":
        return found | {"outcome": "withdrawn", "reasons": [{"code": "withdrawn"}]}
    if "no" in answers.values():
        reasons = [{"code": "check_failed", "check": code} for code, answer in answers.items() if answer == "no"]
        return found | {"outcome": "ineligible", "reasons": reasons}
    if None in answers.values() or None in means.values():
        return found | {"outcome": "pending"}
    total = Fraction(0)
    reasons = []
    for criterion in call["criteria"]:
        mean = means[criterion["code"]]
        assert mean is not None
        total += Fraction(criterion.get("weight") or "1") * mean
        if criterion.get("threshold") is not None and mean < Fraction(criterion["threshold"]):
            reasons.append({"code": "criterion_threshold", "criterion": criterion["code"]})
    minimum = call["scoring"].get("total_threshold")
    if minimum is not None and total < Fraction(minimum):
        reasons.append({"code": "total_threshold"})
    return found | {"total": total, "outcome": "rejected" if reasons else None, "reasons": reasons}


def _is_better(call: Raw, first: Raw, found_first: Raw, second: Raw, found_second: Raw) -> bool:
    if found_first["total"] != found_second["total"]:
        return bool(found_first["total"] > found_second["total"])
    for rule in call["scoring"].get("tie_break") or []:
        mine = _looked_at(call, rule, first, found_first)
        other = _looked_at(call, rule, second, found_second)
        if mine == other:
            continue
        if mine is None or other is None:
            return other is None
        lower_first = rule.endswith(":asc") and not rule.startswith("criterion:")
        return bool(mine < other) if lower_first else bool(mine > other)
    return False


def _looked_at(call: Raw, rule: str, application: Raw, found: Raw) -> Any:
    parts = rule.split(":")
    answers = application["answers"]
    if parts[0] == "criterion":
        return found["means"][parts[1]]
    if parts[0] == "requested":
        return Fraction(application["requested"])
    if parts[0] == "submitted_at":
        return datetime.fromisoformat(application["submitted_at"]).timestamp()
    if parts[0] == "field":
        answer = answers.get(parts[1])
        return None if answer is None else Fraction(answer)
    if parts[0] == "own_share":
        fields = [one for section in call["form"] for one in section["fields"]]
        budgets = [answers.get(one["code"]) or [] for one in fields if one["type"] == "budget"]
        return sum(
            (Fraction(row.get("own") or 0) + Fraction(row.get("in_kind") or 0) for rows in budgets for row in rows),
            Fraction(0),
        )
    return answers.get("funded_before")


def _equals(ranked: list[str], better: Any) -> list[list[str]]:
    groups: list[list[str]] = []
    for reference in ranked:
        for group in groups:
            if not better(reference, group[0]) and not better(group[0], reference):
                group.append(reference)
                break
        else:
            groups.append([reference])
    return groups


def _ordered(groups: list[list[str]], better: Any) -> list[list[str]]:
    return sorted(groups, key=lambda group: sum(better(other[0], group[0]) for other in groups))


def _settled(groups: list[list[str]], ties: list[Raw], ranked: list[str]) -> list[list[str]]:
    sequence: list[list[str]] = []
    for group in groups:
        fitting = [tie for tie in ties if {one for one in tie["references"] if one in ranked} == set(group)]
        if fitting:
            sequence += [[one] for one in fitting[0]["order"] if one in group]
        else:
            sequence.append(group)
    return sequence


Given = tuple[str, Fraction | None, str | None]

TIED: Given = ("tied", None, None)
NO_PLACE: Given = ("reserve", None, "quota_used")
NO_MONEY: Given = ("reserve", None, "budget_used")


def _shared_out(funding: Raw, sequence: list[list[str]], requested: dict[str, Fraction]) -> dict[str, Given]:
    given: dict[str, Given] = {}
    mode = funding["when_short"]
    for number, group in enumerate(sequence):
        below = [reference for later in sequence[number + 1 :] for reference in later]
        places, money = _left(funding, given)
        sums = [requested[reference] for reference in group]
        if places == 0:
            return given | dict.fromkeys([*group, *below], NO_PLACE)
        if len(group) <= places and sum(sums) <= money:
            given |= {reference: ("awarded", requested[reference], None) for reference in group}
            continue
        alone = len(group) == 1
        hopeless = money == 0 or (mode in {"stop", "skip"} and money < min(sums))
        if not alone and not hopeless:
            covered = places < len(group) and sum(sorted(sums)[len(sums) - int(places) :]) <= money
            return given | dict.fromkeys(group, TIED) | dict.fromkeys(below, NO_PLACE if covered else TIED)
        if mode == "skip":
            given |= dict.fromkeys(group, NO_MONEY)
            continue
        if mode == "partial" and money > 0 and money >= Fraction(funding["amount"].get("min") or 0):
            given[group[0]] = ("awarded", Fraction(money), None)
            return given | dict.fromkeys(below, NO_PLACE if places == 1 else NO_MONEY)
        return given | dict.fromkeys([*group, *below], NO_MONEY)
    return given


def _left(funding: Raw, given: dict[str, Given]) -> tuple[Fraction | float, Fraction | float]:
    """Return the places and the money left, infinite without a limit."""
    amounts = [amount for outcome, amount, _ in given.values() if outcome == "awarded" and amount is not None]
    projects, total = funding["limit"].get("projects"), funding["limit"].get("total")
    places = float("inf") if projects is None else Fraction(projects) - len(amounts)
    money = float("inf") if total is None else Fraction(total) - sum(amounts)
    return places, money
