"""Forms whose fields follow from the rules or from the list of applications: as they were typed, and as understood.

What is refused is shown again as it stood, so nothing typed is lost.
"""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from grants.applications.stretches import PAGE
from grants.calls.rules.document import Check, Criterion
from grants.errors import Invalid
from grants.evaluation.marks import MAX_COMMENT, Marked, read_marks
from grants.evaluation.models import MAX_SOURCE, Answer, CheckAnswer, ConflictKind, PrivateNote, Sheet
from grants.evaluation.services import Checked
from grants.parsing import Unreadable, clean_text, parse_day
from grants.web.wording import explain

NO_CONFLICT, CONFLICT = "none", "conflict"
MAX_REVISION_DIGITS = 9

_LINE = re.compile(r"(?:choice|kind|text)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
"""The name of a field of a declaration, with its key."""

SentForm = Mapping[str, str]
"""What a browser sent: the first value of each name."""


@dataclass
class Line:
    """Be one line of a form: a choice, a kind where there is one, a text beside it, and what is wrong with them."""

    choice: str = ""
    kind: str = ""
    text: str = ""
    problem: str = ""
    source: str = ""
    day: str = ""
    """The day on which the register was consulted, as it was typed."""
    consulted_on: date | None = None
    problem_of_evidence: str = ""
    stored: CheckAnswer | None = None
    """What is stored of a check, where the form shows it."""
    meanwhile: CheckAnswer | None = None
    """What somebody else answered while this was typed."""

    @property
    def is_automatic(self) -> bool:
        """Tell whether the service answered, and no official has changed it."""
        return self.stored is not None and self.stored.is_automatic

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was chosen or typed."""
        return not (self.choice or self.kind or self.text or self.problem)

    @classmethod
    def sent(cls, form: SentForm, key: object) -> "Line":
        """Read the line of a key, its text cleaned, or as it was typed with what is wrong with it."""
        choice, kind, text = (form.get(f"{name}-{key}", "") for name in ("choice", "kind", "text"))
        try:
            return cls(choice, kind, clean_text(text, MAX_COMMENT))
        except Unreadable as error:
            return cls(choice, kind, _shown(text), explain(error))


@dataclass
class ChecksForm:
    """Hold the answers to the administrative criteria of one application, by code."""

    lines: dict[str, Line]
    seen: str = ""
    """The edition of the stored answers that the page showed."""

    @classmethod
    def stored(cls, checks: Iterable[Check], answers: Mapping[str, CheckAnswer], seen: str) -> "ChecksForm":
        """Fill in what was answered already."""
        known = {code: _line(answer) for code, answer in answers.items()}
        return cls({check.code: known.get(check.code, Line()) for check in checks}, seen)

    @classmethod
    def sent(cls, checks: Sequence[Check], form: SentForm) -> "ChecksForm":
        """Read what was sent."""
        read = cls({check.code: Line.sent(form, check.code) for check in checks}, form.get("seen", ""))
        for check in checks:
            line = read.lines[check.code]
            known = line.choice in set(Answer)
            if not line.problem and not known and (line.choice or line.text):
                line.problem = _("Choose an answer.")
            if check.evidence:
                _read_evidence(line, form, check.code)
        return read

    def renew(self, answers: Mapping[str, CheckAnswer], seen: str) -> None:
        """Put what was answered meanwhile beside what was typed; who sends the form again has seen it."""
        self.seen = seen
        for code, answer in answers.items():
            line = self.lines[code]
            said = (answer.answer, answer.comment, answer.source, answer.consulted_on)
            if said != (line.choice, line.text, line.source, line.consulted_on):
                line.meanwhile = answer

    @property
    def answers(self) -> dict[str, Checked]:
        """Return what was answered; lines without an answer stay unanswered."""
        return {
            code: Checked(Answer(line.choice), line.text, line.source, line.consulted_on)
            for code, line in self.lines.items()
            if line.choice
        }

    @property
    def is_whole(self) -> bool:
        """Tell whether every criterion has an answer."""
        return all(line.choice for line in self.lines.values())

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return the id of each control that needs correcting, and why."""
        said = [(f"choice-{code}", code, line.problem) for code, line in self.lines.items()]
        said += [(f"source-{code}", code, line.problem_of_evidence) for code, line in self.lines.items()]
        return [(control, f"{code} {problem}") for control, code, problem in said if problem]

    def refuse(self, problems: Mapping[str, object]) -> None:
        """Put what a service refuses beside what it is about."""
        for code, problem in problems.items():
            self.lines[code].problem_of_evidence = str(problem)


def _line(answer: CheckAnswer) -> Line:
    day = f"{answer.consulted_on:%d.%m.%Y}" if answer.consulted_on else ""
    line = Line(answer.answer.value, text=answer.comment, source=answer.source, day=day, stored=answer)
    line.consulted_on = answer.consulted_on
    return line


def _read_evidence(line: Line, form: SentForm, code: str) -> None:
    line.source, line.day = (form.get(f"{name}-{code}", "") for name in ("source", "day"))
    try:
        line.source = clean_text(line.source, MAX_SOURCE, lines=False)
        line.consulted_on = parse_day(line.day) if line.day.strip() else None
    except Unreadable as error:
        line.source, line.day = _shown(line.source), _shown(line.day)
        line.problem_of_evidence = explain(error)


@dataclass
class DeclarationForm:
    """Hold declarations by the id of an application, or in a blind call by the token of an applicant."""

    lines: dict[uuid.UUID, Line]
    rest: bool = False
    """Whether no conflict is declared about all on the page of which nothing else is said."""

    @classmethod
    def blank(cls, keys: Iterable[uuid.UUID]) -> "DeclarationForm":
        """Leave every line open."""
        return cls({key: Line() for key in keys})

    @classmethod
    def sent(cls, keys: Iterable[uuid.UUID], form: SentForm) -> "DeclarationForm":
        """Read what was sent."""
        read = cls({key: Line.sent(form, key) for key in keys}, form.get("rest") == NO_CONFLICT)
        for line in read.lines.values():
            if read.rest and line.is_blank:
                line.choice = NO_CONFLICT
            line.problem = line.problem or _undeclarable(line)
        return read

    @property
    def made(self) -> dict[uuid.UUID, Line]:
        """Return the lines on which a choice was made; the others are left for later."""
        return {key: line for key, line in self.lines.items() if line.choice}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return the id of each control that needs correcting, and why."""
        return [(f"choice-{key}", line.problem) for key, line in self.lines.items() if line.problem]


@dataclass
class SheetForm:
    """Hold the marks and comments of a sheet, by the code of the criterion, and what the applicant may read."""

    marks: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    revision: int = 0
    for_applicant: str = ""

    @classmethod
    def stored(cls, sheet: Sheet | None) -> "SheetForm":
        """Fill in what was saved already."""
        if sheet is None:
            return cls()
        return cls(dict(sheet.marks), dict(sheet.comments), sheet.revision, sheet.for_applicant)

    @classmethod
    def sent(cls, criteria: Iterable[Criterion], form: SentForm) -> "SheetForm":
        """Read what was sent."""
        codes = [criterion.code for criterion in criteria]
        marks, comments = ({code: form.get(f"{name}-{code}", "") for code in codes} for name in ("mark", "comment"))
        return cls(marks, comments, revision_in(form), form.get("for-applicant", ""))

    def read(self, criteria: tuple[Criterion, ...], *, complete: bool) -> Marked:
        """Understand what was sent."""
        return read_marks(criteria, self.marks, self.comments, self.for_applicant, complete=complete)

    @property
    def shown(self) -> "SheetForm":
        """Return the same with every character that a page can show."""
        marks = {code: _shown(text) for code, text in self.marks.items()}
        comments = {code: _shown(text) for code, text in self.comments.items()}
        return SheetForm(marks, comments, self.revision, _shown(self.for_applicant))


@dataclass
class NoteForm:
    """Hold a private note as it was typed or stored."""

    words: str = ""
    revision: int = 0
    problem: str = ""

    @classmethod
    def stored(cls, note: PrivateNote | None) -> "NoteForm":
        """Fill in what was kept already."""
        return cls(note.words, note.revision) if note else cls()

    @classmethod
    def sent(cls, form: SentForm, most: int) -> "NoteForm":
        """Read what was sent: cleaned, or as it was typed with what is wrong with it."""
        typed = form.get("words", "")
        try:
            return cls(clean_text(typed, most), revision_in(form))
        except Unreadable as error:
            return cls(typed, revision_in(form), explain(error))

    @property
    def shown(self) -> "NoteForm":
        """Return the same with every character that a page can show."""
        return NoteForm(_shown(self.words), self.revision, self.problem)


def doubts_in(codes: Iterable[str], form: SentForm) -> tuple[dict[str, str], dict[str, str]]:
    """Return why a second official disagrees, by the code of the check, and what of it cannot be read."""
    doubts, problems = {}, {}
    for code in codes:
        typed = form.get(f"doubt-{code}", "")
        try:
            doubts[code] = clean_text(typed, MAX_COMMENT)
        except Unreadable as error:
            doubts[code], problems[code] = _shown(typed), explain(error)
    return doubts, problems


def ids_in(form: SentForm) -> list[uuid.UUID]:
    """Return the keys of what a page of declarations was sent about; raise Invalid for more than a page holds."""
    found = {match[1] for name in form if (match := _LINE.fullmatch(name))}
    if len(found) > PAGE:
        raise Invalid(_("At most %(most)s declarations are sent at once.", most=PAGE))
    return [uuid.UUID(each) for each in found]


def revision_in(form: SentForm, name: str = "revision") -> int:
    """Return the revision of the sheet that the page showed, or −1, which no sheet has."""
    typed = form.get(name, "")
    readable = typed.isascii() and typed.isdecimal() and len(typed) <= MAX_REVISION_DIGITS
    return int(typed) if readable else -1


def _undeclarable(line: Line) -> str:
    if line.choice == NO_CONFLICT:
        return ""
    if line.choice == CONFLICT:
        return "" if line.kind in set(ConflictKind) else _("Choose what kind of conflict it is.")
    return _("Choose whether you have a conflict of interest.") if line.choice or line.kind or line.text else ""


def _shown(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
