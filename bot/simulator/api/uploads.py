"""Uploads: pictures, moving pictures and files, kept for seven days."""

from __future__ import annotations

from flask import Blueprint, Response, request

from bot.simulator.api.gate import guard, success
from bot.simulator.assets import RULES
from bot.simulator.current import simulation
from bot.simulator.errors import ApiError, invalid

uploads = Blueprint("uploads", __name__)
guard(uploads)


@uploads.post("/v2.0/oa/upload/<kind>")
def upload(kind: str) -> Response:
    """One part named ``file``; answers with ``attachment_id``, or ``token`` for a file."""
    if kind not in RULES:
        raise ApiError(404, "no such upload", 404)
    part = request.files.get("file")
    if part is None:
        raise invalid("file")
    asset = simulation().assets.upload(kind, part.filename or "file", part.read())
    return success({"token" if kind == "file" else "attachment_id": asset.id})
