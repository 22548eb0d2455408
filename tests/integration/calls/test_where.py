"""Whatever can be wrong in rules leads to the page, and to the field, where it is put right."""

from typing import Any

import pytest
from flask import Flask, url_for

from grants.calls.editing.where import where
from grants.calls.rules.problems import InvalidDocument
from grants.calls.rules.validation import read_rules
from tests.factories.documents import changed, field, rules_document, words

FIELDS = "form/0/fields"


@pytest.mark.parametrize(
    ("path", "value", "leads_to"),
    [
        ("slug", "A B", "part/texts#slug"),
        ("title", {"en": "only"}, "part/texts#title_lv"),
        ("organiser/email", "nobody", "part/contact#organiser_email"),
        ("schedule/opens_at", "2029-12-10T15:00:00+02:00", "part/schedule#schedule_closes_at"),
        ("schedule/questions_until", "2029-12-10T15:00:01+02:00", "part/schedule#schedule_closes_at"),
        ("schedule/timezone", "Riga", "part/schedule#schedule_timezone"),
        ("schedule/grace_seconds", 86_401, "part/schedule#schedule_grace_seconds"),
        ("schedule/individual_extension_days", 61, "part/schedule#schedule_individual_extension_days"),
        ("funding/amount", {}, "part/funding#funding_amount_fixed"),
        ("funding/amount", {"min": "2", "max": "1"}, "part/funding#funding_amount_max"),
        ("funding/when_short", "partial", "part/funding#funding_when_short"),
        ("funding/carried_over", {"amount": "99999", "source": "x"}, "part/funding#funding_carried_over_amount"),
        ("applicants/kinds", [], "part/applicants#applicants_kinds"),
        ("applicants/age", {"min": 25, "max": 13}, "part/applicants#applicants_age_max"),
        ("committee/quorum", 6, "part/committee#committee_quorum"),
        ("scoring/total_threshold", "99", "part/scoring#scoring_total_threshold"),
        ("scoring/decimals", 7, "part/scoring#scoring_decimals"),
        ("scoring/tie_break", ["criterion:9.9"], "part/scoring#scoring_tie_break_0"),
        ("criteria/0/max", "-1", "item/criteria/2.1#max"),
        ("criteria/1/threshold", "6", "item/criteria/2.2#threshold"),
        ("criteria/1/code", "2.1", "item/criteria/2.1#code"),
        ("checks/0/code", "a b", "item/checks/a b#code"),
        (f"{FIELDS}/0/max_chars", 0, "item/form/project/goal#max_chars"),
        (f"{FIELDS}/0/label", {"en": "only"}, "item/form/project/goal#label_lv"),
        (FIELDS, [field("x", "choice", options=[])], "item/form/project/x#options_lv"),
        (FIELDS, [field("x", "yes_no", show_if={"field": "y", "equals": True})], "item/form/project/x#show_if"),
        ("publication/scores", "yes", "part/publication#publication_scores"),
        ("retention_until", "2041-02-29", "part/publication#retention_until"),
        ("privacy", words("") | {"lv": "\x00"}, "part/texts#privacy_lv"),
    ],
)
def test_what_is_wrong_leads_to_its_field(app: Flask, path: str, value: Any, leads_to: str) -> None:
    document = changed(rules_document(), path, value)
    with pytest.raises(InvalidDocument) as refused:
        read_rules(document, at="")
    with app.test_request_context("/"):
        found = [where(document, problem.path) for problem in refused.value.problems]
        led = [url_for(one.endpoint, **{"slug": "x", **one.values}) for one in found if one]  # type: ignore[arg-type]  # any value
    assert f"/office/calls/x/rules/{leads_to}".replace(" ", "%20") in led
