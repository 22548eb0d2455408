"""Find words of the interface that no translator would see, and names in templates that mean nothing.

Five faults: a call of gettext inside an f-string, which nobody extracts on Python 3.11; words that stand in a template
outside of `_()`; words in a script, which takes them from the page; a template that uses a name nobody gives it; a
Latvian word for a thing that has another one.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

from config import Settings
from grants import create_app
from scripts.translations import read

ROOT = Path(__file__).resolve().parent.parent
GETTEXT = frozenset(
    {"_", "_l", "gettext", "ngettext", "pgettext", "lazy_gettext", "lazy_ngettext", "phrase", "counted"}
)
READ_ALOUD = ("aria-label", "alt", "title", "placeholder", "label")
"""Attributes whose values are words for people."""
_TAG = re.compile(r"<!--.*?-->|<(script|style|code)\b.*?</\1>|<[^>]*>", re.DOTALL)
_OPENING = re.compile(r"<[^>]*\Z")
_ATTRIBUTE = re.compile(rf"\b(?:{'|'.join(READ_ALOUD)})=\"([^\"]*)\"")
_ENTITY = re.compile(r"&#?\w+;")
_FILLED_IN = re.compile(r"%\(\w+\)s|\s[\w-]+=\"[^\"]*\"")
"""A place for a value, and an attribute that a macro writes into a tag of its caller."""
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\/])//[^\n]*", re.DOTALL)
_STRING = re.compile(r"""(["'`])((?:(?!\1)[^\\]|\\.)*)\1""")
_SHOWN = re.compile(r"""(?:textContent|innerText|title|alt)\s*=\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1""")
_INSERTED = re.compile(r"\$\{[^}]*\}")
_SENTENCE = re.compile(r"^[A-ZĀČĒĢĪĶĻŅŠŪŽ][^\W\d_]* [^\W\d_]{2,}")
"""How words for people begin in a script, unlike selectors, names of events and of headers."""
_WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = frozenset({"tiesibsargs", "dvi", "varam", "gov", "lv"})
"""What is a name of its own in every language."""
UNITS = frozenset({"MB", "kB", "EUR", "PDF", "ZIP", "JSON", "XLSX", "SHA"})
"""What is the same in every language."""
FLASKS_OWN = frozenset({"request", "session", "g", "config", "url_for", "get_flashed_messages", "csrf_token", "_"})
"""What Flask and its extensions give every template."""


@dataclass(frozen=True)
class Instead:
    """Name the word that stands for a thing in Latvian, and where the other one may stand."""

    other: re.Pattern[str]
    word: str
    allowed: re.Pattern[str] | None = None


def _instead(other: str, word: str, allowed: str = "") -> Instead:
    return Instead(re.compile(other, re.IGNORECASE), word, re.compile(allowed) if allowed else None)


ONE_WORD = (
    _instead(r"(?<!pa)ziņojum", "ziņa"),
    _instead(r"(?<!sīk)datn", "fails"),
    _instead(r"pieteikum", "iesniegums"),
    _instead(r"pakalpojum", "sistēma", "parakstu pārbaudes pakalpojum"),
    _instead(r"vietn(?!iek)", "sistēma", "piekļūstam|citām vietnēm"),
    _instead(r"noteikum", "nolikums", "Ministru kabineta|WCAG|Noslēguma noteikumi|tie paši noteikumi"),
)
"""One word for each thing in Latvian. A notice (paziņojums), a cookie (sīkdatne) and a deputy (vietnieks) are others;
the law on accessibility speaks of sites and has rules of its own."""


def in_latvian(words: str, where: str) -> Iterator[str]:
    """Name each Latvian word that stands for a thing that has another one."""
    for each in ONE_WORD:
        if each.other.search(words) and not (each.allowed and each.allowed.search(words)):
            yield f"{where}: not “{each.other.pattern}” but “{each.word}”: {words.strip()[:80]}"


def in_latvian_texts() -> Iterator[str]:
    """Look through the translations, the guides and the letters in Latvian."""
    for path in sorted([*(ROOT / "docs" / "lv").glob("*.md"), *(ROOT / "templates").rglob("*.lv.md")]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield from in_latvian(line, f"{_short(path)}:{number}")
    for message in read("lv"):
        said = [message.string] if isinstance(message.string, str) else message.string
        if message.id and said:
            yield from in_latvian(" ".join(said), "translations/lv")


def in_python(path: Path) -> Iterator[str]:
    """Name each call of gettext inside an f-string."""
    text = path.read_text(encoding="utf-8")
    for outer in ast.walk(ast.parse(text)):
        if isinstance(outer, ast.JoinedStr):
            for call in ast.walk(outer):
                if isinstance(call, ast.Call) and (name := _name_of(call.func)) in GETTEXT:
                    yield f"{_short(path)}:{call.lineno}: {name}() inside an f-string is not extracted"


def _name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def in_script(path: Path) -> Iterator[str]:
    """Name words for people in a script: a text of several words, or what is put into an element as its text."""
    code = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
    for number, line in enumerate(code.splitlines(), 1):
        said = [text for _quote, text in _STRING.findall(line) if _SENTENCE.search(text)]
        shown = [text for _quote, text in _SHOWN.findall(line) if _WORD.search(_INSERTED.sub("", text))]
        for text in dict.fromkeys((*said, *shown)):
            yield f"{_short(path)}:{number}: “{text}” is outside of gettext"


def in_template(path: Path, environment: Environment) -> Iterator[str]:
    """Name words outside of gettext."""
    tree = environment.parse(path.read_text(encoding="utf-8"))
    markup = "".join(_markup(tree))
    attributes = " ".join(_ATTRIBUTE.findall(markup))
    text = _OPENING.sub(" ", _TAG.sub(" ", markup))
    text = _FILLED_IN.sub(" ", text)
    for word in _WORD.findall(_ENTITY.sub(" ", f"{text} {attributes}")):
        if word not in UNITS and word.lower() not in NAMES:
            yield f"{_short(path)}: “{word}” is outside of gettext"


def _markup(node: nodes.Node) -> Iterator[str]:
    """Return what a template writes as it stands, each expression in it as a digit."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Stmt):
            yield from _markup(child)
        else:
            yield "0"


def unknown_names(path: Path, environment: Environment, given: Iterable[str]) -> Iterator[str]:
    """Name each variable of a template that the code never names."""
    tree = environment.parse(path.read_text(encoding="utf-8"))
    imported = {
        name if isinstance(name, str) else name[1] for each in tree.find_all(nodes.FromImport) for name in each.names
    }
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    for name in sorted(find_undeclared_variables(tree).difference(given, imported, macros)):
        yield f"{_short(path)}: nobody gives it “{name}”"


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def names_given() -> set[str]:
    """Return every name that the code could give a template: what it passes by keyword or puts into a mapping."""
    given: set[str] = set()
    for path in (ROOT / "grants").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg:
                given.add(node.arg)
            elif isinstance(node, ast.Dict):
                given.update(
                    key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
                )
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                given.add(str(node.slice.value))
            elif isinstance(node, ast.AnnAssign | ast.arg):
                given.add(node.arg if isinstance(node, ast.arg) else getattr(node.target, "id", ""))
    return given


def names_set(paths: Iterable[Path], environment: Environment) -> set[str]:
    """Return every name that a template sets, because those it includes read it."""
    found: set[str] = set()
    for path in paths:
        for name in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Name):
            if name.ctx in {"store", "param"}:
                found.add(name.name)
    return found


def faults() -> Iterator[str]:
    """Name every fault of the code and the templates."""
    environment = create_app(Settings(development=True)).jinja_env
    for path in sorted((ROOT / "grants").rglob("*.py")):
        yield from in_python(path)
    for path in sorted((ROOT / "grants" / "static" / "js").rglob("*.js")):
        yield from in_script(path)
    templates = sorted((ROOT / "templates").rglob("*.html"))
    given = {*names_given(), *names_set(templates, environment), *environment.globals, *FLASKS_OWN}
    for path in templates:
        yield from in_template(path, environment)
        yield from unknown_names(path, environment, given)
    yield from in_latvian_texts()


def main() -> int:
    """Print every fault; answer 1 if there is one."""
    found = list(faults())
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
