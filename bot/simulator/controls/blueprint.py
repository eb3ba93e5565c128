"""The blueprint all controls hang on, and how they refuse."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from bot.simulator.world import UnknownPersonError

controls = Blueprint("controls", __name__, url_prefix="/simulator/api")


class BadControlError(Exception):
    """A control was used wrongly; the text says how."""


@controls.errorhandler(UnknownPersonError)
def unknown_person(error: UnknownPersonError) -> tuple[Response, int]:
    """404 for a key nobody has."""
    return jsonify({"error": f"nobody goes by {str(error)!r}"}), 404


@controls.errorhandler(BadControlError)
def bad_control(error: BadControlError) -> tuple[Response, int]:
    """400 with the reason."""
    return jsonify({"error": str(error)}), 400
