"""Cases of danger as the pages show them to the officers named for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cases.acts import in_brief
from bot.console.clocks import Clock, ago, sentence
from bot.console.colleagues import Colleagues
from bot.store.case_log import LogEntry
from bot.store.case_models import CaseState
from bot.store.case_records import Case, CaseFile
from handlers.texts import duty

STATES = {
    CaseState.NEW: Clock("chưa báo được ai", "bad"),
    CaseState.ALERTED: Clock("chưa ai nhận", "bad"),
    CaseState.TAKEN: Clock("đã có người nhận", "waiting"),
    CaseState.NOTIFIED: Clock("đã báo Chủ tịch UBND", "good"),
    CaseState.CLOSED: Clock("đã đóng", "quiet"),
}
LEVELS = {"C3": "nguy hiểm ngay", "C2": "nghiêm trọng"}
BASES = {
    "child": "có trẻ em",
    "life": "tính mạng bị đe dọa",
    "consent": "người này đồng ý gặp cán bộ",
}
LOOKS = frozenset({"looked"})


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list: no name, no message."""

    code: str
    level: str
    grave: bool
    matter: str
    since: str
    state: Clock
    holder: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps every case goes through, and when it was done."""

    label: str
    at: datetime | None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the log in words."""

    at: datetime
    text: str
    note: str = ""


def line(case: Case, colleagues: Colleagues, now: datetime) -> CaseLine:
    """The case in a list."""
    return CaseLine(
        case.code,
        sentence(LEVELS.get(case.severity, case.severity)),
        case.severity == "C3",
        sentence(duty.category(case.category)),
        ago(case.received_at, now),
        STATES[case.state],
        colleagues.name(case.taken_by),
        case.taken_by is not None and case.taken_by == colleagues.my_id,
    )


def steps(case: Case, colleagues: Colleagues) -> list[Step]:
    """From the alarm to the end, in order."""
    return [
        Step("Nhận tin", case.received_at),
        Step("Báo được cán bộ", case.alerted_at),
        Step("Cán bộ nhận", case.taken_at, colleagues.name(case.taken_by)),
        Step("Báo Chủ tịch UBND", case.notified_at),
        Step("Đóng hồ sơ", case.closed_at),
    ]


def happenings(file: CaseFile, colleagues: Colleagues) -> list[Happening]:
    """The log in words, the newest first; mere looks are counted apart."""
    told = [_happening(each, colleagues) for each in file.log if each.kind not in LOOKS]
    return told[::-1]


def looks(file: CaseFile) -> int:
    """How often the file was looked at."""
    return sum(each.kind in LOOKS for each in file.log)


def notice(organisation: str, case: Case, colleagues: Colleagues) -> str:
    """The notice to the chairperson, to be completed by the officer."""
    return duty.notice(organisation, in_brief(case, colleagues.name(case.taken_by)))


def _happening(entry: LogEntry, colleagues: Colleagues) -> Happening:
    known = entry.content
    who = _who(known.get("by", known.get("officer", "")), colleagues)
    return Happening(entry.at, _words(entry.kind, known, who), _note(entry.kind, known))


def _words(kind: str, known: dict[str, str], who: str) -> str:
    matter = duty.category(known.get("category", ""))
    level = LEVELS.get(known.get("severity", ""), "chưa rõ mức")
    words = {
        "opened": f"Mở hồ sơ: {matter}, {level}.",
        "again": f"Có thêm dấu hiệu nguy hiểm: {matter}, {level}.",
        "news": sentence(duty.NEWS.get(known.get("news", ""), "có tin mới.")),
        "contact": "Người này cho cách liên lạc an toàn.",
        "alerting": f"Báo lượt {known.get('round', '')} tới {known.get('officers', '')} cán bộ.",
        "alerted": f"{who} đã được báo qua Zalo.",
        "alert_failed": f"Chưa báo được {who} qua Zalo.",
        "taken": f"{who} nhận việc.",
        "notified": f"{who} ghi là đã báo Chủ tịch UBND.",
        "note": f"{who} ghi chú:",
        "closed": f"{who} đóng hồ sơ, kết quả:",
        "purged": "Hết thời hạn lưu, nội dung đã hủy.",
    }
    return words.get(kind, "Có ghi nhận khác.")


def _note(kind: str, known: dict[str, str]) -> str:
    return known.get({"note": "note", "closed": "outcome"}.get(kind, ""), "")


def _who(written: str, colleagues: Colleagues) -> str:
    return colleagues.name(int(written)) if written.isdigit() else "cán bộ"
