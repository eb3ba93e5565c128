"""``python -m tests.bench.faq_live``: how soon what is published is answered, while people write.

The product's own processes on this machine, two of the web and two workers, with ``--faqs`` FAQs
there already. People ask all the time, some of them the question of one FAQ, which is renewed over
the API every few seconds. Measured is the time from the beginning of that call until each process
said in its log that it uses the new version, and how long after it anybody was still told the old
answer; and whether anybody was told nothing.
"""

import argparse
import json
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import requests

from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle, Operator
from bot.store import AdminRepository, Database, open_store
from bot.store.api_tokens import ApiTokens, Scope
from bot.store.rosters import RosterRepository
from knowledge.search import Library
from tests.bench.danger import QUESTIONS, StandIn, _set_up
from tests.bench.messages import post_text, user_of
from tests.product import ZALO, Product, answers, make_redis
from tests.waiting import until

ASKED = "Nhà văn hóa phường mở cửa lúc nào?"
OTHERS_A_SECOND, ASKED_A_SECOND = 10, 10
EVERY = 5.0
"""Seconds between two publications."""
_VERSION = re.compile(r"Bản số (\d+)\.")


@dataclass
class Hearing(StandIn):
    """The stand-in, which also notes what each person was told first."""

    told: dict[str, str] = field(default_factory=dict)

    def _note(self, body: bytes) -> None:
        super()._note(body)
        if body:
            sent = json.loads(body)
            text = sent.get("message", {}).get("text", "")
            self.told.setdefault(sent.get("recipient", {}).get("user_id", ""), text)


@dataclass
class People:
    """Who asked what when, by user id."""

    product: Product
    asked: dict[str, float] = field(default_factory=dict)
    others: dict[str, float] = field(default_factory=dict)
    refused: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def write(self, seconds: float) -> None:
        """Post at fixed times, whatever the answers take."""
        begun, rate = time.perf_counter(), OTHERS_A_SECOND + ASKED_A_SECOND
        with ThreadPoolExecutor(16) as pool, requests.Session() as session:
            for step in range(int(seconds * rate)):
                time.sleep(max(0.0, begun + step / rate - time.perf_counter()))
                if step % 2:
                    pool.submit(self._post, session, ASKED, self.asked)
                else:
                    words = QUESTIONS[step // 2 % len(QUESTIONS)]
                    pool.submit(self._post, session, words, self.others)

    def _post(self, session: requests.Session, text: str, noted: dict[str, float]) -> None:
        number = next(self.numbers)
        noted[user_of(number)] = time.time()
        self.refused += not post_text(session, self.product, number, text)


@dataclass
class Office:
    """Publishes over the API, as a program of the ward would."""

    product: Product
    secret: str
    code: str = ""
    begun: dict[int, float] = field(default_factory=dict)

    def publish(self, version: int) -> None:
        """Put a version up, and note when the call began."""
        wish = {
            "question": ASKED,
            "answer": f"Bản số {version}. Nhà văn hóa mở cửa từ 7 giờ.",
            "publish": True,
        }
        self.begun[version] = time.time()
        if not self.code:
            self.code = self._call("POST", "/api/v1/faqs", wish)["code"]
        else:
            self._call("PUT", f"/api/v1/faqs/{self.code}", wish | {"version": version - 1})

    def drafts(self, number: int) -> None:
        """A draft wakes the process that takes it."""
        wish = {"question": f"Câu hỏi thử số {number} là gì?", "answer": "Chưa có câu trả lời."}
        self._call("POST", "/api/v1/faqs", wish)

    def _call(self, method: str, path: str, wish: dict[str, object]) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.secret}", "Connection": "close"}
        url = f"{self.product.url}{path}"
        answer = requests.request(method, url, json=wish, headers=headers, timeout=60)
        assert answer.ok, answer.text
        made: dict[str, str] = answer.json()
        return made


@contextmanager
def running(library: Path, zalo_port: int, faqs: int) -> Iterator[tuple[Product, Office]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "valkey").mkdir()
        redis = make_redis(folder / "valkey")
        redis.start()
        extra = {"WEB_WORKERS": "2", "WORKER_THREADS": "2", "LOG_LEVEL": "INFO"}
        product = Product(folder, library, redis, zalo_port=zalo_port, extra=extra)
        try:
            _set_up(product)
            office = _office(product, library, faqs)
            for process in ("web", "worker", "beat"):
                product.start(process)
            first = product.running.pop("worker")
            product.start("worker")
            product.running["first worker"] = first
            until(lambda: answers(f"{product.url}/readyz"), 120)
            numbers = count(1)
            until(lambda: _awake(product, office, next(numbers)), 120)
            yield product, office
        finally:
            product.stop()
            redis.stop()


def _awake(product: Product, office: Office, number: int) -> bool:
    """Whether all four processes said what they use."""
    office.drafts(number)
    return len(_in_use(product)) >= 4


def _office(product: Product, library: Path, faqs: int) -> Office:
    database: Database = open_store(f"sqlite:///{product.folder / 'hieu-luat.sqlite3'}")
    lan = AdminRepository(database).add("lan@example.vn", "admin")
    RosterRepository(database).put_setting(ZALO.oa_id, "faq_self_approval", True)
    _, secret = ApiTokens(database).create(ZALO.oa_id, "bench", [*Scope], lan)
    opened = Library.open(library)
    many = [
        FaqContent(f"Tổ dân phố số {n} họp ngày nào?", f"Tổ {n} họp ngày {n % 28 + 1} hằng tháng.")
        for n in range(faqs)
    ]
    life = FaqLifeCycle(database, lambda oa_id: opened)
    life.draft_many(ZALO.oa_id, many, Operator(), publish=True)
    database.close()
    return Office(product, secret)


def _in_use(product: Product) -> dict[int, dict[int, float]]:
    """By process: when it said of which release that it uses it, seconds since 1970."""
    seen: dict[int, dict[int, float]] = {}
    for name in ("web", "worker"):
        for line in product.log_of(name).splitlines():
            if '"faqs_live"' in line:
                told = json.loads(line[line.index("{") :])
                at = datetime.fromisoformat(told["timestamp"].replace("Z", "+00:00"))
                at = at if at.tzinfo else at.replace(tzinfo=UTC)
                seen.setdefault(told["process"], {})[told["version"]] = at.timestamp()
    return seen


def main() -> None:
    arguments = _arguments()
    zalo = Hearing()
    threading.Thread(target=zalo.serve, daemon=True).start()
    with running(arguments.library, zalo.port, arguments.faqs) as (product, office):
        before = max(max(releases) for releases in _in_use(product).values())
        office.publish(1)
        people = People(product)
        writing = threading.Thread(target=people.write, args=(arguments.seconds,))
        writing.start()
        version = 1
        end = time.time() + arguments.seconds - 3
        while time.time() + EVERY < end:
            time.sleep(EVERY)
            version += 1
            office.publish(version)
        writing.join()
        asked = people.asked.keys() | people.others.keys()
        until(lambda: asked <= zalo.first.keys(), 120)
        time.sleep(3)
        sys.stdout.write(_table(office, _in_use(product), before))
        sys.stdout.write(_answers(office, people, zalo))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, default=Path("var/library").absolute())
    parser.add_argument("--faqs", type=int, default=300, help="published before it begins")
    parser.add_argument("--seconds", type=int, default=30)
    return parser.parse_args()


def _table(office: Office, in_use: dict[int, dict[int, float]], before: int) -> str:
    """For each publication how long each process took to use it, or a later one."""
    lines = ["| publication | " + " | ".join(f"process {n + 1}" for n in range(len(in_use))) + " |"]
    lines.append("|---|" + "---:|" * len(in_use))
    for version, begun in office.begun.items():
        took = []
        for releases in in_use.values():
            known = (at for release, at in releases.items() if release >= before + version)
            took.append(f"{min(known, default=float('inf')) - begun:.2f} s")
        lines.append(f"| {version} | " + " | ".join(took) + " |")
    return "\n".join(lines) + "\n"


def _answers(office: Office, people: People, zalo: Hearing) -> str:
    """What those who asked were told: how late after a publication the version before it."""
    late, wrong = 0.0, 0
    for user_id, at in people.asked.items():
        found = _VERSION.search(zalo.told.get(user_id, ""))
        if found is None:
            wrong += 1
            continue
        newer = office.begun.get(int(found[1]) + 1)
        late = max(late, at - newer) if newer else late
    silent = [user for user in people.asked | people.others if not zalo.told.get(user)]
    return (
        f"\nAsked: {len(people.asked)} the FAQ, {len(people.others)} other questions; events "
        f"refused {people.refused}, without an answer {len(silent)}, FAQ not answered by it "
        f"{wrong}. The old answer was last given to a question that came {late:.2f} s after the "
        "call that replaced it began.\n"
    )


if __name__ == "__main__":
    main()
