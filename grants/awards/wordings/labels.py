"""Words for the kinds of letters, for what can stand in them, and for what is wrong with a text."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.language import MAX_TEXT, Fault, Flaw

KINDS = {
    LetterKind.AWARD: _l("Award"),
    LetterKind.AWARD_WITH_CONDITIONS: _l("Award with conditions"),
    LetterKind.RESERVE: _l("Reserve list"),
    LetterKind.REJECTION: _l("Rejection"),
    LetterKind.INADMISSIBLE: _l("Not admitted"),
    LetterKind.ON_HOLD: _l("Put off"),
    LetterKind.OFFER: _l("Offer from the reserve list"),
    LetterKind.DECLINED: _l("Award not taken"),
    LetterKind.LAPSED: _l("Offer that nobody answered"),
    LetterKind.REVOCATION: _l("Award revoked"),
    LetterKind.CORRECTION: _l("Correction"),
    LetterKind.COMPLAINT: _l("Decision on a complaint"),
    LetterKind.EXTENSION: _l("Term to decide extended"),
    LetterKind.CONTRACT: _l("Contract"),
}
MEANINGS = {
    "number": _l("number of the letter"),
    "day": _l("day of the decision"),
    "call": _l("title of the call"),
    "organiser": _l("name of the organiser"),
    "applicant": _l("name of the applicant"),
    "title": _l("title of the project"),
    "reference": _l("number of the application"),
    "received": _l("when it was received"),
    "requested": _l("sum asked for"),
    "official": _l("name of the official"),
    "amount": _l("sum awarded"),
    "until": _l("new last day to decide, or to answer an offer"),
    "head": _l("institution, addressee, number, date, call and programme"),
    "facts": _l("when it was received, what it asks for, who decided"),
    "decision": _l("what is decided"),
    "reasons": _l("each reason with its points and rule, and the approved reasoning"),
    "legal_basis": _l("the rules of the call with their act"),
    "contest": _l("where and until when it can be contested"),
    "signature": _l("name and post of the official, date"),
    "conditions": _l("the conditions of the award"),
    "replaced": _l("number and date of the earlier decision"),
    "parties": _l("who gives and who receives, with number and address, and the number of the contract"),
    "grant": _l("project, decision, sum awarded and own share"),
    "period": _l("from when until when the project may take place"),
    "signatures": _l("room for both to sign"),
    "answer": _l("until when to answer the offer"),
}


def in_words(flaw: Flaw) -> str:
    """Say what is wrong with a text, and where."""
    name = f"{{{flaw.name}}}"
    match flaw.fault:
        case Fault.UNKNOWN:
            return _("Line %(line)d: there is no placeholder %(name)s.", line=flaw.line, name=name)
        case Fault.MISSING:
            return _("%(name)s is missing: the law asks for it.", name=name)
        case Fault.TWICE:
            return _("Line %(line)d: %(name)s stands there a second time.", line=flaw.line, name=name)
        case Fault.NOT_ALONE:
            return _(
                "Line %(line)d: %(name)s stands for whole paragraphs and needs a line of its own between empty lines.",
                line=flaw.line,
                name=name,
            )
        case Fault.BRACE:
            return _("Line %(line)d: a curly bracket stands only around the name of a placeholder.", line=flaw.line)
        case Fault.NO_TITLE:
            return _("The first line is the title: it begins with # and a space.")
        case Fault.TOO_LONG:
            return _("A letter has at most %(most)s characters.", most=MAX_TEXT)
