"""The chat page, its assets, and the pictures people have sent."""

from __future__ import annotations

import importlib.util
from importlib import resources

from flask import Blueprint, Response, abort, render_template

from bot.simulator.current import simulation

page = Blueprint(
    "page",
    __name__,
    static_folder="static",
    static_url_path="/simulator/static",
    template_folder="templates",
)

FONT_PACKAGE = "fontpkg_be_vietnam_pro"
FONT_STYLES = frozenset({"Regular", "SemiBold"})
SHOWN_AS_THEY_ARE = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/gif",
        "audio/amr",
        "audio/wav",
        "audio/webm",
        "audio/ogg",
        "audio/mpeg",
    }
)


@page.get("/")
def chat() -> str:
    """The chat page."""
    return render_template("chat.html", account=simulation().options.oa_name)


@page.get("/simulator/font/<style>.ttf")
def font(style: str) -> Response:
    """Be Vietnam Pro from its package; without the package the system's font does."""
    if style not in FONT_STYLES or importlib.util.find_spec(FONT_PACKAGE) is None:
        abort(404)
    file = resources.files(FONT_PACKAGE) / "files" / f"BeVietnamPro-{style}.ttf"
    response = Response(file.read_bytes(), mimetype="font/ttf")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


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
