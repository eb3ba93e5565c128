"""What an officer does with FAQs all day, by the forms of the console, and how long it took."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable

from bot.console.site import PATH
from bot.store.faq_models import FaqState
from bot.store.faqs import FaqRepository
from bot.store.models import Role
from tests.bot.console.office import OA, Office, Visitor

Times = dict[str, list[tuple[float, float]]]
"""By address: milliseconds on the clock, and of this process's work."""


class Officer:
    """A visitor whose forms are timed."""

    def __init__(self, visitor: Visitor, times: Times) -> None:
        self._visitor = visitor
        self._token = visitor.token()
        self._times = times

    def sends(self, name: str, address: str, **data: str) -> str:
        """Post a form; where it leads to."""
        begun, spent = time.perf_counter(), time.thread_time()
        form = {**data, "csrf_token": self._token}
        answer = self._visitor.post(f"{PATH}{address}", data=form)
        answer.get_data()
        wall, work = time.perf_counter() - begun, time.thread_time() - spent
        assert answer.status_code in (200, 302), (address, answer.status_code)
        self._times[name].append((1000 * wall, 1000 * work))
        return str(answer.headers.get("Location", ""))

    def looks(self, name: str, address: str) -> None:
        """Open a page as it stands after what was done."""
        begun, spent = time.perf_counter(), time.thread_time()
        answer = self._visitor.get(f"{PATH}{address}")
        answer.get_data()
        wall, work = time.perf_counter() - begun, time.thread_time() - spent
        assert answer.status_code == 200, (address, answer.status_code)
        self._times[name].append((1000 * wall, 1000 * work))


def acts(office: Office, rounds: int) -> Times:
    """``rounds`` FAQs from the first draft to publication, a new version, back to the old one, and
    down; after each act the page of the FAQ.
    """
    times: Times = defaultdict(list)
    writer = Officer(office.client(Role.EDITOR), times)
    approver = Officer(office.client(Role.APPROVER), times)
    for number in range(rounds + 1):
        if number == 1:
            times.clear()  # the first round belongs to a process that has just begun
        _one(office, writer, approver, number)
    return times


def _one(office: Office, writer: Officer, approver: Officer, number: int) -> None:
    said = {
        "question": f"Đăng ký tạm trú cho con ở trọ cần mang giấy gì, đợt {number}?",
        "answer": "Chị mang giấy tờ của con đến bộ phận một cửa của phường.",
        "variants": "tạm trú cho con ở trọ\ngiay to tam tru cho con",
    }
    writer.sends("POST /faq/xem-truoc", "/faq/xem-truoc", **said)
    page = writer.sends("POST /faq/moi", "/faq/moi", **said).removeprefix(PATH)
    version = 1
    steps: list[Callable[[], object]] = [
        lambda: writer.sends("POST soat", f"{page}/soat", version=str(version)),
        lambda: approver.looks("GET dang", f"{page}/dang"),
        lambda: approver.sends("POST duyet", f"{page}/duyet", version=str(version)),
        lambda: approver.sends("POST dang", f"{page}/dang", version=str(version)),
    ]
    for act in steps:
        act()
        writer.looks("GET /faq/<n>", page)
    changed = said | {"answer": said["answer"] + " Không thu tiền.", "version": "1"}
    writer.sends("POST sua", f"{page}/sua", **changed)
    version = 2
    for act in steps:
        act()
    faq = FaqRepository(office.database).get(int(page.rsplit("/", 1)[1]))
    assert (faq.state, faq.published_version) == (FaqState.PUBLISHED, 2)
    approver.sends("POST quay-lai", f"{page}/quay-lai", version="1", why="bản cũ đúng hơn")
    approver.looks("GET go", f"{page}/go")
    approver.sends("POST go", f"{page}/go", why="hết hạn")
    writer.looks("GET /faq", "/faq")


def gates(office: Office, most: int = 3) -> list[str]:
    """The gates of FAQs that wait; no link leads an admin of the bench there."""
    states = (FaqState.CHECKED, FaqState.APPROVED)
    found = FaqRepository(office.database).page(OA, states, limit=most)
    return [f"/faq/{faq.id}/dang" for faq in found]
