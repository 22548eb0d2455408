"""Which guides there are, where their words stand, and which section belongs to which page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _l

from grants import ROOT
from grants.web.languages import DEFAULT

DOCS = ROOT / "docs"
PICTURES = DOCS / "images" / "guides"
_OTHER_LANGUAGE = re.compile(r"^\[(?:Latviski|In English)\]\([^)]*\)\. ", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\((?:\.\./)?images/guides/([\w-]+\.webp)\)")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)]*)\)")


@dataclass(frozen=True, kw_only=True)
class Guide:
    """Be a guide: what it is called, for whom, and the files of its words by language."""

    title: object
    about: object
    files: Mapping[str, str]

    def language_for(self, reader: str) -> str:
        """Return the language in which somebody reads it: theirs if it has it, else English, else what it has."""
        return next((one for one in (reader, "en", DEFAULT) if one in self.files), next(iter(self.files)))


GUIDES: Mapping[str, Guide] = {
    "applicant": Guide(
        title=_l("For applicants"),
        about=_l("From finding a call to the decision."),
        files={"en": "applicant.md", "lv": "lv/iesniedzejs.md"},
    ),
    "evaluator": Guide(
        title=_l("For evaluators"),
        about=_l("From the invitation to the ranking."),
        files={"en": "evaluator.md", "lv": "lv/vertetajs.md"},
    ),
    "official": Guide(
        title=_l("For officials"),
        about=_l("From the rules to the published results."),
        files={"en": "official.md", "lv": "lv/darbinieks.md"},
    ),
    "tour": Guide(
        title=_l("A tour of the demonstration"),
        about=_l("See a whole competition in fifteen minutes, in every role."),
        files={"en": "tour.md", "lv": "lv/apskate.md"},
    ),
    "glossary": Guide(
        title=_l("Words used here"),
        about=_l("What the words of competitions mean, in plain language."),
        files={"en": "glossary.md", "lv": "lv/vardnica.md"},
    ),
    "operator": Guide(
        title=_l("For operators"),
        about=_l("How the service is installed and kept running."),
        files={"en": "operator.md"},
    ),
}

BESIDE: Mapping[str, tuple[str, int]] = {
    "accounts.sign_in": ("applicant", 3),
    "accounts.sign_in_code": ("applicant", 3),
    "calls": ("applicant", 1),
    "questions": ("applicant", 1),
    "advance": ("applicant", 1),
    "applications": ("applicant", 4),
    "applications.review": ("applicant", 6),
    "applications.receipt": ("applicant", 7),
    "applications.people": ("applicant", 10),
    "confirmations": ("applicant", 5),
    "inbox": ("applicant", 11),
    "notice_choices": ("applicant", 11),
    "feed": ("applicant", 11),
    "contests.complain": ("applicant", 9),
    "decisions.letter": ("applicant", 9),
    "deciding.respond": ("applicant", 9),
    "results.page": ("applicant", 9),
    "objections": ("applicant", 8),
    "evaluation": ("evaluator", 4),
    "evaluation.seat": ("evaluator", 1),
    "interests": ("evaluator", 2),
    "organisers": ("official", 1),
    "office": ("official", 2),
    "office_preparing": ("official", 2),
    "office_rules": ("official", 2),
    "office_amendment": ("official", 3),
    "office_applications": ("official", 4),
    "checks": ("official", 4),
    "committee": ("official", 5),
    "assignment": ("official", 5),
    "deliberation": ("official", 6),
    "meetings": ("official", 6),
    "minutes": ("official", 6),
    "ranking": ("official", 6),
    "decisions": ("official", 7),
    "deciding": ("official", 7),
    "departures": ("official", 7),
    "wordings": ("official", 7),
    "letters": ("official", 8),
    "results": ("official", 9),
    "contests": ("official", 10),
    "journal": ("official", 11),
}
"""By endpoint or blueprint: the guide and the number of its section that explain the page."""


def section_of(endpoint: str) -> tuple[str, int] | None:
    """Return the guide and the section that explain the page of an endpoint, if any do."""
    return BESIDE.get(endpoint) or BESIDE.get(endpoint.partition(".")[0])


def words_of(guide: Guide, language: str) -> str:
    """Return the Markdown of a guide without its first heading, its links leading to pages of the service."""
    text = (DOCS / guide.files[language]).read_text(encoding="utf-8")
    _title, _line, text = text.partition("\n")
    return _LINK.sub(_served, _PICTURE.sub("", _OTHER_LANGUAGE.sub("", text)))


def pictures_of(guide: Guide, language: str) -> dict[int, list[tuple[str, str]]]:
    """Return the pictures of a guide, by the number of the section they stand in: name and what is to be seen."""
    text = (DOCS / guide.files[language]).read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    return {number: [(name, alt) for alt, name in _PICTURE.findall(each)] for number, each in enumerate(sections)}


def sections_of(text: str) -> list[tuple[str, str]]:
    """Return the sections of a guide: heading and Markdown, the first without a heading."""
    first, *others = re.split(r"^## ", text, flags=re.MULTILINE)
    cut = (each.partition("\n") for each in others)
    return [("", first), *((heading, words) for heading, _line, words in cut)]


def _served(link: re.Match[str]) -> str:
    """Let a link between guides lead to the served guide; what is not served stays words."""
    words, target = link[1], link[2]
    if target.startswith(("http://", "https://", "mailto:")):
        return link[0]
    file = Path(target.partition("#")[0]).name
    named = next((name for name, guide in GUIDES.items() if file in map(_name, guide.files.values())), None)
    return f"[{words}](/help/{named})" if named else words


def _name(path: str) -> str:
    return Path(path).name
