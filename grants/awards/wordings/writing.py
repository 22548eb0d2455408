"""Write a letter: the one function that says what it says, whoever shows, prints or keeps it."""

from flask_babel import force_locale
from flask_babel import gettext as _

from grants.accounts.brand.paper import logo_on_paper
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.language import Values, filled
from grants.awards.wordings.saying import part_of, words_of
from grants.awards.wordings.texts import is_written_in, text_in
from grants.calls.printed import only_in, payers
from grants.documents.content import Document


def document_of(facts: Facts, language: str) -> Document:
    """Return the letter as a document in a language; any other than the first of the call says that it is a copy."""
    with force_locale(language):
        values = Values(words_of(facts), lambda name: part_of(facts, name, language))
        frame = Document(
            title="",
            language=language,
            blocks=[],
            foot=facts.rules.organiser.name,
            number=facts.number,
            lead=_lead(facts, language),
            fund=payers(facts.rules),
            logo=logo_on_paper(facts.application.call.organiser),
        )
        return filled(text_in(facts.texts, facts.kind, language), values, frame)


def _lead(facts: Facts, language: str) -> list[str]:
    lead = [] if language == facts.in_force else [_courtesy(facts.kind)]
    if not is_written_in(facts.texts, facts.kind, language):
        lead.append(_("Nobody has put the text of this letter into your language yet, so it stands here in English."))
    return [*lead, *only_in(facts.rules)]


def _courtesy(kind: LetterKind) -> str:
    if kind is LetterKind.CONTRACT:
        return _("This is a courtesy copy. The contract itself is in the language of the call, and only it counts.")
    return _("This is a courtesy copy. The letter itself is in the language of the call, and only it counts.")
