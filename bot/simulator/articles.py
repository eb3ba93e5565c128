"""What Zalo does with articles: makes them, lists them, sends them to followers that fit."""

from __future__ import annotations

import ipaddress
import secrets
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import requests

from bot.simulator.assets import mime_type_of
from bot.simulator.errors import ApiError, invalid, too_large
from bot.simulator.options import is_loopback
from bot.simulator.state import Article, ArticleBroadcast, Attachment, Author, Person
from bot.simulator.world import Bubble, World

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
OPENS, CLOSES = 6, 22
LONGEST = {"title": 149, "author": 50, "description": 300}
"""A title of exactly 150 is refused, whatever the documentation says."""
LARGEST_COVER = 1024 * 1024
FETCH_WITHIN = 3.0
CITIES = 64
VALUES = {
    "ages": frozenset(map(str, range(8))),
    "gender": frozenset("012"),
    "locations": frozenset("012"),
    "cities": frozenset(map(str, range(CITIES))),
    "platform": frozenset("123"),
}
NORTH = frozenset("2 7 8 9 10 21 22 23 24 25 26 27 37 38 40 41 42 43 56 57 58 59 60 61 62".split())
CENTRAL = frozenset("6 17 18 19 20 31 32 33 34 35 36 39 30 50 51 52 53 54 55".split())

Json = dict[str, Any]


class Articles:
    """The account's articles and broadcasts."""

    def __init__(self, world: World) -> None:
        self._world = world

    # Articles

    def create(self, body: Json) -> Article:
        """Begin to make one; -201, -210 for what is wrong with it, -200 for a cover that cannot be
        fetched.
        """
        now = self._world.clock.now_ms()
        article = Article(
            id=secrets.token_hex(10), token=secrets.token_urlsafe(24), created_ms=now,
            updated_ms=now, ready_ms=self._ready(), **self._content(body),
        )  # fmt: skip
        with self._world.changed:
            self._world.state.articles[article.id] = article
            self._world.touch("articles", article.id)
        return article

    def update(self, article_id: str, body: Json) -> Article:
        """Change one; it is made anew."""
        article, content = self.find(article_id), self._content(body)
        with self._world.changed:
            for name, value in content.items():
                setattr(article, name, value)
            article.updated_ms, article.ready_ms = self._world.clock.now_ms(), self._ready()
            self._world.touch("articles", article.id)
        return article

    def verify(self, token: str) -> Article:
        """The article that was to be made under a token; -214 as long as it is not."""
        for article in self._world.state.articles.values():
            if article.token == token:
                return self._made(article)
        raise invalid("token")

    def find(self, article_id: str) -> Article:
        """One that is made, or -201."""
        article = self._world.state.articles.get(article_id)
        if article is None:
            raise invalid("id")
        return article

    def remove(self, article_id: str) -> None:
        """It is no more."""
        self.find(article_id)
        with self._world.changed:
            del self._world.state.articles[article_id]
            self._world.touch("articles", article_id)

    def listed(self) -> list[Article]:
        """Those that are made, the newest first."""
        made = [a for a in self._world.state.articles.values() if self._is_made(a)]
        return sorted(made, key=lambda each: each.created_ms, reverse=True)

    # Broadcasts

    def broadcast(self, target: Json, article_id: str) -> ArticleBroadcast:
        """Send it to all followers that fit: -234 at night, -211 when the package is used up."""
        chosen = {name: _values(name, target[name]) for name in target}
        now = datetime.fromtimestamp(self._world.clock.seconds(), VIETNAM)
        if not OPENS <= now.hour < CLOSES:
            raise ApiError(-234, "Broadcast is not allowed at night")
        article = self._made(self.find(article_id))
        if self.left(now) <= 0:
            raise ApiError(-211, "Out of quota")
        people = [p for p in list(self._world.state.people.values()) if _fits(p, chosen)]
        sent = ArticleBroadcast(
            secrets.token_hex(10), article.id, {n: ",".join(sorted(v)) for n, v in chosen.items()},
            self._world.clock.now_ms(), [person.key for person in people],
        )  # fmt: skip
        with self._world.changed:
            self._world.state.broadcasts.append(sent)
            for person in people:
                self._world.record(person.key, Author.BOT, _bubble(article))
        return sent

    def left(self, now: datetime) -> int:
        """Broadcasts that the package still has in this month."""
        month = [
            each
            for each in self._world.state.broadcasts
            if _month(datetime.fromtimestamp(each.at_ms / 1000, VIETNAM)) == _month(now)
        ]
        return self._world.options.broadcasts_a_month - len(month)

    def _content(self, body: Json) -> Json:
        if body.get("type") != "normal":
            raise invalid("type")
        texts = {name: _text(body, name) for name in LONGEST}
        shown = {name: str(body.get(name, "hide")) for name in ("status", "comment")}
        if not set(shown.values()) <= {"show", "hide"}:
            raise invalid("status or comment")
        parts = body.get("body")
        if not isinstance(parts, list) or not parts or not all(map(_is_part, parts)):
            raise invalid("body")
        return {**texts, **shown, "cover": _cover(body.get("cover")), "body": parts}

    def _ready(self) -> int:
        return self._world.clock.now_ms() + int(self._world.options.article_seconds * 1000)

    def _is_made(self, article: Article) -> bool:
        return self._world.clock.now_ms() >= article.ready_ms

    def _made(self, article: Article) -> Article:
        if not self._is_made(article):
            raise ApiError(-214, "Article is being processed")
        return article


def link_of(article: Article) -> str:
    """Where people read it."""
    return f"https://officialaccount.me/d?id={article.id}"


def _bubble(article: Article) -> Bubble:
    attachment = Attachment(
        "article", url=link_of(article), thumbnail=article.cover, name=article.title,
        description=article.description,
    )  # fmt: skip
    return Bubble("article", article.title, attachment)


def _text(body: Json, name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or (name == "title" and not value.strip()):
        raise invalid(name)
    if len(value) > LONGEST[name]:
        raise invalid(name)
    return value


def _is_part(part: object) -> bool:
    if not isinstance(part, dict):
        return False
    needed = {"text": "content", "image": "url", "video": "url", "product": "id"}
    name = needed.get(str(part.get("type")))
    return name is not None and isinstance(part.get(name), str) and bool(part[name].strip())


def _cover(cover: object) -> str:
    if not isinstance(cover, dict) or cover.get("cover_type") != "photo":
        raise invalid("cover")
    url = cover.get("photo_url")
    if not isinstance(url, str) or urlsplit(url).scheme not in {"http", "https"}:
        raise invalid("cover")
    if quote(url, safe=":/?&=%#~,;@!$'()*+") != url:
        raise invalid("cover")
    _fetch(url)
    return url


def _fetch(url: str) -> None:
    """As Zalo does; this stand-in reaches this machine and no other."""
    host = urlsplit(url).hostname or ""
    if not is_loopback(url) and not _is_here(host):
        raise ApiError(-200, "Upload media failed")
    try:
        answer = requests.get(url, timeout=FETCH_WITHIN, allow_redirects=False)
    except requests.RequestException:
        raise ApiError(-200, "Upload media failed") from None
    picture = mime_type_of(answer.content, "") in {"image/jpeg", "image/png"}
    if answer.status_code != 200 or not picture:
        raise ApiError(-200, "Upload media failed")
    if len(answer.content) > LARGEST_COVER:
        raise too_large("cover")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _values(name: str, given: object) -> frozenset[str]:
    if name not in VALUES or not isinstance(given, str):
        raise invalid(name)
    values = frozenset(each.strip() for each in given.split(","))
    if not values <= VALUES[name]:
        raise invalid(name)
    return values


def _fits(person: Person, chosen: dict[str, frozenset[str]]) -> bool:
    if not person.follower or person.anonymous:
        return False
    if "ages" in chosen and person.age not in chosen["ages"]:
        return False
    if "gender" in chosen and "0" not in chosen["gender"]:
        if person.gender not in chosen["gender"]:
            return False
    if "platform" in chosen and person.platform not in chosen["platform"]:
        return False
    if "cities" in chosen:  # they go before the regions
        return person.city in chosen["cities"]
    return "locations" not in chosen or _region(person.city) in chosen["locations"]


def _region(city: str) -> str:
    if city in NORTH:
        return "0"
    if city in CENTRAL:
        return "1"
    return "2" if city and city != "63" else ""


def _month(moment: datetime) -> tuple[int, int]:
    return moment.year, moment.month
