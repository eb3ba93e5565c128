"""What waits for the signed-in officer, most pressing first; only what she may open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from bot.console import case_files
from bot.console.access import Permission
from bot.console.clocks import DAY, Clock, due
from bot.console.colleagues import Colleagues
from bot.console.pages.law_cards import DueFaqs
from bot.console.pages.law_library import NoLibrary, shelves_of
from bot.console.parts import ConsoleParts
from bot.console.session import may, own_accounts
from bot.console.talks import Talks
from bot.console.waiting_broadcasts import WaitingBroadcasts
from bot.store.audit import AuditRepository
from bot.store.case_lists import CaseLists
from bot.store.cases import CaseRepository
from bot.store.faq_models import FaqState
from bot.store.faqs import FaqRepository
from bot.store.handover_lists import Shown, Wanted
from bot.store.models import OaStatus
from bot.store.request_lists import RequestLists
from bot.store.unanswered import UnansweredQuestions
from knowledge.day import VIETNAM, today

FIRST = 5
"""So many of a kind are shown one by one; the rest is behind one tap."""
REPORT_WANTED_FOR = 10
"""Days of a month in which the report of the month before is expected."""
REPORT_TAKEN = "report_exported"
"""The act in the audit log: somebody fetched the report of a month."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits; ``path`` is where it is done."""

    label: str
    path: str
    note: str = ""
    state: Clock | None = None
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind; ``count`` is how many there are, shown or not."""

    heading: str
    icon: str
    items: list[Item]
    count: int


class WaitingWork:
    """Gathers it. Raises ``StateUnavailable`` when the database is away, ``NoAccount``."""

    def __init__(self, parts: ConsoleParts) -> None:
        self._parts = parts
        self._talks = Talks(parts)
        self._cases = CaseRepository(parts.database, parts.secret_key)
        self._case_lists = CaseLists(parts.database)
        self._unanswered = UnansweredQuestions(parts.database, parts.secret_key)
        self._faqs = FaqRepository(parts.database)
        self._requests = RequestLists(parts.database)
        self._broadcasts = WaitingBroadcasts(parts)
        self._audit = AuditRepository(parts.database)
        self._due_faqs = DueFaqs(parts)

    def groups(self) -> list[Group]:
        """What waits, without what is empty."""
        them, now = Colleagues(self._parts), self._parts.now()
        found = [
            *self._of_cases(them, now),
            *self._of_talks(them, now),
            *self._of_questions(them.oa_id),
            *self._of_broadcasts(them.oa_id),
            *self._of_requests(them.oa_id, now),
            *self._of_reports(them.oa_id, now),
            *self._of_reviews(today(now)),
            *self._of_accounts(),
        ]
        return [group for group in found if group.items]

    def _of_cases(self, them: Colleagues, now: datetime) -> Iterator[Group]:
        if not may(Permission.CASES):
            return
        counts = self._case_lists.counts(them.oa_id, them.my_id)
        if not counts.open:
            return
        items = self._own_cases(them, now) if them.named else []
        if not items:
            state = Clock(f"{counts.untaken} chưa ai nhận", "bad") if counts.untaken else None
            label = f"{counts.open} vụ việc đang mở"
            items = [Item(label, url_for("cases.register"), state=state, grave=True)]
        yield Group("Vụ việc", "shield-exclamation", items, counts.open)

    def _own_cases(self, them: Colleagues, now: datetime) -> list[Item]:
        """A row each: nothing of the matter, this page is open on many a shared screen."""
        lines = [case_files.line(each, them, now) for each in self._cases.list(them.oa_id)]
        lines.sort(key=lambda line: bool(line.holder))
        return [
            Item(
                f"Hồ sơ {line.code}",
                url_for("cases.show", code=line.code),
                f"nhận {line.since}" + (f", {line.holder} giữ" if line.holder else ""),
                line.state,
                grave=not line.holder,
            )
            for line in lines[:FIRST]
        ]

    def _of_talks(self, them: Colleagues, now: datetime) -> Iterator[Group]:
        if not may(Permission.TALK):
            return
        counts = self._talks.lists.counts(them.oa_id, them.my_id, now)
        wanted = Wanted(them.oa_id, Shown.WAITING, them.my_id)
        listed = self._talks.lists.page(wanted, limit=FIRST)
        lines = [self._talks.line(each, them) for each in listed]
        items = [
            Item(
                f"{line.code}: {line.topic or line.reason}",
                url_for("conversations.show", code=line.code),
                "chị đang giữ" if line.mine else f"{line.holder} giữ" if line.holder else "",
                line.state,
                line.grave,
            )
            for line in lines
        ]
        if counts.waiting > len(items):
            rest = f"Xem cả {counts.waiting} cuộc đang chờ"
            items.append(Item(rest, url_for("conversations.inbox")))
        yield Group("Người đang chờ trả lời", "chat-dots", items, counts.waiting)

    def _of_questions(self, oa_id: str) -> Iterator[Group]:
        if may(Permission.TALK):
            open_groups = self._unanswered.open_groups(oa_id)
            label = f"{open_groups} câu hỏi trợ lý chưa trả lời được"
            items = [Item(label, _path("/chua-tra-loi"))] if open_groups else []
            yield Group("Câu hỏi chưa trả lời được", "question-circle", items, open_groups)
        items = list(self._faq_items(oa_id))
        yield Group("Hỏi đáp", "journal-check", items, 0)

    def _faq_items(self, oa_id: str) -> Iterator[Item]:
        if not (may(Permission.CHECK_FAQ) or may(Permission.APPROVE_FAQ)):
            return
        counts = self._faqs.counts(oa_id)
        steps = (
            (Permission.APPROVE_FAQ, FaqState.CHECKED, "câu chờ duyệt", "cho-duyet"),
            (Permission.APPROVE_FAQ, FaqState.APPROVED, "câu đã duyệt, chờ đăng", "cho-dang"),
            (Permission.CHECK_FAQ, FaqState.DRAFT, "bản nháp chờ soát", "nhap"),
        )
        for permission, state, words, tab in steps:
            if may(permission) and counts[state]:
                yield Item(f"{counts[state]} {words}", _path(f"/faq?buoc={tab}"))

    def _of_broadcasts(self, oa_id: str) -> Iterator[Group]:
        items = [
            Item(each.label, each.path, each.note, each.state)
            for each in self._broadcasts.of(oa_id)
        ]
        yield Group("Tin", "megaphone", items, 0)

    def _of_requests(self, oa_id: str, now: datetime) -> Iterator[Group]:
        if not may(Permission.TALK):
            return
        counts = self._requests.counts(oa_id, now)
        late = Clock(f"{counts.overdue} quá hạn", "bad") if counts.overdue else None
        next_clock = due(counts.next_at, now, soon=DAY) if counts.next_at else None
        label = f"{counts.open} yêu cầu về dữ liệu cá nhân"
        item = Item(label, url_for("data_requests.register"), state=late or next_clock)
        yield Group("Yêu cầu về dữ liệu", "person-lock", [item] if counts.open else [], counts.open)

    def _of_reports(self, oa_id: str, now: datetime) -> Iterator[Group]:
        local = now.astimezone(VIETNAM)
        if local.day > REPORT_WANTED_FOR:
            return
        year, month = (local.year, local.month - 1) if local.month > 1 else (local.year - 1, 12)
        begun = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        if self._audit.has(REPORT_TAKEN, f"{oa_id} {year}-{month:02d}", begun):
            return
        label = f"Báo cáo tháng {month}/{year} đã có số liệu"
        item = Item(label, _path(f"/bao-cao-thang?thang={year}-{month:02d}"), "xem, in hoặc tải về")
        yield Group("Báo cáo", "file-earmark-text", [item], 1)

    def _of_reviews(self, day: date) -> Iterator[Group]:
        try:
            shelves = shelves_of(self._parts)
            answers = self._due_faqs.due(shelves, day) if may(Permission.CHECK_FAQ) else []
            ours = len(shelves.due(day)) if may(Permission.IMPORT_LAW) else 0
        except NoLibrary:  # the rest of the work waits all the same
            return
        items = [Item(each.title, _path(f"/faq/{each.file[1:]}"), each.reason) for each in answers]
        if len(items) > FIRST:
            rest = f"Xem cả {len(items)} câu đến ngày xem lại"
            items = [*items[:FIRST], Item(rest, _path("/kho-luat/den-han"))]
        if ours:
            label = f"{ours} mục trong kho luật đến ngày xem lại"
            items.append(Item(label, _path("/kho-luat/den-han")))
        yield Group("Đến hạn xem lại", "calendar-check", items, len(answers) + ours)

    def _of_accounts(self) -> Iterator[Group]:
        if not may(Permission.ADMINISTER):
            return
        broken = [each for each in own_accounts() if each.status is not OaStatus.ACTIVE]
        words = {
            OaStatus.RECONNECT_REQUIRED: "cần quản trị OA cấp quyền lại",
            OaStatus.STOPPED: "đã dừng gửi tin",
        }
        where, state = url_for("oas.index"), Clock("không gửi được", "bad")
        items = [Item(each.name, where, words[each.status], state) for each in broken]
        yield Group("Trang Zalo OA", "plug", items, len(items))


def _path(path: str) -> str:
    """A page of another author's, by its address."""
    return f"{url_for('home.index').rstrip('/')}{path}"
