"""The reference names every address and command of the service, and no other; the operator's guide every setting."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from config import Settings
from grants import create_app

REFERENCE = Path("docs/reference.md").read_text(encoding="utf-8")
OPERATOR = Path("docs/operator.md").read_text(encoding="utf-8")
OURS = ("banner", "competition", "demo", "outbox", "user")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return an application with the pages of development."""
    return create_app(Settings(development=True, instance_path=tmp_path_factory.mktemp("instance")))


def in_cells(text: str) -> Iterator[str]:
    """Return what stands as code in the first cells of the tables."""
    for cell in re.findall(r"^\|([^|]+)\|", text, re.MULTILINE):
        yield from re.findall(r"`([^`]+)`", cell)


def of_any(address: str) -> str:
    """Return an address with its variable parts made equal."""
    return re.sub(r"<[^>]+>", "<>", address)


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """Return every command of a group with the names of the groups around it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_address_is_named(site: Flask) -> None:
    served = {of_any(rule.rule) for rule in site.url_map.iter_rules() if not rule.rule.startswith("/static/")}
    assert {of_any(address) for address in in_cells(REFERENCE) if address.startswith("/")} == served


def test_every_command_of_the_service_is_named(site: Flask) -> None:
    ours = {command for command in commands(site.cli) if command.partition(" ")[0] in OURS}
    named = {re.match(r"[a-z ]*[a-z]", code)[0] for code in in_cells(REFERENCE) if code.startswith(OURS)}  # type: ignore[index]
    assert named == ours


def test_every_command_of_the_repository_is_named() -> None:
    makefile = Path("Makefile").read_text(encoding="utf-8")
    shown = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert {code.removeprefix("make ") for code in in_cells(REFERENCE) if code.startswith("make ")} == shown


def test_every_setting_is_explained() -> None:
    read = set(re.findall(r'environ\.get\("([A-Z_]+)"', Path("config.py").read_text(encoding="utf-8")))
    assert {code for code in in_cells(OPERATOR) if code.isupper()} == read
