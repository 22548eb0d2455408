"""The reader's language: chosen on any page, kept in the session and with the person; Latvian otherwise."""

from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.support import NullTranslations
from flask import Blueprint, Flask, g, has_app_context, has_request_context, redirect, request, session
from flask_babel import Babel, Domain, get_locale
from flask_babel import gettext as translated
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.wrappers import Response

from grants.errors import NotFound
from grants.web.addresses import local_path
from grants.web.reader import reader

LANGUAGES = {"lv": "Latviešu", "en": "English"}
"""What is offered, by code: these two, and each of which there is a compiled catalogue."""
DEFAULT = "lv"
_LETTERS = 2
SHIPPED = Path(__file__).resolve().parent.parent.parent / "translations"
OF_OPERATORS = "en"
"""The language of commands and of the worker, whose words only operators read; messages name their own."""

blueprint = Blueprint("languages", __name__)


def offer_those_in(folder: Path) -> None:
    """Offer every language of which a folder has a compiled catalogue, under the name it has for itself.

    Raise ValueError for one that is not named by two letters: the tables have no room for more.
    """
    for catalogue in sorted(folder.glob("*/LC_MESSAGES/messages.mo")):
        code = catalogue.parent.parent.name
        if len(code) != _LETTERS:
            raise ValueError(f"{catalogue}: the folder of a language is named by its two letters of ISO 639-1")
        LANGUAGES.setdefault(code, (Locale.parse(code).get_display_name(code) or code).capitalize())


offer_those_in(SHIPPED)


def language() -> str:
    """Return the code of the reader's language, or of the one that `flask_babel.force_locale` holds."""
    # A page asks a hundred times, and Flask-Babel looks its note up through five proxies; read here through one.
    noted = getattr(g.get("_flask_babel"), "babel_locale", None) if has_app_context() else None
    locale = noted or get_locale()
    return locale.language if locale is not None else DEFAULT


def _chosen() -> str:
    if not has_request_context():
        return OF_OPERATORS
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    person = reader()
    if person is not None and person.language in LANGUAGES:
        return person.language
    return request.accept_languages.best_match(LANGUAGES, DEFAULT) or DEFAULT


@blueprint.get("/language/<code>")
def choose(code: str) -> Response:
    """Switch the language and go back to the page the reader came from."""
    if code not in LANGUAGES:
        raise NotFound
    session["language"] = code
    return redirect(local_path(request.args.get("next", "/")))


@pass_eval_context
def _gettext(template: EvalContext, message: str, **variables: object) -> str:
    if not variables:
        return _without_variables(language(), message, template.autoescape)
    return _words(language(), message, template.autoescape) % variables


@lru_cache(maxsize=4096)
def _without_variables(language_: str, message: str, escaped: bool) -> str:
    return _words(language_, message, escaped) % {}


@lru_cache(maxsize=4096)
def _words(_language: str, message: str, escaped: bool) -> str:
    """Look a constant text of a template up once in each language: a page has dozens of them."""
    words = str(translated(message))
    return Markup(words) if escaped else words  # noqa: S704  # our own words, as Jinja itself takes them


class _Domain(Domain):
    """Find the catalogue by the language alone: pages of a thousand rows ask thousands of times."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the reader's language."""
        code = language()
        if code not in self._found:
            self._found[code] = super().get_translations()
        return self._found[code]


def init_app(app: Flask) -> None:
    """Connect translations to the reader's language."""
    more = app.extensions["settings"].translations
    if more:
        offer_those_in(more)
    folders = ";".join(map(str, filter(None, (SHIPPED, more))))
    babel = Babel(app, locale_selector=_chosen, default_translation_directories=folders)
    babel.domain_instance = _Domain()
    app.jinja_env.globals.update(gettext=_gettext, _=_gettext)
    app.register_blueprint(blueprint)
    app.context_processor(lambda: {"languages": LANGUAGES, "language": language()})
