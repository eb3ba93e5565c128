"""Articles over a real database and a real stand-in Zalo, with a process that may die."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from bot.broadcast.article_clock import Around, ArticleClock
from bot.broadcast.article_life_cycle import ArticleLifeCycle, ArticleWays
from bot.simulator.driver import Credentials, Driver, Person
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store.admins import Admin, AdminRepository
from bot.store.article_records import Article, ArticleContent, Filters
from bot.store.articles import ArticleRepository
from bot.store.database import Database
from bot.store.models import Role
from bot.store.oas import AccountDraft, OaRepository
from bot.store.rosters import RosterRepository
from bot.zalo.client import LEGACY, ZaloClient
from bot.zalo.wire import Wire
from knowledge.day import VIETNAM

OA = Credentials().oa_id
CONTENT = ArticleContent("Nghỉ thai sản", "Ai được nghỉ bao lâu.", "Đoạn một.\n\nĐoạn hai.")
EVERYONE = Filters(everyone=True)
WRITER = Admin(1, "hoa@phuong.vn", Role.OFFICER, "9001")
SECOND = Admin(2, "mai@phuong.vn", Role.APPROVER, "9002")
JPEG = b"\xff\xd8\xff" + b"0" * 100


class Killed(BaseException):
    """kill -9 of the process, as far as a test can."""


class DyingClient(ZaloClient):
    """A client whose process may be killed beside one call: ``dies`` is "before" or "after" its
    work, ``at`` the end of its path.
    """

    dies = ""
    at = LEGACY

    def call(self, oa_id: str, method: str, path: str, **options: Any) -> Any:
        here = path.endswith(self.at)
        if here and self.dies == "before":
            raise Killed
        found = super().call(oa_id, method, path, **options)
        if here and self.dies == "after":
            raise Killed
        return found


class Tokens:
    """The token pair of the stand-in; a refused one is refreshed."""

    def __init__(self, api: Any) -> None:
        self._api = api

    def access_token(self, oa_id: str) -> str:
        return str(self._api.token)

    def refresh(self, oa_id: str, *, if_current: str) -> str:
        pair = self._api.tokens(
            grant_type="refresh_token", refresh_token=Credentials().refresh_token
        )
        self._api.token = pair["access_token"]
        return str(self._api.token)

    def consent_lost(self, oa_id: str, reason: str) -> None:
        raise AssertionError(reason)


class NoLimits:
    @contextmanager
    def sending(self, oa_id: str) -> Iterator[None]:
        yield

    def noted(self, allowance: Any) -> None:
        """Nothing to learn."""


class Press:
    """All of it. An officer, "chair", follows the account and reads Zalo."""

    def __init__(self, database: Database, zalo: Driver, api: Any, **settings: Any) -> None:
        self.zalo, self.library = zalo, SimpleNamespace(version="v1")
        self.until_hour(8)
        picture = api.upload("image", "a.jpg", JPEG)["data"]["attachment_id"]
        self.cover = f"{api.base_url}/simulator/media/{picture}"
        accounts = OaRepository(database, "k" * 40)
        accounts.add(AccountDraft(OA, "Hội phường", "secret", "t", "r"))
        rosters, self.roster = RosterRepository(database), Roster(RosterRepository(database))
        self.chair = zalo.person("chair")
        AdminRepository(database).add("chair@phuong.vn", "admin")
        rosters.put_officer(
            OA, "chair@phuong.vn", "Chị Lan", handles_cases=False, zalo_user_id=self.chair.user_id
        )
        for name, value in settings.items():
            rosters.put_setting(OA, name, value)
        self.client = DyingClient(Wire(api.base_url), Tokens(api), NoLimits())
        self.articles = ArticleRepository(database, zalo.now)
        ways = ArticleWays(self.roster.settings, lambda _: self.library, clock=zalo.now)
        self.life = ArticleLifeCycle(self.articles, ways)
        around = Around(
            lambda _: self.library, lambda _: self.cover, accounts, self.roster,
            OfficerMessages(self.client), zalo.now,
        )  # fmt: skip
        self.clock = ArticleClock(self.articles, self.client, NoLimits(), around)

    def until_hour(self, hour: int) -> None:
        now = self.zalo.now().astimezone(VIETNAM)
        wanted = now.replace(hour=hour, minute=0, second=0, microsecond=0)
        self.zalo.advance((wanted - now + timedelta(days=wanted <= now)).total_seconds())

    def follower(self, key: str, **known: str) -> Person:
        return self.zalo.person(key, **known)

    def scheduled(
        self, content: ArticleContent = CONTENT, filters: Filters = EVERYONE,
        at: datetime | None = None,
    ) -> Article:  # fmt: skip
        made = self.life.draft(OA, content, filters, WRITER)
        self.life.check(made.id, WRITER)
        self.life.approve(made.id, SECOND)
        return self.life.schedule(made.id, at or self.zalo.now(), SECOND)

    def tick(self, times: int = 1) -> None:
        for _ in range(times):
            self.clock.tick(self.zalo.now())

    def now(self, article: Article) -> Article:
        return self.articles.get(article.id)

    def arrived(self, person: Person) -> list[str]:
        return [each.text for each in person.messages() if each.kind == "article"]
