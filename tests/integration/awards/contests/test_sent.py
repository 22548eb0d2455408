"""The signed decision on a complaint that was rejected: kept, sent or recorded as sent, and waited for until then."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from grants import clock
from grants.accounts.models import RoleKind
from grants.awards.casefile.packing import entries_of
from grants.awards.contests import services
from grants.awards.contests.models import Complaint, Ruling, RulingSending
from grants.awards.contests.services import Handed, Ruled
from grants.awards.letters.models import Failure
from grants.awards.letters.services import declare_unsigned, end_declaration
from grants.awards.terms import Channel
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.events import publish
from grants.notices.events import MessageFailed, MessageSent
from grants.notices.models import Message, MessageState
from grants.web.uploads import Uploaded, put_away
from tests.factories.awards import a_member, an_official_of, application_in
from tests.factories.contests import a_complaint, judged_anew, ruled, told
from tests.factories.signing import a_container
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

TODAY = date(2030, 1, 14)
SCAN = b"%PDF-1.7 signed on paper"
EVENT = "complaint_answered"
PAPER = {"channel": "post", "sent_on": "14.01.2030", "tracking": "RR123LV"}


@pytest.fixture
def complaint(call: Call) -> Complaint:
    """Return a complaint that was rejected."""
    return ruled(a_complaint(call, complainant=a_member(call, "A-3")), Ruled(Ruling.REJECTED, "Nav pamata.", "5"))


def a_scan() -> Uploaded:
    return put_away(io.BytesIO(SCAN), "lēmums.pdf", "pdf")


def signed(*, changed: bool = False) -> Uploaded:
    altered = {"lēmums.txt": b"Cits."} if changed else None
    packed = a_container({"lēmums.txt": b"Noraidu."}, ("Jānis", "Mērs"), changed=altered)
    return put_away(io.BytesIO(packed), "lēmums.edoc", "edoc")


def sent(complaint: Complaint, handed: Handed | None = None) -> RulingSending:
    official = an_official_of(complaint.application.call)
    way = handed or Handed(Channel.POST, a_scan(), sent_on=TODAY, tracking="RR123LV", proof=a_scan())
    return services.send_ruling(complaint=complaint, handed=way, actor=official)


def told_that_left(sending: RulingSending) -> None:
    publish(MessageSent(event=EVENT, subject_id=sending.id))


@pytest.mark.parametrize(
    ("channel", "notified", "until"),
    [
        (Channel.POST, date(2030, 1, 21), date(2030, 2, 21)),
        (Channel.E_ADDRESS, date(2030, 1, 16), date(2030, 2, 18)),
        (Channel.ON_THE_SPOT, TODAY, date(2030, 2, 14)),
    ],
)
def test_what_went_another_way_counts_as_notified_by_its_channel(
    complaint: Complaint, channel: Channel, notified: date, until: date
) -> None:
    sending = sent(complaint, Handed(channel, a_scan(), sent_on=TODAY))
    assert (sending.notified_on, sending.appeal_until) == (notified, until)
    assert told(EVENT) == set()


def test_an_e_mail_carries_the_signed_document_and_counts_once_it_has_left(complaint: Complaint) -> None:
    sending = sent(complaint, Handed(Channel.EMAIL, signed()))
    assert (sending.sent_at, sending.notified_on, sending.signers) == (None, None, ["Jānis Mērs"])
    (message,) = db.session.scalars(select(Message).where(Message.event == EVENT))
    assert [one["name"] for one in message.attachments] == ["lēmums.edoc"]
    told_that_left(sending)
    assert (sending.notified_on, sending.appeal_until) == (date(2030, 1, 16), date(2030, 2, 18))


def test_an_e_mail_that_reached_nobody_is_sent_another_way_with_the_same_document(complaint: Complaint) -> None:
    first = sent(complaint, Handed(Channel.EMAIL, signed()))
    for message in db.session.scalars(select(Message).where(Message.event == EVENT)):
        message.state = MessageState.FAILED
    db.session.flush()
    publish(MessageFailed(event=EVENT, subject_id=first.id))
    assert first.failure is Failure.BOUNCED
    second = sent(complaint, Handed(Channel.POST, sent_on=TODAY))
    assert (second.sequence, second.document_id, second.signers) == (2, first.document_id, first.signers)
    told_that_left(first)
    assert first.sent_at is None


def test_an_e_mail_of_what_nobody_signed_electronically_is_refused(call: Call, complaint: Complaint) -> None:
    official = an_official_of(call)
    end_declaration(organiser=call.organiser, actor=official)
    for wrong in (a_scan(), signed(changed=True)):
        with pytest.raises(Invalid, match="signed electronically"):
            sent(complaint, Handed(Channel.EMAIL, wrong))
    declare_unsigned(organiser=call.organiser, basis="Likums, 5. pants.", actor=official)
    assert sent(complaint, Handed(Channel.EMAIL, a_scan())).channel is Channel.EMAIL


def test_the_same_twice_is_once_and_another_way_waits_until_it_failed(complaint: Complaint) -> None:
    assert sent(complaint).id == sent(complaint).id
    with pytest.raises(Conflict, match="sent already"):
        sent(complaint, Handed(Channel.ON_THE_SPOT, a_scan(), sent_on=TODAY))
    again = RulingSending(
        complaint_id=complaint.id,
        sequence=2,
        channel=Channel.EMAIL,
        document_id=complaint.sendings[0].document_id,
        recorded_at=clock.now(),
    )
    db.session.add(again)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_it_was_decided_or_to_come_is_refused(complaint: Complaint, days: int) -> None:
    with pytest.raises(Invalid):
        sent(complaint, Handed(Channel.POST, a_scan(), sent_on=TODAY + timedelta(days=days)))


def test_no_document_is_refused_and_neither_is_sent_what_is_right_or_open(call: Call, complaint: Complaint) -> None:
    with pytest.raises(Invalid, match="Choose the signed document"):
        sent(complaint, Handed(Channel.POST, sent_on=TODAY))
    for other in (a_complaint(call), ruled(a_complaint(call, "A-2"))):
        with pytest.raises(Conflict, match="rejects a complaint"):
            sent(other)


def test_others_do_not_send_it(complaint: Complaint) -> None:
    auditor = an_official_of(complaint.application.call, RoleKind.AUDITOR)
    with pytest.raises(Forbidden):
        services.send_ruling(complaint=complaint, handed=Handed(Channel.POST, a_scan(), sent_on=TODAY), actor=auditor)


def test_the_case_file_holds_the_decision_and_the_proof(complaint: Complaint) -> None:
    sent(complaint)
    entries = entries_of(complaint.application, an_official_of(complaint.application.call), clock.now())
    kept = [one for one in entries if one.path.startswith("6 complaints/1-1 ")]
    for one in kept:
        with one.opened() as content:
            assert content.read() == SCAN
    assert len(kept) == 2


def test_from_the_start_page_to_the_applicant(call: Call, complaint: Complaint, browser_of: Browser) -> None:
    office, mine = browser_of(an_official_of(call)), f"/applications/{application_in(call, 'A-3').id}/complaint"
    applicant = browser_of(db.session.get_one(type(an_official_of(call)), complaint.made_by_id))
    assert "The signed decision reaches you from the organiser." in applicant.see(mine).text
    applicant.see(f"{mine}/{complaint.id}/ruling", status=404)
    page = office.see(office.see("/account/").links["Send the decision on the complaint about A-3: Piemērs (en)"])
    refused = office.send(page, PAPER, button="Send it, or record how it was sent", status=422)
    assert "Choose a file." in refused.text
    files = {"document": (io.BytesIO(SCAN), "lēmums.pdf"), "proof": (io.BytesIO(SCAN), "kvīts.pdf")}
    page = office.send(refused, PAPER | files, button="Send it, or record how it was sent")
    assert "The sending is recorded." in page.text
    assert "complaint about A-3" not in office.see("/account/").text
    with applicant.get(applicant.see(mine).links["The signed decision"]) as answer:
        assert answer.data == SCAN
    office.send(page, {"why": "returned"}, button="Send it another way")
    assert "Send the decision on the complaint" in office.see("/account/").text
    applicant.see(f"{mine}/{complaint.id}/ruling", status=404)


def test_what_is_right_is_told_by_the_letter_of_its_new_decision(call: Call, browser_of: Browser) -> None:
    judged_anew(ruled(a_complaint(call)), ("5", "5"), ("5", "5"))
    assert "Send the decision on the complaint" not in browser_of(an_official_of(call)).see("/account/").text
