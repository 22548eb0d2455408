"""`flask banner`: a notice on all pages, for when nobody can or wants to sign in."""

import uuid
from datetime import datetime, timedelta

import click

from grants import clock
from grants.commands import Commands
from grants.db import db, reading
from grants.errors import Invalid
from grants.parsing import parse_moment
from grants.site.banners.models import Banner, Tone
from grants.site.banners.queries import ahead, banner_by_id
from grants.site.banners.services import put_up, take_down
from grants.web.filters import zone
from grants.web.languages import LANGUAGES

banner = Commands("banner", help="A notice on all pages, such as of maintenance.")

TONES = click.Choice([tone.value for tone in Tone])


@banner.command("up")
@click.argument("words", nargs=-1, required=True, metavar="LANGUAGE=WORDS…")
@click.option("--about", type=TONES, default=Tone.MAINTENANCE.value, show_default=True, help="What it is about.")
@click.option("--from", "begins", default="", metavar="MOMENT", help='Such as "25.10.2030 15.00"; now otherwise.')
@click.option("--until", default="", metavar="MOMENT", help="An hour later otherwise.")
def up(words: tuple[str, ...], about: str, begins: str, until: str) -> None:
    """Put a notice up: `banner up lv="Apkope līdz 15.00" en="Maintenance until 15:00"`."""
    begins_at = _moment(begins, "--from") if begins else clock.now()
    ends_at = _moment(until, "--until") if until else begins_at + timedelta(hours=1)
    found = put_up(
        words=dict(map(_in_language, words)), tone=Tone(about), begins_at=begins_at, ends_at=ends_at, actor=None
    )
    line = _line(found)
    db.session.commit()
    click.echo(line)


@banner.command("list")
def list_() -> None:
    """List the notices that stand or will stand."""
    with reading():
        lines = [_line(each) for each in ahead(clock.now())]
    click.echo("\n".join(lines) or "no notice stands")


@banner.command()
@click.argument("number", type=uuid.UUID)
def down(number: uuid.UUID) -> None:
    """Take a notice down."""
    take_down(banner=banner_by_id(number), actor=None)
    db.session.commit()


def _in_language(text: str) -> tuple[str, str]:
    language, equals, words = text.partition("=")
    if not equals or language not in LANGUAGES:
        raise click.UsageError(f"write the words as {'=… or '.join(LANGUAGES)}=…, not “{text}”")
    return language, words.strip()


def _moment(text: str, option: str) -> datetime:
    try:
        return parse_moment(text, zone())
    except (ValueError, Invalid) as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _line(each: Banner) -> str:
    times = " – ".join(f"{moment.astimezone(zone()):%d.%m.%Y %H.%M}" for moment in (each.begins_at, each.ends_at))
    said = "  ".join(f"{language}: {words}" for language, words in each.words.items())
    return f"{each.id}  {times}  {each.tone.value}  {said}"
