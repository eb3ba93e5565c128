"""The command line: ``python -m bot``. Exit 0: done. Exit 1: refused, one clear sentence on stderr.
Exit 2: wrong usage.
"""

from __future__ import annotations

import errno
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.accounts import admin, oa
from bot.cli.articles import article
from bot.cli.ask import ask
from bot.cli.broadcast_pictures import tips
from bot.cli.broadcast_results import results as broadcast_results
from bot.cli.broadcast_results import show as show_broadcast
from bot.cli.broadcast_series import series as series
from bot.cli.broadcasts import broadcast
from bot.cli.cases import case
from bot.cli.doctor import doctor
from bot.cli.faq import faq
from bot.cli.feedback import feedback
from bot.cli.handovers import handover
from bot.cli.hours import hours
from bot.cli.impact import impact
from bot.cli.labels import label
from bot.cli.migrate import migrate
from bot.cli.one_person import erase_person, export_person
from bot.cli.privacy import privacy
from bot.cli.run import run
from bot.cli.setting import setting
from bot.cli.staff import duty, officer
from bot.errors import BotError
from bot.store.database import UNUSABLE
from knowledge.errors import KnowledgeError


class Refusal(click.ClickException):
    """Prints just the sentence, without click's ``Error:`` in front."""

    def show(self, file: Any = None) -> None:
        """The sentence on stderr."""
        click.echo(self.message, err=True)


class CommandLine(click.Group):
    """The one place that turns the product's errors into a sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BotError as error:
            raise Refusal(error.public_message) from error
        except KnowledgeError as error:
            raise Refusal(str(error)) from error
        except SQLAlchemyError as error:
            raise Refusal(UNUSABLE) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read our output has seen enough
                raise
            raise Refusal(_about(error)) from error


def _about(error: OSError) -> str:
    place = f" {error.filename}" if error.filename else ""
    return f"Không đọc hoặc không ghi được{place}: {error.strerror or type(error).__name__}."


@click.group(cls=CommandLine)
def main() -> None:
    """Hiểu Luật: trợ lý tra cứu pháp luật trên Zalo."""


for command in (
    migrate,
    oa,
    admin,
    ask,
    doctor,
    run,
    officer,
    duty,
    hours,
    setting,
    handover,
    faq,
    impact,
    broadcast,
    article,
    label,
    tips,
    case,
    privacy,
    feedback,
):
    main.add_command(command)

for part in (export_person, erase_person):
    privacy.add_command(part)

for part in (show_broadcast, broadcast_results):
    broadcast.add_command(part)
