"""The chat page, its assets, and the pictures people have sent."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from bot.simulator.current import simulation

page = Blueprint(
    "page",
    __name__,
    static_folder="static",
    static_url_path="/simulator/static",
    template_folder="templates",
)

SHOWN_AS_THEY_ARE = frozenset(
    {"image/jpeg", "image/png", "image/gif", "audio/amr", "audio/webm", "audio/ogg", "audio/mpeg"}
)


@page.get("/")
def chat() -> str:
    """The chat page."""
    return render_template("chat.html", account=simulation().options.oa_name)


@page.get("/simulator/media/<asset_id>")
def media(asset_id: str) -> Response:
    """The bytes of an asset; anything but pictures and sound only as a download."""
    asset = simulation().assets.find(asset_id)
    if asset is None:
        abort(404)
    response = Response(asset.content, mimetype=asset.mime_type)
    if asset.mime_type not in SHOWN_AS_THEY_ARE:
        response.headers["Content-Disposition"] = "attachment"
    return response
