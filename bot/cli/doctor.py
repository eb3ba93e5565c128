"""``python -m bot doctor``: is everything this service needs there and usable?"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import click

from bot.errors import BotError
from bot.law.pointer import library_in_use
from bot.readiness import checks_of
from bot.settings import SERVING, Settings, SettingsError, load_settings
from bot.staff.gaps import gaps
from bot.staff.roster import Roster
from bot.state import open_redis
from bot.store import OaRepository, open_store
from bot.store.case_alerts import AlertRepository
from bot.store.data_requests import DataRequestRepository
from bot.store.oas import OfficialAccount
from bot.store.rosters import RosterRepository
from handlers.crisis.check import warnings
from knowledge.errors import KnowledgeError
from knowledge.search import Library


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; a ``warning`` tells what should be mended while all still works."""

    name: str
    ok: bool
    sentence: str
    warning: bool = False

    @property
    def sign(self) -> str:
        """What stands before its line."""
        return "!" if self.warning else "✓" if self.ok else "✗"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def doctor(as_json: bool) -> None:
    """Kiểm tra cài đặt, Redis, cơ sở dữ liệu, thư viện luật và khóa truy cập Zalo."""
    findings = examine()
    healthy = all(finding.ok for finding in findings)
    if as_json:
        checks = [asdict(finding) for finding in findings]
        click.echo(json.dumps({"ok": healthy, "checks": checks}, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.sign} {finding.name}: {finding.sentence}")
    if not healthy:
        click.echo("Có mục chưa đạt, xem ở trên.", err=True)
        sys.exit(1)


def examine() -> list[Finding]:
    """All checks; those that need settings are left out where settings are wrong."""
    try:
        settings = load_settings(SERVING)
    except SettingsError as error:
        return [Finding("cài đặt", False, "; ".join(error.problems))]
    accounts = OaRepository(
        open_store(settings.database_url), settings.secret_key.get_secret_value()
    )
    checks = checks_of(
        settings, open_redis(settings.redis_url), open_store(settings.database_url), accounts
    )
    found = [_outcome(name, _quiet(check)) for name, check in checks.items()]
    return [
        Finding("cài đặt", True, "đủ"),
        *found,
        _outcome("library", lambda: _library(settings)),
        *_in_danger(),
        *_accounts(accounts),
        *_cases(settings),
        *_overdue(settings),
        *_staff(accounts, Roster(RosterRepository(open_store(settings.database_url)))),
    ]


def _quiet(check: Callable[[], object]) -> Callable[[], str]:
    def run() -> str:
        check()
        return "dùng được"

    return run


def _outcome(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except BotError as error:
        return Finding(name, False, f"{error.public_message} ({error})")
    except KnowledgeError as error:
        return Finding(name, False, str(error))
    except Exception as error:
        return Finding(name, False, f"không dùng được ({type(error).__name__})")


def _library(settings: Settings) -> str:
    library = Library.open(library_in_use(settings.library, settings.var_dir))
    return f"phiên bản {library.version}, {len(library.cards())} thẻ"


def _in_danger() -> list[Finding]:
    """A warning for every number that is due, and for texts that no officer has approved."""
    today = datetime.now(UTC).date()
    return [Finding("khi nguy hiểm", True, each, warning=True) for each in warnings(today)]


def _accounts(accounts: OaRepository) -> list[Finding]:
    try:
        return [
            Finding(f"OA {account.oa_id}", account.status == "active", _state(account))
            for account in accounts.list()
        ]
    except BotError:
        return []


def _staff(accounts: OaRepository, roster: Roster) -> list[Finding]:
    """A warning for everything that keeps an account's officers from hearing of a danger."""
    now = datetime.now(UTC)
    try:
        return [
            Finding(f"cán bộ OA {account.oa_id}", True, gap, warning=True)
            for account in accounts.list()
            for gap in gaps(roster, account.oa_id, now)
        ]
    except BotError:
        return []


def _cases(settings: Settings) -> list[Finding]:
    """Every open case that no officer could be told of."""
    database = open_store(settings.database_url)
    alerts = AlertRepository(database, settings.secret_key.get_secret_value())
    try:
        return [
            Finding(f"việc khẩn {case.code} OA {case.oa_id}", False, "chưa báo được cán bộ nào")
            for case in alerts.unreached()
        ]
    except BotError:
        return []


def _overdue(settings: Settings) -> list[Finding]:
    """A warning where somebody waits too long for what she asked about her data."""
    secret = settings.secret_key.get_secret_value()
    register = DataRequestRepository(open_store(settings.database_url), secret)
    try:
        late = [each.code for each in register.list() if each.overdue(datetime.now(UTC))]
    except BotError:
        return []
    sentence = f"quá hạn: {', '.join(late)}. Xem: python -m bot privacy list"
    return [Finding("yêu cầu về dữ liệu", True, sentence, warning=True)] if late else []


def _state(account: OfficialAccount) -> str:
    status, expires = account.status.value, account.access_expires_at
    if expires is None:
        return f"{status}, chưa có khóa truy cập"
    hours = (expires - datetime.now(UTC)).total_seconds() / 3600
    return f"{status}, khóa truy cập còn {max(hours, 0):.0f} giờ"
