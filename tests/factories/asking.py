"""Questions about calls and those who follow them, at the times of the small example call."""

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.calls.asking import followers, questions
from grants.calls.asking.models import AskedBy, Follower, Question
from grants.calls.asking.tokens import token_of
from grants.calls.models import Call
from grants.db import db
from tests.factories.calls import OPEN

SHOWN, ANSWER = "Vai var pieteikties divreiz?", "Nē, **vienu** reizi."


def a_question(call: Call, words: str = "Jānis te. Vai var pieteikties divreiz?", email: str = "") -> Question:
    """Return a question that somebody asked while the call was open."""
    with clock.at(OPEN):
        return questions.ask(call=call, words=words, email=email, language="lv")


def written_down(call: Call, actor: Person, words: str = "Cik gadu vajag?") -> Question:
    """Return a question that came by phone."""
    return questions.write_down(call=call, words=words, came_by=AskedBy.PHONE, actor=actor)


def answered(question: Question, actor: Person, shown: str = SHOWN, words: str = ANSWER) -> Question:
    """Return a question after its answer was published."""
    with clock.at(OPEN):
        return questions.answer(question=question, shown=shown, words=words, actor=actor)


def a_follower(call: Call, email: str = "seko@example.org", *, programme: bool = False, confirmed: bool = True) -> str:
    """Let an address follow a call or its programme; return the token of its links."""
    with clock.at(OPEN):
        followers.follow(call=call, programme=programme, email=email, language="lv", person=None)
        place = Follower.programme == call.programme if programme else Follower.call_id == call.id
        follower = db.session.scalars(select(Follower).where(Follower.email == email, place)).one()
        token = token_of(follower)
        if confirmed:
            followers.confirm(token)
        return token
