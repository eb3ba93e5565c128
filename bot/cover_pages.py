"""``/bia/…``: the covers of articles, for Zalo's servers, which fetch them to make an article."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response

from bot.broadcast.covers import PATH, Covers

KEPT = 3600
"""Seconds for which a reader may keep a cover."""


def make_blueprint(covers: Callable[[], Covers]) -> Blueprint:
    """The one route; ``covers`` is asked at the first request."""
    pages = Blueprint("covers", __name__)

    @pages.get(f"{PATH}/<name>")
    def cover(name: str) -> Response:
        """The picture at an address that we gave out; raises ``CoverMissing`` for any other."""
        shown = covers().named(name)
        answer = Response(shown.content, mimetype=shown.media_type)
        answer.headers["Cache-Control"] = f"public, max-age={KEPT}"
        return answer

    return pages
