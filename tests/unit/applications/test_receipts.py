"""References and commitments."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta, timezone

from grants.applications.commitments import commitment, new_salt, received_content
from grants.applications.models import ApplicationState
from grants.applications.references import ALPHABET, new_reference
from grants.applications.workflow import WORKFLOW, Action

AT = datetime(2029, 12, 9, 12, 30, tzinfo=UTC)
CONTENT = {"title": "Ziemas nometne", "n": 1}
SALT = "ab" * 32


def test_a_reference_has_no_letters_that_are_easily_mistaken() -> None:
    assert all(re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", new_reference()) for _ in range(100))


def test_references_are_random() -> None:
    assert len({new_reference() for _ in range(1000)}) == 1000


def test_salts_are_random() -> None:
    assert new_salt() != new_salt()


def test_a_commitment_can_be_recomputed_by_hand() -> None:
    text = json.dumps(CONTENT, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert commitment(SALT, CONTENT) == hashlib.sha256(bytes.fromhex(SALT) + text.encode()).hexdigest()


def test_any_change_changes_the_commitment() -> None:
    assert commitment(SALT, CONTENT) != commitment(SALT, CONTENT | {"n": 2})


def test_another_salt_changes_the_commitment() -> None:
    assert commitment(SALT, CONTENT) != commitment("cd" * 32, CONTENT)


def test_a_moment_is_committed_to_in_utc() -> None:
    def content(at: datetime) -> object:
        return received_content(
            reference="R", submitted_at=at, title="", applicant={}, answers={}, requested=None, files=()
        )

    assert content(AT) == content(AT.astimezone(timezone(timedelta(hours=2))))


def test_what_was_not_submitted_never_becomes_submitted() -> None:
    assert not WORKFLOW.allows(ApplicationState.NOT_SUBMITTED, Action.SUBMIT)


def test_only_a_later_deadline_leads_back_to_a_draft_and_only_from_one() -> None:
    back = [transition.source for transition in WORKFLOW.transitions if transition.target is ApplicationState.DRAFT]
    assert back == [ApplicationState.NOT_SUBMITTED]


def test_what_is_decided_stays_decided() -> None:
    assert all(transition.source is not ApplicationState.DECIDED for transition in WORKFLOW.transitions)
