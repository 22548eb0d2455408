"""Who else stands behind an application: the group of young people, and those who confirm it by a link. Pure.

What the rules do not use is not asked: a group where they bound its size (needed only of one that applies itself), a
partner and an adult where they require one, who signs where they name a signature, a parent where somebody under age
applies alone.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from grants.applications.form.problems import Problem, Refused, Wrong
from grants.applications.form.values import read_email
from grants.calls.rules.document import Rules
from grants.parsing import Unreadable, parse_number

GROUP = ("_group_name", "_group_contact", "_group_size")
ROLES = ("signatory", "partner", "guarantor", "representative")
"""Those who confirm, in the order in which they are asked for."""
SIGNING, MINOR = "_signing", "_is_minor"
LINK = "signatory_link"
OF_AGE = 18
MAX_GROUP = 10_000
MAX_PARTY_NAME = 200
CODES = (*GROUP, *(f"_{role}_{part}" for role in ROLES for part in ("name", "email")), SIGNING, MINOR)


def way_of_signing(rules: Rules, typed: Mapping[str, Any]) -> str:
    """Return the way in which the applicant is bound: the only one the rules allow, or the one chosen; or nothing."""
    if rules.signature is None:
        return ""
    ways = rules.signature.by
    chosen = str(typed.get("signing") or "")
    return ways[0] if len(ways) == 1 else chosen if chosen in ways else ""


def may_be_minor(rules: Rules, kind: str) -> bool:
    """Tell whether who applies may be under age: a natural person, in a call for people that young."""
    age = rules.applicants.age
    return kind == "natural_person" and age is not None and age.min is not None and age.min < OF_AGE


def parties_of(rules: Rules, typed: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the roles of those who confirm the application, as it is filled in."""
    applicants = rules.applicants
    wanted = {
        "signatory": way_of_signing(rules, typed) == LINK,
        "partner": applicants.partner_required,
        "guarantor": applicants.adult_guarantor,
        "representative": may_be_minor(rules, str(typed.get("kind") or "")) and typed.get("is_minor") in ("yes", True),
    }
    return tuple(role for role in ROLES if wanted[role])


def asked_of_parties(rules: Rules, typed: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes of the questions about the group and about those who confirm."""
    group = _group(typed) if rules.applicants.min_group_size else ()
    minor = (MINOR,) if may_be_minor(rules, str(typed.get("kind") or "")) else ()
    signing = (SIGNING,) if rules.signature and len(rules.signature.by) > 1 else ()
    parties = (f"_{role}_{part}" for role in parties_of(rules, typed) for part in ("name", "email"))
    return (*group, *minor, *signing, *parties)


def is_group(typed: Mapping[str, Any]) -> bool:
    """Tell whether the applicant is a group of young people itself; others may apply together with one."""
    return typed.get("kind") == "informal_group"


def _group(typed: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is asked about a group; one that applies itself has named itself already."""
    return GROUP[1:] if is_group(typed) else GROUP


def party_problems(rules: Rules, typed: Mapping[str, str]) -> Iterator[Problem]:
    """Report what is missing or wrong about the group and those who confirm; `typed` by names without underscore."""
    without_group = not is_group(typed) and not any(typed.get(code[1:]) for code in GROUP)
    for code in asked_of_parties(rules, typed):
        text = typed.get(code[1:], "")
        if not text:
            if not (code in GROUP and without_group):
                yield Problem(code, Wrong.MISSING)
        elif code == "_group_size":
            yield from _size(text, rules.applicants.min_group_size or 1)
        elif code.endswith("_email"):
            yield from _email(code, text)
        elif len(text) > MAX_PARTY_NAME:
            yield Problem(code, Wrong.TOO_LONG, values={"most": MAX_PARTY_NAME, "length": len(text)})


def understood_parties(rules: Rules, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is known of the group and of those who confirm, by names without underscore."""
    asked = (code[1:] for code in asked_of_parties(rules, typed))
    return {name: typed[name] for name in asked if typed.get(name)}


def _size(text: str, least: int) -> Iterator[Problem]:
    try:
        size = int(parse_number(text, 0))
    except Unreadable:
        yield Problem("_group_size", Wrong.NO_INTEGER, values={"typed": text[:40]})
        return
    if size < least:
        yield Problem("_group_size", Wrong.TOO_SMALL, values={"least": least})
    elif size > MAX_GROUP:
        yield Problem("_group_size", Wrong.TOO_LARGE, values={"most": MAX_GROUP})


def _email(code: str, text: str) -> Iterator[Problem]:
    try:
        read_email(text)
    except Refused as refused:
        yield Problem(code, refused.wrong, values=refused.values)
