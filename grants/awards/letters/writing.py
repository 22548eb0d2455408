"""What a letter says in an e-mail and on a page: the same blocks as its document, in words."""

from markupsafe import Markup

from grants.awards.letters.plain import markdown_of
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.writing import document_of
from grants.notices.rendering import render
from grants.notices.words import Words

MAIL = "awards/notices/decided"
ON_PAGE = "awards/letters/on_page"


def words_of(facts: Facts, language: str, template: str = MAIL) -> Words:
    """Return the letter as an e-mail that brings it, or as its page shows it, in a language."""
    document = document_of(facts, language)
    values = {
        "title": document.title,
        "letter": Markup(markdown_of(document)),  # noqa: S704  # every word of it is escaped
        "application": facts.application,
        "has_page": facts.decision is not None,
        "organiser": facts.rules.organiser,
    }
    return render(template, language, values)
