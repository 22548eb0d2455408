"""What the forms send, so that an act is refused for who asks and not for what was typed."""

import io
import json
from collections import defaultdict
from collections.abc import Mapping

from tests.factories.documents import rules_document
from tests.support.pages import Values

MARKS = {"mark-2.1": "4", "mark-2.2": "5"}
DAY = "2029-12-20"


def typed(endpoint: str, values: Mapping[str, str]) -> Values:
    """Return what somebody types and the form carries along, without the token."""
    known = defaultdict(str, values)  # a call that is not decided yet has no ranking to have been seen
    form = TYPED.get(endpoint, {})
    filled: Values = {name.format_map(known): text.format_map(known) for name, text in form.items()}
    if endpoint in WITH_RULES:
        filled["file"] = (io.BytesIO(json.dumps(rules_document(slug="from-file")).encode()), "rules.json")
    return filled


WITH_RULES = frozenset({"office_preparing.new", "office_preparing.replace_rules"})
"""The forms that take a rules document as a file."""
DETAILS: Mapping[str, str] = {
    "title_lv": "Kopija",
    "title_en": "A copy",
    "approved_by_body": "Dome",
    "approved_by_number": "14",
    "approved_by_date": "1.10.2030",
    "funding_amount_fixed": "5000,00",
    "funding_limit_total": "",
    "funding_limit_projects": "8",
    "organiser_email": "jauni@example.org",
    "organiser_phone": "+371 60000001",
    "schedule_published_at": "1.11.2030 9.00",
    "schedule_opens_at": "2.11.2030 9.00",
    "schedule_questions_until": "1.12.2030 15.00",
    "schedule_closes_at": "10.12.2030 15.00",
    "schedule_evaluation_due_at": "10.1.2031 17.00",
    "schedule_decision_due_at": "31.1.2031 17.00",
    "schedule_implementation_from": "1.3.2031",
    "schedule_implementation_until": "31.12.2031",
    "retention_until": "31.12.2041",
}
"""What differs from one call to the next."""
TYPED: Mapping[str, Mapping[str, str]] = {
    "accounts.name": {"name": "Anna Ozola"},
    "accounts.profile": {"name": "Anna Ozola", "language": "en"},
    "accounts.sign_in": {"email": "anna@example.org"},
    "accounts.sign_in_code": {"code": "123456"},
    "applications.applicant": {"revision": "{revision}", "a-_title": "Nometne"},
    "applications.invitation": {"answer": "accept"},
    "applications.people": {"email": "new@example.org", "name": "Juris", "right": "read"},
    "applications.section": {"revision": "{revision}", "a-goal": "Nometne"},
    "checks.answer": {"choice-1.1": "yes"},
    "committee.invite": {"email": "new@example.org", "name": "Juris", "seat": "member"},
    "decisions.confirm": {"seen": "{seen}"},
    "evaluation.declare": {"choice-{application_id}": "none"},
    "evaluation.declare_page": {"choice-{application_id}": "none", "choice-{other_application_id}": "none"},
    "evaluation.save": {"revision": "1", **MARKS},
    "evaluation.submit": {"revision": "1"},
    "office.advance": {"action": "start_checking"},
    "office.cancel": {"reason": "No money."},
    "office_preparing.copy": {"slug": "copied", "years": "1", "days": "0", "filled_by": "1 0", **DETAILS},
    "office_preparing.discard": {"call": "{code}"},
    "office_preparing.edit": {"slug": "changed", **DETAILS},
    "office_preparing.new": {"organiser": "{organiser_id}"},
    "organisers.edit": {"name": "Piemērs"},
    "organisers.end_role": {"ends_on": DAY},
    "organisers.new": {"name": "Another", "slug": "another"},
    "organisers.new_administrator": {"email": "new@example.org", "starts_on": DAY},
    "organisers.new_official": {"email": "new@example.org", "starts_on": DAY, "kind": "auditor"},
    "ranking.tie": {
        "group": "{group}",
        "place_0": "1",
        "place_1": "2",
        "settled_by": "lot",
        "reason": "Drawn by the chair.",
    },
}
