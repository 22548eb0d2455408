"""What of a competition bundle everybody may have, by the call's own rules of publication. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from grants.awards.ranking.exact import exact_number
from grants.calls.rules.document import Rules

UNNAMED = "–"
"""Stands for a name or words that are not published, in any language."""
RANKED = frozenset({"awarded", "reserve"})
NOT_SUPPORTED = frozenset({"rejected", "ineligible"})
NATURAL_PERSON = "natural_person"

Json = dict[str, Any]


def public_document(document: Json, rules: Rules, receipts: Json | None) -> Json:
    """Return what of a bundle everybody may have; it ranks as the whole one does where scores are public.

    No names of evaluators, no comments, and no answers but those that decide. Where the rules keep scores
    back there are no applications at all.
    """
    sealed = {"receipts": receipts} if receipts else {}
    known = {"format": document["format"], "call": document["call"]}
    if not rules.publication.scores:
        return {**known, "evaluators": [], "applications": [], "ties": [], **sealed}
    return {
        **known,
        "evaluators": [{"id": one["id"], "name": UNNAMED} for one in document["evaluators"]],
        "applications": [_application(one, rules) for one in document["applications"]],
        "ties": [{**tie, "reason": UNNAMED} for tie in document["ties"]],
        **sealed,
    }


def deciding_answers(answers: Mapping[str, Any], rules: Rules) -> Json:
    """Return those answers that the ranking reads: the lot, what tie-breaks compare, of a budget only the own money."""
    lots = rules.funding.lots
    lot = {lots.field: answers[lots.field]} if lots and rules.funding.lot_of(answers) else {}
    compared = (read for tie_break in rules.scoring.tie_break for read in _read_by(tie_break, answers, rules))
    return {**lot, **dict(compared)}


def _application(application: Json, rules: Rules) -> Json:
    kept = ("reference", "requested", "submitted_at", "channel", "status", "checks")
    decision = application.get("decision")
    return {
        **{name: application[name] for name in kept},
        **_identity(application, rules),
        "answers": deciding_answers(application["answers"], rules),
        "evaluations": [_evaluation(one) for one in application["evaluations"]],
        **_consensus(application),
        **({"decision": _decision(decision)} if decision else {}),
    }


def _identity(application: Json, rules: Rules) -> Json:
    if _is_named(application, rules):
        return {"title": application["title"], "applicant": application["applicant"]}
    return {"title": UNNAMED, "applicant": {"kind": application["applicant"]["kind"], "name": UNNAMED}}


def _is_named(application: Json, rules: Rules) -> bool:
    """Tell whether the results name an application: as on the page of the results, the withdrawn never."""
    outcome = (application.get("decision") or {}).get("outcome")
    public = outcome in RANKED or (outcome in NOT_SUPPORTED and rules.publication.rejected_names)
    person = application["applicant"]["kind"] == NATURAL_PERSON
    return public and application["status"] != "withdrawn" and (not person or rules.publication.natural_person_names)


def _evaluation(evaluation: Json) -> Json:
    scores = {} if evaluation["conflict"] else evaluation["scores"]
    return {**evaluation, "scores": scores, "comments": {}}


def _consensus(application: Json) -> Json:
    """Return the marks on which the committee agreed, which the ranking needs, without its words."""
    agreed = application.get("consensus") or {}
    kept = {code: {"mark": one["mark"], "reason": UNNAMED} for code, one in agreed.items()}
    return {"consensus": kept} if kept else {}


def _decision(decision: Json) -> Json:
    return {**decision, "reasons": [_without_words(reason) for reason in decision["reasons"]]}


def _without_words(reason: Json) -> Json:
    return {name: value for name, value in reason.items() if name != "text"}


def _read_by(tie_break: str, answers: Mapping[str, Any], rules: Rules) -> Iterator[tuple[str, Any]]:
    subject, *arguments = tie_break.split(":")
    if subject == "funded_before" and isinstance(answers.get(subject), bool):
        yield subject, answers[subject]
    if subject == "field":
        yield from _number(arguments[0], answers)
    if subject == "own_share" and any(field.code == subject for field in rules.fields):
        yield from _number(subject, answers)
    elif subject == "own_share":
        budgets = [field.code for field in rules.fields if field.type == "budget"]
        yield from ((code, _own_money(answers[code])) for code in budgets if isinstance(answers.get(code), list))


def _number(code: str, answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    # Whatever else somebody typed there is not read, and so not published.
    if exact_number(answers.get(code)) is not None:
        yield code, answers[code]


def _own_money(budget: list[Any]) -> list[Json]:
    rows = [{column: row.get(column) for column in ("own", "in_kind")} for row in budget if isinstance(row, dict)]
    shares = [{column: sum_ for column, sum_ in row.items() if exact_number(sum_) is not None} for row in rows]
    return [share for share in shares if share]
