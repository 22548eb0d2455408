"""The frame of a command: what is refused ends it with 1 and words on standard error, Ctrl-C ends it for sure."""

import signal
from types import FrameType
from typing import Self

import click
from flask.cli import AppGroup

from grants.errors import DomainError


class Commands(AppGroup):
    """Be a group of commands of which each tells a refusal in words; nothing is stored then."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for; raise ClickException for what the service refuses."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(str(error.message)) from error


class Interruption:
    """Hear signals in this block as Ctrl-C, raising KeyboardInterrupt at once and again at the next `check`.

    At once is not enough: Python drops what is raised while it cleans an object up, and then nobody would have heard.
    """

    def __init__(self, *signals: signal.Signals) -> None:
        self._signals = signals or (signal.SIGINT,)
        self._heard = False

    def check(self) -> None:
        """Raise KeyboardInterrupt if a signal was heard: for every step of long work, and every turn of a loop."""
        if self._heard:
            raise KeyboardInterrupt

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._hear) for number in self._signals}
        return self

    def __exit__(self, *_raised: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if not self._heard:  # once is enough: a second one would cut off the tidying up
            self._heard = True
            raise KeyboardInterrupt
