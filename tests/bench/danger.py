"""``python -m tests.bench.danger``: how long a person in danger waits while everybody else writes.

The product's own processes on this machine: 50 questions a second from many people, and a
broadcast that takes all that the account's rate lets through. Zalo is a stand-in that holds every
answer back for 40 ms. Measured is the time from the beginning of the webhook request to the moment
the stand-in has read the request with the first bubble of the help.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt
import requests
from redis import Redis

from bot.simulator.driver import free_port
from bot.zalo.client import ZaloClient
from bot.zalo.errors import HeldBack, ZaloError
from bot.zalo.limits import BulkLimits, SendLimits
from bot.zalo.wire import Wire
from tests.bench.messages import post_text, user_of
from tests.product import OA_NAME, ZALO, Product, answers, make_redis
from tests.waiting import until

LATENCY = 0.040
QUESTIONS_A_SECOND = 50
DANGER_A_SECOND = 2
SENDS_A_SECOND = 150
"""Of the account. Fifty questions need about a hundred of them, the broadcast takes the rest."""
QUESTIONS = (
    "thủ tục đăng ký khai sinh cho cháu thế nào",
    "ly hon don phuong can giay to gi",
    "em nghỉ sinh được mấy tháng",
    "chong em khong cap duong cho con thi lam sao",
    "làm lại căn cước bị mất ở đâu",
)
PROCESSES = ("web", "worker", "beat")
DANGER = (
    "chồng tôi đang cầm dao đòi giết tôi",
    "cuu em voi no dang bop co em",
    "bố em đang đánh mẹ em chảy máu",
)


@dataclass
class StandIn:
    """Zalo's API, as far as sending goes: notes when each person's first message came."""

    port: int = field(default_factory=free_port)
    first: dict[str, float] = field(default_factory=dict)
    received: int = 0

    def serve(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
        async with server:
            await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = head.partition(b"content-length:")[2].split(b"\r\n")[0]
                body = await reader.readexactly(int(length or 0))
                self._note(body)
                await asyncio.sleep(LATENCY)
                data = json.dumps({"error": 0, "data": {"message_id": f"m{self.received}"}})
                start = f"HTTP/1.1 200 OK\r\nContent-Length: {len(data)}\r\n\r\n"
                writer.write(f"{start}{data}".encode())
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _note(self, body: bytes) -> None:
        self.received += 1
        if body:
            user_id = json.loads(body).get("recipient", {}).get("user_id", "")
            self.first.setdefault(user_id, time.perf_counter())


@dataclass
class Load:
    """Who wrote when, by user id."""

    product: Product
    asked: dict[str, float] = field(default_factory=dict)
    in_danger: dict[str, float] = field(default_factory=dict)
    refused: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def run(self, seconds: float) -> None:
        """Post at fixed times, whatever the answers take."""
        begun, steps = time.perf_counter(), int(seconds * QUESTIONS_A_SECOND)
        with ThreadPoolExecutor(32) as pool, requests.Session() as session:
            session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=32))
            for step in range(steps):
                time.sleep(max(0.0, begun + step / QUESTIONS_A_SECOND - time.perf_counter()))
                pool.submit(self._post, session, QUESTIONS[step % len(QUESTIONS)], self.asked)
                if step % (QUESTIONS_A_SECOND // DANGER_A_SECOND) == 0:
                    words = DANGER[step % len(DANGER)]
                    pool.submit(self._post, session, words, self.in_danger)

    def _post(self, session: requests.Session, text: str, noted: dict[str, float]) -> None:
        number = next(self.numbers)
        noted[user_of(number)] = time.perf_counter()
        self.refused += not post_text(session, self.product, number, text)


class FixedToken:
    """The account's first token."""

    def access_token(self, oa_id: str) -> str:
        return ZALO.access_token

    def refresh(self, oa_id: str, *, if_current: str) -> str:
        raise NotImplementedError

    def consent_lost(self, oa_id: str, reason: str) -> None:
        raise NotImplementedError


class Broadcast:
    """Sends in bulk, as fast as rate and answers of the account allow, in threads of its own."""

    def __init__(self, product: Product) -> None:
        limits = SendLimits(Redis(port=product.redis_port), SENDS_A_SECOND)
        self._client = ZaloClient(Wire(product.zalo_url), FixedToken(), BulkLimits(limits))
        self._over = threading.Event()
        self.sent = 0

    @contextmanager
    def running(self, threads: int) -> Iterator[None]:
        with ThreadPoolExecutor(max(threads, 1)) as pool:
            for number in range(threads):
                pool.submit(self._send, number)
            yield
            self._over.set()

    def _send(self, thread: int) -> None:
        while not self._over.is_set():
            try:
                self._client.send_text(ZALO.oa_id, f"9{thread:04d}", "Mẹo pháp luật tuần này")
                self.sent += 1
            except HeldBack as error:
                self._over.wait(error.wait.total_seconds() if error.wait else 0.1)
            except ZaloError:
                self._over.wait(0.1)


@contextmanager
def running(library: Path, zalo_port: int) -> Iterator[Product]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "valkey").mkdir()
        redis = make_redis(folder / "valkey")
        redis.start()
        extra = {"MESSAGES_PER_SECOND": str(SENDS_A_SECOND), "LOG_LEVEL": "WARNING"}
        product = Product(folder, library, redis, zalo_port=zalo_port, extra=extra)
        try:
            _set_up(product)
            for process in PROCESSES:
                product.start(process)
            until(lambda: answers(f"{product.url}/readyz"), 120)
            yield product
        finally:
            product.stop()
            redis.stop()


def _set_up(product: Product) -> None:
    product.command("migrate").check_returncode()
    product.command(
        "oa", "add", "--id", ZALO.oa_id, "--name", OA_NAME, "--secret", ZALO.oa_secret,
        "--access-token", ZALO.access_token, "--refresh-token", ZALO.refresh_token,
    ).check_returncode()  # fmt: skip


def main() -> None:
    arguments = _arguments()
    zalo = StandIn()
    threading.Thread(target=zalo.serve, daemon=True).start()
    with running(arguments.library, zalo.port) as product:
        warm_up = Load(product)
        warm_up.run(5)
        until(lambda: warm_up.asked.keys() <= zalo.first.keys(), 300)
        before = _processor(product)
        load, broadcast = Load(product, numbers=count(10**6)), Broadcast(product)
        with broadcast.running(arguments.broadcast):
            load.run(arguments.seconds)
            until(lambda: load.in_danger.keys() <= zalo.first.keys(), 120)
        answered = load.asked.keys() & zalo.first.keys()
        spent = _processor(product) - before
        sys.stdout.write(_table(load, zalo, broadcast.sent / arguments.seconds, len(answered)))
        sys.stdout.write(_costs(load, len(answered), spent))


def _processor(product: Product) -> npt.NDArray[np.float64]:
    return np.array([product.processor_seconds(name) for name in PROCESSES])


def _costs(load: Load, answered: int, spent: npt.NDArray[np.float64]) -> str:
    """Processor time does not grow while a process waits for a core: told on a busy machine too."""
    web, worker, _ = spent * 1000
    messages = len(load.asked) + len(load.in_danger)
    return (
        f"Processor time: web {web / messages:.1f} ms a message, "
        f"worker {worker / max(answered, 1):.1f} ms a question.\n"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, default=Path("var/library").absolute())
    parser.add_argument("--broadcast", type=int, default=8, help="threads that send one")
    parser.add_argument("--seconds", type=int, default=60)
    return parser.parse_args()


def _table(load: Load, zalo: StandIn, broadcast: float, answered: int) -> str:
    rows = {
        f"in danger, {DANGER_A_SECOND} a second": _waits(load.in_danger, zalo),
        f"questions, {QUESTIONS_A_SECOND} a second": _waits(load.asked, zalo),
    }
    lines = ["| | n | p50 ms | p99 ms | longest ms |", "|---|---:|---:|---:|---:|"]
    for name, waits in rows.items():
        middle, late = (waits[int(len(waits) * part)] for part in (0.5, 0.99))
        lines.append(f"| {name} | {len(waits)} | {middle:.0f} | {late:.0f} | {waits[-1]:.0f} |")
    told = f"Broadcast beside it: {broadcast:.0f} messages a second in bulk."
    others = f"Questions answered by the end: {answered} of {len(load.asked)}; "
    return "\n".join([*lines, "", told, f"{others}events refused: {load.refused}.", ""])


def _waits(asked: dict[str, float], zalo: StandIn) -> list[float]:
    """Milliseconds, sorted."""
    met = asked.keys() & zalo.first.keys()
    return sorted((zalo.first[user] - asked[user]) * 1000 for user in met)


if __name__ == "__main__":
    main()
