"""The report of a month: what the ward meeting needs, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.console.broadcast_figures import SentFigures, SentReader
from bot.console.figures import Figures, Line
from bot.console.spreadsheet import Sheet
from bot.exchanges.periods import month_before, month_of, span_of
from bot.exchanges.statistics import Statistics, StatisticsReader
from bot.exchanges.veil import Veiled, veiled
from bot.store.activity import ActivityCounts
from bot.store.exchanges import Period
from bot.store.unanswered import UnansweredQuestions
from knowledge.search import Library

MOST_TOPICS, MOST_SOURCES = 8, 6
OFFICE_HOURS = range(7, 17)
"""Hours of a day that count as office hours in the report, whatever the day."""


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """One month of one account."""

    account: str
    month: Period
    figures: Figures
    before: Veiled
    after_hours: Veiled
    newcomers: Veiled
    handovers: Sequence[Line]
    published: int
    open_groups: int
    sent: SentFigures

    @property
    def name(self) -> str:
        """ "Tháng 10 năm 2026"."""
        return f"Tháng {self.month.first.month} năm {self.month.first.year}"

    @property
    def key(self) -> str:
        """ "2026-10", as it stands in an address."""
        return f"{self.month.first:%Y-%m}"

    @property
    def trend(self) -> str:
        """A sentence: how the number of questions stands to that of the month before."""
        now, before = self.figures.questions.value, self.before.value
        if not now or not before:
            return "Chưa có tháng trước để so sánh"
        change = round(100 * (now - before) / before)
        if not change:
            return f"Số câu hỏi bằng tháng trước ({self.before})"
        return (
            f"{'tăng' if change > 0 else 'giảm'} {abs(change)}% so với tháng trước ({self.before})"
        )

    @property
    def topics(self) -> list[Line]:
        """What was asked about most."""
        return [line for line in self.figures.topics if line.count.value][:MOST_TOPICS]

    @property
    def sources(self) -> list[Line]:
        """What answered most."""
        return [line for line in self.figures.sources if line.count.value][:MOST_SOURCES]

    @property
    def work(self) -> list[tuple[str, str]]:
        """What officers did, line by line."""
        done = [(line.name, f"{line.count}{f' ({line.share})' if line.share else ''}")
                for line in self.handovers]  # fmt: skip
        return [
            *done,
            ("Câu hỏi đáp mới được đăng", str(self.published)),
            ("Nhóm câu hỏi chờ soạn (tính đến nay)", str(self.open_groups)),
            ("Tin gửi tới người dân", self.sent.summary),
        ]

    @property
    def overview(self) -> list[tuple[str, str]]:
        """The numbers at the top."""
        return [
            ("Câu hỏi", str(self.figures.questions)),
            ("Trả lời được", self.figures.answered),
            ("Người nhắn lần đầu", str(self.newcomers)),
            ("Hỏi ngoài giờ làm việc", self.after_hours.share(self.figures.questions) or "–"),
            ("Tin khẩn cấp", str(self.figures.danger)),
        ]

    def sheets(self) -> list[Sheet]:
        """The same as a workbook."""
        first = [("Trang Zalo", self.account), ("Tháng", self.name), *self.overview,
                 ("So với tháng trước", self.trend), *self.work]  # fmt: skip
        sent = Sheet("Tin đã gửi", ["Mục", "Số"], self.sent.rows)
        return [Sheet("Báo cáo tháng", ["Mục", "Nội dung"], first), *self.figures.sheets(), sent]


class MonthlyReports:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(
        self,
        reader: StatisticsReader,
        activity: ActivityCounts,
        questions: UnansweredQuestions,
        sent: SentReader,
    ) -> None:
        self._sent = sent
        self._reader = reader
        self._activity = activity
        self._questions = questions

    def of(self, oa_id: str, account: str, month: Period, library: Library) -> MonthlyReport:
        """The report of this month, which is the current one or one before."""
        found = self._reader.of(oa_id, month)
        span = span_of(month)
        counts = self._activity.handovers(oa_id, span)
        opened, answered, in_time = map(veiled, (counts.opened, counts.answered, counts.in_time))
        return MonthlyReport(
            account,
            month,
            Figures(found, library),
            veiled(self._reader.questions(oa_id, month_before(month.first))),
            veiled(_after_hours(found)),
            veiled(self._activity.newcomers(oa_id, span)),
            [
                Line("Hội thoại chuyển cho cán bộ", opened),
                Line("Cán bộ đã trả lời", answered, answered.share(opened)),
                Line("Trả lời đúng hẹn", in_time, in_time.share(answered)),
            ],
            self._activity.published(oa_id, span),
            self._questions.open_groups(oa_id),
            self._sent.of(oa_id, span),
        )


def months_until(today: date, how_many: int = 12) -> list[Period]:
    """The last months, the current one first."""
    found = [month_of(today)]
    while len(found) < how_many:
        found.append(month_of(found[-1].first - timedelta(days=1)))
    return found


def _after_hours(found: Statistics) -> int:
    return sum(count for hour, count in enumerate(found.hours) if hour not in OFFICE_HOURS)
