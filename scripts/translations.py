"""Collect, check and compile the translations of the interface.

The texts are written in English in the code and the templates; `translations/<language>/LC_MESSAGES/messages.po` says
each of them in another language. Compiled `.mo` files are made, never committed.
"""

import sys
from collections.abc import Callable, Iterator
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext
from jinja2 import TemplateSyntaxError

ROOT = Path(__file__).resolve().parent.parent
OURS = ["_l", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2", "phrase", "counted:1,2"]
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(OURS)}

CATALOGUES = {path.parent.parent.name: path for path in (ROOT / "translations").glob("*/LC_MESSAGES/messages.po")}

PLURALS = {
    "lv": "nplurals=3; plural=(n%10==0 || (n%100>=11 && n%100<=19) ? 0 : n%10==1 && n%100!=11 ? 1 : 2);",
}
"""The plural forms of CLDR, shorter than Babel writes them, whose own are wrong for 10 to 20, 30, 100…"""


MOST_COUNTED = 1000
"""Numbers for which two rules of plural forms are compared."""


def plurals(language: str) -> str:
    """Return the plural forms that CLDR has for a language."""
    return PLURALS.get(language) or f"{to_gettext(Locale.parse(language).plural_form)};"


def read(language: str, path: Path | None = None) -> Catalog:
    """Read one language's catalogue, ours unless a file is named, or begin it."""
    path = path or CATALOGUES[language]
    if not path.exists():
        catalog = Catalog(
            language, header_comment=f"# Texts of the interface: {language}", project="grants", fuzzy=False
        )
        catalog.mime_headers = [("Plural-Forms", plurals(language))]
        return catalog
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extract() -> Catalog:
    """Collect every text that code and templates pass to gettext; exit with the place of a template that is wrong."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    names: list[str] = []
    found = extract_from_dir(
        ROOT,
        methods,
        options,
        keywords=KEYWORDS,
        comment_tags=["Translators:"],
        callback=lambda name, _method, _options: names.append(name),
    )
    catalog = Catalog(fuzzy=False)
    try:
        for name, line, text, comments, context in found:
            catalog.add(text, locations=[(name, line)], auto_comments=comments, context=context)
    except TemplateSyntaxError as error:
        sys.exit(f"{names[-1]}:{error.lineno}: {error.message}")
    return catalog


def update() -> Iterator[str]:
    """Bring every catalogue to what is extracted now, leaving new texts empty and dropping unused ones."""
    texts = extract()
    for language, path in CATALOGUES.items():
        catalog = read(language)
        catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=120, ignore_obsolete=True, include_lineno=False)
    yield from ()


def compile_(folder: str = "") -> Iterator[str]:
    """Write the `.mo` file of every catalogue that changed since its last: our own, or those of a folder."""
    theirs = (
        {path.parent.parent.name: path for path in Path(folder).glob("*/LC_MESSAGES/messages.po")} if folder else {}
    )
    for language, path in (theirs or CATALOGUES).items():
        target = path.with_suffix(".mo")
        if path.exists() and (not target.exists() or target.stat().st_mtime < path.stat().st_mtime):
            with target.open("wb") as file:
                catalog = read(language, path)
                write_mo(file, catalog)
            if wrong := wrong_plurals(language, catalog):
                yield f"{path}: {wrong}"


def check() -> Iterator[str]:
    """Name every text that a language does not say, says doubtfully, or says with other placeholders."""
    texts = [message for message in extract() if message.id]
    for language, path in CATALOGUES.items():
        catalog = read(language)
        name = path.relative_to(ROOT)
        if wrong := wrong_plurals(language, catalog):
            yield f"{name}: {wrong}"
        for text in texts:
            if wrong := fault(catalog.get(text.id, text.context), catalog):
                where = "{}:{}".format(*text.locations[0])
                yield f"{name}: {wrong}: {text.id!r} ({where})"


def wrong_plurals(language: str, catalog: Catalog) -> str | None:
    """Say which plural forms a catalogue should have, if it counts otherwise than CLDR."""
    said, right = (text.partition("plural=")[2].rstrip("; ") for text in (catalog.plural_forms, plurals(language)))
    counts_alike = all(c2py(said)(number) == c2py(right)(number) for number in range(MOST_COUNTED))
    return None if said and counts_alike else f"the plural forms should be {plurals(language)}"


def fault(translation: Message | None, catalog: Catalog) -> str | None:
    """Say what is wrong with a translation, or None."""
    if translation is None:
        return "missing"
    said = [translation.string] if isinstance(translation.string, str) else list(translation.string or [""])
    if not all(said):
        return "not translated"
    if translation.fuzzy:
        return "fuzzy"
    return next((str(error) for error in translation.check(catalog)), None)


def main() -> int:
    """Run the command named on the command line; answer 1 when it found faults."""
    commands: dict[str, Callable[..., Iterator[str]]] = {"check": check, "compile": compile_, "update": update}
    faults = list(commands[sys.argv[1]](*sys.argv[2:]))
    for line in faults:
        print(line, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
