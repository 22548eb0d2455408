"""`make styles`: keep of Bootstrap's style sheet what our pages use, in grants/static/css/bootstrap.css.

A rule stays if every class it names is written in a template, a script or a macro, and a variable if something that
stays reads it. A tenth of the sheet is left. The tests hold that the file is what this makes.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import flask_bootstrap

ROOT = Path(__file__).parent.parent
WHOLE = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
KEPT = ROOT / "grants/static/css/bootstrap.css"
OWN = ("tokens", "dark", "site", "forms", "tables", "parts", "print", "applications", "meeting")
ALWAYS = frozenset({"btn-primary", "btn-secondary", "btn-danger", "btn-link", "btn-sm", "form-control", "form-select"})
"""Classes that templates put together from pieces."""
NEVER = re.compile(r"\[data-bs-theme=dark\]|\.was-validated|\.dropdown|-floating|\[dir=rtl\]|:-moz-")
"""What none of our pages has: dark.css says our colours in the dark, and the server says what is wrong."""
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
VARIABLE = re.compile(r"var\((--[\w-]+)")
NOTE = "/* Made by `make styles`: of Bootstrap what our pages use. */\n"


@dataclass(frozen=True)
class Rule:
    """Be a rule of a style sheet, or a group of rules under a condition, such as `@media`."""

    head: str
    body: str

    @property
    def is_group(self) -> bool:
        """Tell whether rules stand within it."""
        return self.head.startswith(("@media", "@supports"))


def rules(css: str) -> Iterator[Rule]:
    """Read the rules of a minified style sheet one after the other."""
    at = 0
    while (opened := css.find("{", at)) >= 0:
        depth, end = 1, opened
        while depth:
            end += 1
            depth += {"{": 1, "}": -1}.get(css[end], 0)
        yield Rule(css[at:opened].strip(), css[opened + 1 : end])
        at = end + 1


def used() -> frozenset[str]:
    """Return the words of our templates and scripts that may be classes."""
    found = set(ALWAYS)
    for file in (*(ROOT / "templates").rglob("*.html"), *(ROOT / "grants/static/js").glob("*.js")):
        words = file.read_text(encoding="utf-8")
        for said in re.findall(r"class(?:Name)?\s*=\s*\"([^\"]*)\"", words):
            found.update(re.findall(r"[\w-]+", said))
    return frozenset(found)


def reduced(css: str, classes: frozenset[str], own: str) -> str:
    """Return what is kept of a style sheet."""
    licence = re.search(r"/\*!.*?\*/", css, re.DOTALL)
    bare = re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.DOTALL)
    kept = list(_kept(rules(bare), classes))
    read = _read([rule.body for rule in kept], own)
    lines = [f"{rule.head}{{{_body(rule, read)}}}" for rule in kept]
    return NOTE + (licence[0] if licence else "") + "\n" + "\n".join(line for line in lines if "{}" not in line) + "\n"


def _kept(found: Iterator[Rule], classes: frozenset[str]) -> Iterator[Rule]:
    for rule in found:
        if rule.is_group:
            inner = "".join(f"{one.head}{{{one.body}}}" for one in _kept(rules(rule.body), classes))
            if inner:
                yield Rule(rule.head, inner)
        elif not rule.head.startswith("@"):
            heads = [one for one in re.split(r",(?![^(]*\))", rule.head) if _stays(one, classes)]
            if heads:
                yield Rule(",".join(heads), rule.body)


def _stays(selector: str, classes: frozenset[str]) -> bool:
    return not NEVER.search(selector) and set(CLASS.findall(selector)) <= classes


def _read(bodies: list[str], own: str) -> frozenset[str]:
    """Return the variables that are read, also by those that define others."""
    read = set(VARIABLE.findall(own))
    said = [piece for body in bodies for piece in re.split(r"[;{}]", body)]
    while True:
        more = {
            name for piece in said for name in VARIABLE.findall(piece)
            if not piece.startswith("--") or piece.split(":")[0] in read
        } - read  # fmt: skip
        if not more:
            return frozenset(read)
        read |= more


def _body(rule: Rule, read: frozenset[str]) -> str:
    if rule.is_group:
        return rule.body
    return ";".join(
        piece
        for piece in re.split(r";(?![^(]*\))", rule.body)
        if not piece.startswith("--") or piece.split(":")[0] in read
    )


def made() -> str:
    """Return the file as it should be now."""
    own = "".join((ROOT / f"grants/static/css/{name}.css").read_text(encoding="utf-8") for name in OWN)
    return reduced(WHOLE.read_text(encoding="utf-8"), used(), own)


def main(command: str) -> int:
    """Make the file, or tell whether it is what would be made."""
    if command == "check":
        current = KEPT.read_text(encoding="utf-8") == made()
        sys.stdout.write("" if current else "a template uses more or less of Bootstrap: run `make styles`\n")
        return 0 if current else 1
    KEPT.write_text(made(), encoding="utf-8")
    sys.stdout.write(f"{KEPT.relative_to(ROOT)}: {KEPT.stat().st_size} of {WHOLE.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else "make"))
