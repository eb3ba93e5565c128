"""``python -m tests.bench.broadcast``: a broadcast to 10,000 people, and what goes wrong meanwhile.

The product's own processes on this machine; Zalo is a stand-in that holds every answer back for
40 ms and keeps what arrived. The worker is killed three times and Redis restarted once at random
moments, while somebody asks a question every second. Told are how many people got it how often,
the rate that was kept, and how long questions waited.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import requests
from sqlalchemy import insert

from bot.simulator.driver import free_port
from bot.store.database import Database
from bot.store.models import PersonRow
from bot.store.rights_models import ConsentRow
from bot.zalo.bulk_share import KEPT_FOR_ANSWERS
from bot.zalo.signature import sign
from handlers.people import Purpose
from tests.product import OA_NAME, ZALO, Product, answers, by_day, make_redis
from tests.waiting import until

LATENCY = 0.040
WORDS = "Việc nhà, cả nhà cùng làm."
QUESTION = "thủ tục đăng ký khai sinh cho cháu thế nào"
PATIENCE = 1800.0
SETTLED = 3.0
"""Seconds after a restart that do not count as undisturbed."""


@dataclass
class StandIn:
    """Zalo's API as far as a broadcast needs it: messages by person, and her history."""

    port: int = field(default_factory=free_port)
    messages: dict[str, list[tuple[float, str, str]]] = field(default_factory=dict)
    tips: list[float] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def serve(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
        async with server:
            await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: *(\d+)", head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                data = self._answer(head.split(b" ", 2)[1].decode(), body)
                await asyncio.sleep(LATENCY)
                raw = json.dumps({"error": 0, "data": data}).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(raw) + raw)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, path: str, body: bytes) -> Any:
        if path.startswith("/v2.0/oa/conversation"):
            asked = json.loads(unquote(parse_qs(urlsplit(path).query)["data"][0]))
            mine = self.messages.get(str(asked["user_id"]), [])[-10:]
            return [
                {"src": 0, "time": int(at * 1000), "type": "text", "message": text, "message_id": i}
                for at, text, i in reversed(mine)
            ]
        message = json.loads(body) if body else {}
        user_id = message.get("recipient", {}).get("user_id", "")
        if not user_id:
            return {}
        text, number = message["message"]["text"], f"m{next(self.numbers)}"
        self.messages.setdefault(user_id, []).append((time.time(), text, number))
        if text.startswith(WORDS):
            self.tips.append(time.time())
        return {"message_id": number, "user_id": user_id}

    def tips_of(self, user_id: str) -> int:
        return sum(text.startswith(WORDS) for _, text, _ in self.messages.get(user_id, ()))


@dataclass
class Questions:
    """One a second; who asked when."""

    product: Product
    asked: dict[str, float] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    refused: int = 0

    def run(self) -> None:
        numbers = count(1)
        while not self.over.wait(1.0):
            self._ask(next(numbers))

    def _ask(self, number: int) -> None:
        user_id, stamp = str(7_000_000_000 + number), str(int(time.time() * 1000))
        event = {
            "app_id": ZALO.app_id,
            "sender": {"id": user_id},
            "recipient": {"id": ZALO.oa_id},
            "event_name": "user_send_text",
            "message": {"text": QUESTION, "msg_id": f"q{number:018x}"},
            "timestamp": stamp,
        }
        raw = json.dumps(event, ensure_ascii=False).encode()
        headers = {"X-ZEvent-Signature": sign(raw, ZALO.app_id, stamp, ZALO.oa_secret)}
        begun = time.time()
        for _ in range(5):  # with Redis away Zalo is told to come again, and does
            try:
                url = f"{self.product.url}/zalo/webhook"
                answer = requests.post(url, data=raw, headers=headers, timeout=10)
            except requests.RequestException:
                answer = None
            if answer is not None and answer.status_code == 200:
                self.asked[user_id] = begun
                return
            time.sleep(1)
        self.refused += 1


@dataclass
class Trouble:
    """When something was broken: from and until when."""

    spans: list[tuple[float, float]] = field(default_factory=list)

    @contextmanager
    def lasting(self, zalo: StandIn) -> Iterator[None]:
        begun = time.time()
        yield
        seen = len(zalo.tips)
        until(lambda: len(zalo.tips) > seen + 3, 300)
        self.spans.append((begun, time.time() + SETTLED))

    def at(self, moment: float, length: float = 0.0) -> bool:
        return any(begun - length <= moment <= end for begun, end in self.spans)


@contextmanager
def running(library: Path, zalo_port: int, rate: int) -> Iterator[Product]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "valkey").mkdir()
        redis = make_redis(folder / "valkey")
        redis.start()
        extra = {
            "MESSAGES_PER_SECOND": str(rate),
            "LOG_LEVEL": "WARNING",
            **by_day(folder),
        }
        product = Product(folder, library, redis, zalo_port=zalo_port, extra=extra)
        try:
            _set_up(product)
            for process in ("web", "worker", "beat"):
                product.start(process)
            until(lambda: answers(f"{product.url}/readyz"), 300)
            yield product
        finally:
            product.stop()
            product.redis.stop()


def _set_up(product: Product) -> None:
    product.command("migrate").check_returncode()
    product.command(
        "oa", "add", "--id", ZALO.oa_id, "--name", OA_NAME, "--secret", ZALO.oa_secret,
        "--access-token", ZALO.access_token, "--refresh-token", ZALO.refresh_token,
    ).check_returncode()  # fmt: skip
    for name, value in (("broadcast_opens", "06:05"), ("broadcast_closes", "21:55")):
        product.command("setting", "set", "--oa", ZALO.oa_id, name, value).check_returncode()


def _move_in(product: Product, recipients: int) -> list[str]:
    """People who wrote an hour ago and want tips."""
    ids = [str(5_000_000_000 + number) for number in range(recipients)]
    at = datetime.now(UTC) - timedelta(hours=1)
    same: dict[str, Any] = {"oa_id": ZALO.oa_id}
    people = [
        {**same, "user_id": each, "first_inbound_at": at, "last_inbound_at": at,
         "following": True, "unreachable_reason": ""}
        for each in ids
    ]  # fmt: skip
    said = {**same, "purpose": Purpose.TIPS, "given": True, "wording": "1:bench", "at": at}
    database = Database(f"sqlite:///{product.folder / 'hieu-luat.sqlite3'}")
    with database.writing() as session:
        session.execute(insert(PersonRow), people)
        session.execute(
            insert(ConsentRow), [{**said, "user_id": e, "event_key": f"b{e}"} for e in ids]
        )
    database.close()
    return ids


def _act(product: Product, *arguments: str) -> dict[str, Any]:
    done = product.command("broadcast", *arguments, "--json")
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _break_things(product: Product, zalo: StandIn, recipients: int, kills: int) -> Trouble:
    """The worker is killed, Redis restarted, at random moments of the first four fifths."""
    acts: list[Callable[[], None]] = [lambda: _kill(product)] * kills + [product.restart_redis]
    random.shuffle(acts)
    moments = sorted(random.uniform(0.08, 0.8) for _ in acts)
    trouble = Trouble()
    for moment, act in zip(moments, acts, strict=True):
        until(lambda share=moment: len(zalo.tips) >= share * recipients, PATIENCE)
        with trouble.lasting(zalo):
            act()
    return trouble


def _kill(product: Product) -> None:
    product.kill("worker")
    product.start("worker")


def main() -> None:
    arguments = _arguments()
    random.seed(arguments.seed)
    zalo = StandIn()
    threading.Thread(target=zalo.serve, daemon=True).start()
    with running(arguments.library, zalo.port, arguments.rate) as product:
        ids = _move_in(product, arguments.recipients)
        made = _act(product, "create", "--oa", ZALO.oa_id, "--title", "Bench", "--text", WORDS)
        code = made["code"]
        _act(product, "approve", code)
        questions = Questions(product)
        asking = threading.Thread(target=questions.run, daemon=True)
        asking.start()
        _act(product, "schedule", code, "--at", "now")
        trouble = _break_things(product, zalo, arguments.recipients, arguments.kills)
        until(lambda: _act(product, "status", code)["state"] == "finished", PATIENCE)
        questions.over.set()
        asking.join()
        until(lambda: questions.asked.keys() <= zalo.messages.keys(), 300)
        status = _act(product, "status", code)
        sys.stdout.write(_told(zalo, ids, trouble, questions, status, arguments.rate))


def _told(
    zalo: StandIn, ids: list[str], trouble: Trouble, questions: Questions, status: dict[str, Any],
    rate: int,
) -> str:  # fmt: skip
    times = Counter(zalo.tips_of(each) for each in ids)
    tips = sorted(zalo.tips)
    busiest = max(_within(tips, at, at + 1.0) for at in tips[:: max(1, len(tips) // 2000)])
    wanted = rate * (1 - KEPT_FOR_ANSWERS)
    calm = [w for w in _windows(tips, 5.0) if not trouble.at(w, 5.0)]
    kept = [_within(tips, at, at + 5.0) / 5.0 for at in calm]
    average = sum(kept) / max(len(kept), 1)
    waits = sorted(
        ((zalo.messages[user][0][0] - at) * 1000, trouble.at(at))
        for user, at in questions.asked.items()
    )
    quiet = [wait for wait, disturbed in waits if not disturbed]
    rows = {
        "recipients": len(ids),
        "got it once": times[1],
        "got it twice or more": sum(n for t, n in times.items() if t > 1),
        "never got it": times[0],
        "in the ledger": f"{status['recipients']}, {status['total']} of {status['size']}",
        "seconds from first to last": f"{tips[-1] - tips[0]:.0f}",
        f"rate for the broadcast, of {rate}/s for all": f"{wanted:.0f}/s",
        f"rate kept in {len(kept)} calm windows of 5 s": f"{average:.1f}/s",
        "that is": f"{(average / wanted - 1) * 100:+.1f} %",
        "busiest second": busiest,
        "questions answered / not taken": f"{len(waits)} / {questions.refused}",
        f"answer p50 of {len(quiet)} in calm times, ms": f"{_part(quiet, 0.5):.0f}",
        "answer p99 in calm times, ms": f"{_part(quiet, 0.99):.0f}",
        "longest answer of all, ms": f"{waits[-1][0]:.0f}",
    }
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    return "\n".join(["| | |", "|---|---:|", *lines, ""])


def _windows(tips: list[float], length: float) -> list[float]:
    """Beginnings of whole windows, without the first and the last second."""
    begun, end = tips[0] + 1, tips[-1] - 1
    return [begun + length * n for n in range(int(max(end - begun, 0) // length))]


def _within(tips: list[float], begun: float, end: float) -> int:
    return sum(begun <= at < end for at in tips)


def _part(waits: list[float], part: float) -> float:
    return waits[min(int(len(waits) * part), len(waits) - 1)] if waits else float("nan")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, default=Path("var/library").absolute())
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
