"""What the forms send, so that an act is refused for who asks and not for what was typed."""

import io
import json
from collections import defaultdict
from collections.abc import Mapping

from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.texts import default_text
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
    if endpoint in WITH_PDF:
        filled["file"] = (io.BytesIO(b"%PDF-1.7 sent"), "sent.pdf")
    if endpoint in WITH_SCAN:
        filled["scan"] = (io.BytesIO(b"%PDF-1.7 scanned"), "scan.pdf")
    return filled


WITH_SCAN = frozenset({"office_applications.register"})
WITH_PDF = frozenset({"office_files.act", "office_files.attach", "office_amendment.extend", "office.cancel"})
WITH_RULES = frozenset({"office_preparing.new", "office_rules.file"})
"""The forms that take a rules document as a file."""
WORDING = default_text(LetterKind.REJECTION, "lv").replace("{", "{{").replace("}", "}}")
"""A text of a letter, in which nothing is filled in here."""
ACT = {"body": "Dome", "number": "15", "date": "1.12.2029"}
NINE: Mapping[str, str] = {
    "title_lv": "Nākamais",
    "title_en": "The next",
    "act_body": "Dome",
    "act_number": "14",
    "act_date": "1.10.2030",
    "least": "5000,00",
    "most": "5000,00",
    "projects": "8",
    "opens_at": "2.11.2030 9.00",
    "closes_at": "10.12.2030 15.00",
    "kinds": "association",
    "projects_from": "1.3.2031",
    "projects_until": "31.12.2031",
    "size": "5",
    "quorum": "3",
    "decided_by": "committee",
}
"""The answers to the questions with which a call begins."""
CRITERION = {"code": "2.1", "title_lv": "Ideja", "min": "0", "max": "5", "step": "1", "weight": "1"}
HEADERS: Mapping[str, Mapping[str, str]] = {
    "applications.answer": {"If-Match": '"{tag_goal}"'},
    "evaluation.keep": {"If-Match": '"1"'},
    "evaluation.keep_note": {"If-Match": '"0"'},
    "applications.begin_upload": {"Upload-Length": "900"},
    "applications.add_part": {"Upload-Offset": "0", "Content-Type": "application/octet-stream"},
    "applications.stop_upload": {"Upload-Offset": "0"},
}
"""What the page's own script says beside what it sends."""
SITTING = {"starts_at": "20.1.2030 10.00"}
TYPED: Mapping[str, Mapping[str, str]] = {
    "accounts.name": {"name": "Anna Ozola"},
    "accounts.profile": {"name": "Anna Ozola", "language": "en"},
    "accounts.address": {"email": "other@example.net"},
    "notice_choices.choose": {"pace": "daily", "by_mail": "reminder", "quiet_from": "21", "quiet_until": "8"},
    "reminders.choose": {"hours": "48"},
    "accounts.sign_in": {"email": "anna@example.org"},
    "accounts.sign_in_code": {"code": "123456"},
    "applications.answer": {"a-goal": "Ziemas nometne"},
    "applications.begin_upload": {"field": "statutes", "name": "statutes.pdf", "stamp": "1"},
    "applications.applicant": {"seen-_title": "{tag_title}", "a-_title": "Nometne"},
    "applications.clarify": {"a-goal": "Nometne pie ezera", "reply": "Tā."},
    "office_applications.ask_to_clarify": {"question": "Kāds?", "fields": "goal"},
    "office_applications.redactions": {"passage": "piecpadsmit", "reason": "Skaits"},
    "contests.complain": {"words": "Vērtējums ir nepamatots."},
    "contests.correct": {"reason": "Kļūda.", "failed": "1.1"},
    "contests.record": {
        "reference": "{reference}",
        "complainant": "SIA Cits",
        "received_on": "12.12.2029",
        "came_by": "post",
        "words": "Iebilstu.",
    },
    "results.choose_moment": {"at": "1.2.2030 15.00"},
    "evaluation.keep": MARKS,
    "evaluation.hours": {"hours": "12"},
    "evaluation.keep_note": {"words": "Jautāt par tāmi."},
    "evaluation.store_note": {"words": "Jautāt par tāmi.", "revision": "0"},
    "evaluation.workbook_differences": {"revision-{application_id}": "1"},
    "evaluation.take_along": {"kind": "zip", "part": "1"},
    "office_sheets.office_take_along": {"kind": "pdf", "part": "1"},
    "evaluation.submit_together": {"sheet-{application_id}": "1"},
    "office_sheets.reopen": {"reason": "Kļūda"},
    "office_sheets.enter": {**MARKS, "received_on": "1.12.2029", "kept_at": "Lieta 4", "declares": "y", "signed": "y"},
    "reports.accept": {"accepted_on": "12.12.2029"},
    "office_applications.record_number": {"record_number": "1-2/3"},
    "office_applications.register": {
        "channel": "post",
        "received_at": "15.11.2029 13.00",
        "kind": "association",
        "name": "Osis",
        "title": "Pasts",
        "requested": "4600",
        "record_number": "1-2/4",
    },
    "applications.comments": {"words": "Labi!"},
    "applications.invitation": {"answer": "accept"},
    "applications.people": {"email": "new@example.org", "name": "Juris", "right": "read"},
    "applications.section": {"seen-goal": "{tag_goal}", "a-goal": "Nometne"},
    "confirmations.page": {"answer": "yes"},
    "checks.answer": {"choice-1.1": "yes"},
    "committee.invite": {"email": "new@example.org", "name": "Juris", "seat": "member"},
    "assignment.by_hand": {
        "row": "{application_id}",
        "member": "{scorer_id}",
        "pair-{application_id}-{scorer_id}": "yes",
        "seen": "{assigned}",
    },
    "assignment.apply": {"digest": "{plan}"},
    "deliberation.rapporteur": {"person": "{evaluator_id}"},
    "deliberation.reason": {"words": "Labs projekts.", "seen": "0"},
    "deliberation.say": {"words": "Labi."},
    "deliberation.agree": {"mark": "4", "reason": "Runājām.", "seen": "0"},
    "departures.depart": {"outcome": "rejected", "reason": "Dublē.", "seen": "0"},
    "scenarios.keep": {"title": "Vairāk", "projects_0": "2", "total_0": "9000,00"},
    "decisions.propose": {"seen": ""},
    "deciding.anew": {"outcome": "rejected", "reason": "Kļūda.", "seen": "1"},
    "deciding.offers": {"answer_until": "28.01.2030", "seen": ""},
    "deciding.new_day": {"answer_until": "28.01.2030", "seen": "1"},
    "deciding.respond": {"seen": "1", "decline": "1"},
    "departures.approve": {"seen": "0"},
    "decisions.confirm": {"seen": "{seen}"},
    "letters.unsigned": {"basis": "Cits pants"},
    "letters.outside": {"letters": "{letter_id}", "channel": "post", "sent_on": "12.12.2029"},
    "letters.not_reached": {"why": "returned"},
    "letters.proven": {"proven_on": "12.12.2029", "proof": "RR1"},
    "interests.record": {
        "person": "{judge_id}",
        "reference": "{reference}",
        "kind": "family",
        "reason": "Teica.",
    },
    "late.record": {
        "person": "{judge_id}",
        "reference": "{reference}",
        "kind": "family",
        "reason": "Teica.",
    },
    "interests.lift": {"reason": "Cits."},
    "interests.consult": {"applicant": "Osis", "given_on": "1.12.2029"},
    "notice_texts.text": {"subject": "Atgādinājums", "body": "Termiņš {{deadline}}, saite {{link}}.", "seen": "0"},
    "notice_texts.own": {"subject": "Atgādinājums", "body": "Termiņš {{deadline}}, saite {{link}}.", "seen": "0"},
    "wordings.text": {"words": WORDING, "seen": "0"},
    "wordings.own": {"words": WORDING, "seen": "0"},
    "extending.page": {"until": "1.3.2030", "reason": "Daudz projektu.", "seen": "1"},
    "evaluation.preferences": {"most": "3"},
    "evaluation.wishes": {"wish-{application_id}": "want", "wish-{other_application_id}": "can"},
    "evaluation.seat": {"answer": "take"},
    "evaluation.declare": {"choice-{application_id}": "none"},
    "evaluation.declare_page": {"choice-{application_id}": "none", "choice-{other_application_id}": "none"},
    "evaluation.save": {"revision": "1", **MARKS},
    "evaluation.submit": {"revision": "1"},
    "office.advance": {"action": "start_checking"},
    "office.cancel": {"reason": "No money.", **ACT},
    "office_preparing.begin": NINE,
    "office_preparing.copy": NINE,
    "office_preparing.discard": {"call": "{code}"},
    "office_preparing.new": {"organiser": "{organiser_id}"},
    "office_rules.part": {"committee_size": "4", "committee_quorum": "1", "committee_decided_by": "council"},
    "office_rules.item": CRITERION,
    "office_rules.add": CRITERION | {"code": "2.9"},
    "office_rules.move": {"to": "1"},
    "office_rules.paste": {"table": "2.1.\tIdeja\t5", "instead": "all"},
    "office_amendment.page": {"reason": "A mistake.", **ACT},
    "office_amendment.force": {"seen": "{prepared}"},
    "office_amendment.extend": {"closes_at": "30.12.2029 15.00", "reason": "Few applied.", **ACT},
    "office_files.attach": {"title": "Veidlapa"},
    "promises.page": {
        "evaluation_due_at": "20.1.2031 15.00",
        "decision_due_at": "21.2.2031 15.00",
        "reason": "Few evaluators.",
        "seen": "{rules}",
    },
    "office_applications.extend_for": {
        "email": "late@example.org",
        "until": "22.12.2029 15.00",
        "reason": "Ill.",
        **ACT,
    },
    "office_questions.reply": {"shown": "Vai?", "answer": "Jā.", "changes": "no"},
    "office_questions.write_down": {"words": "Kad?", "came_by": "phone"},
    "beginning.ways": {"contest_to": "Strīdu komisija", "privacy_lv": "Glabājam gadu."},
    "banners.page": {
        "tone": "outage",
        "words_lv": "Apkope",
        "words_en": "Maintenance",
        "begins_at": "1.12.2030 9.00",
        "ends_at": "1.12.2030 10.00",
    },
    "webhooks.page": {"url": "https://hook.example/told"},
    "office_applications.write_to_chosen": {
        "every": "1",
        "audience": "chosen",
        "subject_lv": "Temats",
        "body_lv": "Labdien, {name}!",
    },
    "inbox.unread_all": {"at": "2030-01-01T12:00:00+00:00"},
    "lists.keep": {"name": "Mani", "query": "sort=-title", "back": "/office/"},
    "office_writing.write": {"audience": "drafts", "subject_lv": "Temats", "body_lv": "Labdien, {name}!"},
    "office_writing.one": {"subject": "Temats", "body": "Labdien!"},
    "office_writing.send": {"shown": "{batch_seal}"},
    "office_writing.stop": {"reason": "Kļūda."},
    "questions.ask": {"words": "Cik?"},
    "questions.follow": {"email": "seko@example.org"},
    "brand.looks": {"own": "y", "colour": "#7a1f3d"},
    "organisers.edit": {"name": "Piemērs"},
    "organisers.end_role": {"ends_on": DAY},
    "organisers.new": {"name": "Another", "slug": "another"},
    "organisers.new_administrator": {"email": "new@example.org", "starts_on": DAY},
    "organisers.new_official": {"email": "new@example.org", "starts_on": DAY, "kind": "auditor"},
    "meetings.plan": SITTING | {"place": "Dome"},
    "meetings.change": SITTING | {"place": "Cita telpa"},
    "meetings.cancel": {"reason": "Slimība."},
    "meetings.comes": {"comes": "yes"},
    "meetings.call_in": {"person": "{substitute_id}"},
    "meetings.open_sitting": {"present": "{judge_id}", "chair": "{judge_id}", "secretary": "{secretary_id}"},
    "meetings.roll_call": {"person": "{judge_id}", "act": "left"},
    "meetings.application": {"seen": "0", "ballot-{judge_id}": "for"},
    "meetings.question": {"words": "Vai?", "seen": "0", "ballot-{judge_id}": "for"},
    "meetings.tie": {
        "group": "{group}",
        "place_0": "1",
        "place_1": "2",
        "settled_by": "vote",
        "reason": "Jaunieši.",
        "seen": "0",
        "ballot-{judge_id}": "for",
    },
    "minutes.write": {"words-opening": "Sēde sākas.", "seen": "0"},
    "minutes.approve": {"seen": "{minutes}"},
    "meetings.ask_in_writing": SITTING | {"words": "Vai?", "secretary": "{secretary_id}"},
    "meetings.draw": {"group": "{group}", "rank": "{rank}"},
    "meetings.announce": {"group": "{group}", "rank": "{rank}", "source": "Loterija."},
    "meetings.numbers": {"group": "{group}", "rank": "{rank}", "numbers": "1 2 3"},
    "ranking.tie": {
        "group": "{group}",
        "place_0": "1",
        "place_1": "2",
        "settled_by": "lot",
        "reason": "Drawn by the chair.",
    },
}
