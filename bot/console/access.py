"""Who may do what: every view names what it needs, and what names nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request

from bot.staff.permissions import PERMISSIONS as PERMISSIONS
from bot.staff.permissions import Permission as Permission
from bot.store.models import Role

SECOND_FACTOR_ROLES = frozenset({Role.ADMIN, Role.APPROVER})
"""Who can do nothing before she has a second factor."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a view needs; None: nothing, anyone may come. ``unenrolled``: also from an officer who
    still has to set up the second factor that her role needs.
    """

    permission: Permission | None
    unenrolled: bool = False


ANYONE = Access(None)
_View = TypeVar("_View", bound=Callable[..., Any])
_NOTE = "_access"


def needs(permission: Permission, *, unenrolled: bool = False) -> Callable[[_View], _View]:
    """Only officers with this permission; stands under the route's decorator."""

    def note(view: _View) -> _View:
        setattr(view, _NOTE, Access(permission, unenrolled))
        return view

    return note


def anyone(view: _View) -> _View:
    """Also who is not signed in; stands under the route's decorator."""
    setattr(view, _NOTE, ANYONE)
    return view


def access_of(app: Flask, endpoint: str) -> Access | None:
    """What the view of this endpoint needs; None where nobody said so. Files are for anyone."""
    if endpoint.rpartition(".")[2] == "static":
        return ANYONE
    found: Access | None = getattr(app.view_functions[endpoint], _NOTE, None)
    return found


def required() -> Access:
    """What this request needs. What is not there is nobody's secret; a view that says nothing is
    refused (403).
    """
    if request.endpoint is None:
        return ANYONE
    access = access_of(current_app, request.endpoint)
    if access is None:
        abort(403)
    return access
