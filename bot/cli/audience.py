"""Options by which a command chooses an audience."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from bot.store.broadcast_models import RecipientKind
from bot.store.broadcast_records import Audience

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--active-days", type=click.IntRange(1, 3650), help="Chỉ ai nhắn trong số ngày này."
    ),
    click.option("--free-only", is_flag=True, help="Chỉ ai nhắn trong 48 giờ: gửi không mất phí."),
    click.option("--branch", "branches", multiple=True, help="Chỉ chi hội này; lặp lại được."),
    click.option("--tag", "tags", multiple=True, help="Chỉ ai có nhãn này; lặp lại được."),
    click.option("--group", "groups", multiple=True, help="Gửi nhóm này; lặp lại được."),
    click.option("--all-groups", is_flag=True, help="Gửi mọi nhóm của OA."),
    click.option("--to-groups", is_flag=True, help="Chi hội và nhãn là của nhóm, không của người."),
)


def audience_options(command: Command) -> Command:
    """Adds the options; their values belong to ``read_audience``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_audience(
    *,
    active_days: int | None,
    free_only: bool,
    branches: tuple[str, ...],
    tags: tuple[str, ...],
    groups: tuple[str, ...],
    all_groups: bool,
    to_groups: bool,
) -> Audience:
    """The audience that was chosen."""
    in_groups = bool(groups) or all_groups or to_groups
    kind = RecipientKind.GROUP if in_groups else RecipientKind.PERSON
    return Audience(kind, active_days, groups, all_groups, tags, branches, free_only)


def audience_values(values: dict[str, Any]) -> dict[str, Any]:
    """Takes the values that belong to ``read_audience`` out of a command's."""
    names = ("active_days", "free_only", "branches", "tags", "groups", "all_groups", "to_groups")
    return {name: values.pop(name) for name in names}
