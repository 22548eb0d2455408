"""Members talk about an application beside it, and nobody else hears them."""

import pytest
from sqlalchemy import func, select

from grants.accounts.models import Person
from grants.applications.comments import MAX_COMMENTS, MAX_WORDS, comments_of, say, take_back
from grants.applications.models import Application, Comment
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from tests.factories.applications import a_filled, an_open_call, joined
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_filled(an_open_call(), anna)


def test_a_comment_is_read_by_the_others(draft: Application, browser: Visitor, as_person: SignIn) -> None:
    db.session.commit()
    page = browser.see(f"/applications/{draft.id}/comments")
    browser.send(page, {"words": "Mērķis ir par īsu.", "field": "goal"}, button="Add the comment")
    seen = as_person(joined(draft)).see(f"/applications/{draft.id}/comments")
    assert "Mērķis ir par īsu." in seen.text
    assert "Anna Ozola" in seen.text
    assert "Projekts (en): goal (en)" in seen.links


def test_it_is_no_part_of_the_application(draft: Application, anna: Person, browser: Visitor) -> None:
    say(application=draft, words="Slepeni.", field="", actor=anna)
    db.session.commit()
    assert "Slepeni." not in browser.see(f"/applications/{draft.id}/review").text
    assert "Comments (1)" in browser.see(f"/applications/{draft.id}").text


def test_the_same_twice_is_one(draft: Application, anna: Person) -> None:
    for _ in range(2):
        say(application=draft, words="Tā.", field="", actor=anna)
    assert len(comments_of(draft)) == 1


def test_one_takes_back_what_one_wrote(draft: Application, anna: Person, browser: Visitor) -> None:
    say(application=draft, words="Kļūda.", field="", actor=anna)
    db.session.commit()
    page = browser.send(browser.see(f"/applications/{draft.id}/comments"), button="Take back")
    assert comments_of(draft) == []
    browser.send(page, button="Undo")
    assert [each.words for each in comments_of(draft)] == ["Kļūda."]


def test_nobody_takes_back_the_words_of_another(draft: Application, anna: Person) -> None:
    say(application=draft, words="Mans.", field="", actor=anna)
    with pytest.raises(Forbidden):
        take_back(application=draft, comment_id=comments_of(draft)[0].id, actor=joined(draft))


@pytest.mark.parametrize(("words", "status"), [("", 422), ("x" * MAX_WORDS, 200), ("x" * (MAX_WORDS + 1), 422)])
def test_a_comment_has_limits(draft: Application, browser: Visitor, words: str, status: int) -> None:
    db.session.commit()
    page = browser.see(f"/applications/{draft.id}/comments")
    after = browser.send(page, {"words": words}, button="Add the comment", status=status)
    assert words in after.text


def test_there_are_so_many_comments_at_most(draft: Application, anna: Person) -> None:
    for number in range(MAX_COMMENTS):
        say(application=draft, words=str(number), field="", actor=anna)
    with pytest.raises(Conflict):
        say(application=draft, words="vēl", field="", actor=anna)
    assert db.session.scalar(select(func.count(Comment.id))) == MAX_COMMENTS


def test_no_words_are_none(draft: Application, anna: Person) -> None:
    with pytest.raises(Invalid):
        say(application=draft, words="  ", field="", actor=anna)
