"""The frame of a command: what is refused ends it with 1 and words on standard error."""

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
