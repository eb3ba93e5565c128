"""Articles: made in two steps, listed, changed, removed. GETs take plain query parameters."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from bot.simulator.api.gate import guard, success
from bot.simulator.articles import link_of
from bot.simulator.content import object_of
from bot.simulator.current import simulation
from bot.simulator.errors import invalid
from bot.simulator.state import Article

MOST_LISTED = 10

articles = Blueprint("articles", __name__, url_prefix="/v2.0/article")
guard(articles)


@articles.post("/create")
def create() -> Response:
    """Begin to make one; a token to ask for it."""
    return success({"token": simulation().articles.create(_body()).token})


@articles.post("/verify")
def verify() -> Response:
    """Its id, once it is made."""
    return success({"id": simulation().articles.verify(str(_body().get("token", ""))).id})


@articles.get("/getdetail")
def getdetail() -> Response:
    """One article with what stands in it."""
    article = simulation().articles.find(request.args.get("id", ""))
    more = {
        "author": article.author,
        "description": article.description,
        "cover": {"cover_type": "photo", "photo_url": article.cover, "status": "show"},
        "body": article.body,
        "comment": article.comment,
    }
    return success(_row(article) | more)


@articles.get("/getslice")
def getslice() -> Response:
    """The articles, the newest first, ten a call at most."""
    try:
        offset = int(request.args.get("offset", "0"))
        limit = int(request.args.get("limit", str(MOST_LISTED)))
    except ValueError:
        raise invalid("offset or limit") from None
    if offset < 0 or not 1 <= limit <= MOST_LISTED or request.args.get("type") != "normal":
        raise invalid("offset, limit or type")
    everything = simulation().articles.listed()
    rows = [_row(each) for each in everything[offset : offset + limit]]
    return success({"medias": rows, "total": len(everything)})


@articles.post("/update")
def update() -> Response:
    """Change one; it is made anew under its token."""
    body = _body()
    return success({"token": simulation().articles.update(str(body.get("id", "")), body).token})


@articles.post("/remove")
def remove() -> Response:
    """Take one away."""
    simulation().articles.remove(str(_body().get("id", "")))
    return success()


def _body() -> dict[str, Any]:
    return object_of(request.get_json(silent=True))


def _row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "type": "normal",
        "title": article.title,
        "status": article.status,
        "total_view": article.views,
        "total_share": 0,
        "create_date": article.created_ms,
        "update_date": article.updated_ms,
        "thumb": article.cover,
        "link_view": link_of(article),
    }
