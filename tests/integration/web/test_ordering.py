"""A database sorts a list that it cuts as the reader's language has it, on every installation."""

from random import Random

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from grants.accounts.models import Organiser
from grants.accounts.services import organiser_for
from grants.db import db
from grants.web.ordering import in_alphabet

pytestmark = pytest.mark.usefixtures("session")

WORDS = {
    "lv": ["2. skola", "Ābele", "abols", "Celms", "čaks", "Gulbis", "Ģirts", "Ķirsis", "Ļaudis", "Ņina", "Šalle"],
    "et": ["sa", "ša", "za", "ža", "ta", "wa", "õa", "Äa", "öa", "üa"],
    "en": ["Abele", "ābols", "Čaks", "celms", "Ģirts", "Gulbis"],
}


@pytest.mark.parametrize("language", WORDS)
def test_names_stand_in_the_order_of_the_alphabet(language: str) -> None:
    mixed = list(enumerate(WORDS[language]))
    Random(7).shuffle(mixed)
    for place, name in mixed:
        organiser_for(slug=f"place-{place}", name=name)
    by_name = in_alphabet(Organiser.name.expression)
    with force_locale(language):
        found = db.session.scalars(select(Organiser.name).where(Organiser.slug.like("place-%")).order_by(by_name))
    assert list(found) == WORDS[language]
