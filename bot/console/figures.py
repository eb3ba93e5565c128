"""Statistics as pages and sheets show them: veiled, named, in the order of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.console.spreadsheet import Sheet, Value
from bot.exchanges.statistics import Statistics
from bot.exchanges.veil import NOTE, Veiled, veiled
from bot.faq.cards import KIND as FAQ
from bot.faq.cards import faq_id
from bot.store.exchanges import ASKED
from handlers.exchange import Outcome
from knowledge.citation import label
from knowledge.day import written
from knowledge.documents import Citation
from knowledge.search import Library

OUTCOMES = {
    Outcome.ANSWERED: "Trả lời được",
    Outcome.UNSURE: "Đưa ra lựa chọn",
    Outcome.REFUSED: "Chưa trả lời được",
    Outcome.HANDED_OVER: "Chuyển cán bộ",
}
NO_TOPIC = "chưa rõ chủ đề"
NO_CARD = "Trả lời bằng điều luật"
TOO_FEW = "chưa đủ số liệu"
MOST_TOPICS, MOST_SOURCES = 10, 10


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: a name, a number, and how many of a hundred ('' for none). ``link`` is a
    page that tells more, '' for none.
    """

    name: str
    count: Veiled
    share: str = ""
    link: str = ""

    @property
    def bar(self) -> tuple[str, int, str]:
        """As the macro ``bars`` takes it."""
        return self.name, self.count.size, f"{self.count}{f' · {self.share}' if self.share else ''}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a chart: its name, the short name under it, and its number."""

    name: str
    short: str
    count: Veiled


class Figures:
    """The numbers of ``Statistics`` as they may be shown."""

    def __init__(self, statistics: Statistics, library: Library) -> None:
        self._of = statistics
        self._library = library
        self.note = NOTE
        self.questions = veiled(statistics.questions)
        self.danger = veiled(statistics.danger)
        self.median = duration(statistics.median)
        self.slow = duration(statistics.slow)
        self.timed = statistics.median is not None

    @property
    def period(self) -> str:
        """The days: "từ 01/11/2026 đến 30/11/2026"."""
        days = self._of.period
        return f"từ {written(days.first)} đến {written(days.last)}"

    @property
    def outcomes(self) -> list[Line]:
        """What became of the questions."""
        counts = ((OUTCOMES[each], veiled(self._of.outcomes.get(each, 0))) for each in ASKED)
        return [Line(name, count, count.share(self.questions)) for name, count in counts]

    @property
    def answered(self) -> str:
        """How many of a hundred were answered."""
        return self.outcomes[0].share or "–"

    @property
    def topics(self) -> list[Line]:
        """Most asked first; those of no topic last."""
        named = [pair for pair in self._of.topics if pair[0]]
        unnamed = [(NO_TOPIC, count) for name, count in self._of.topics if not name]
        counts = ((name, veiled(count)) for name, count in (*named, *unnamed))
        return [Line(_capital(name), count, count.share(self.questions)) for name, count in counts]

    @property
    def topic_table(self) -> list[tuple[str, list[Veiled]]]:
        """Topic → what became of its questions, in the order of ``OUTCOMES``."""
        order = [*(name for name, _ in self._of.topics if name), ""]
        return [
            (_capital(name or NO_TOPIC), [veiled(became.get(each, 0)) for each in ASKED])
            for name in order
            if (became := self._of.became.get(name)) and any(became.get(each) for each in ASKED)
        ]

    @property
    def hours(self) -> list[Column]:
        """The hours of a day."""
        counts = enumerate(map(veiled, self._of.hours))
        return [Column(f"{hour} giờ", f"{hour}", count) for hour, count in counts]

    @property
    def steps(self) -> list[Column]:
        """The days or months of the period."""
        return [
            Column(_step_name(each.first, each.whole_month), _short(each.first, each.whole_month),
                   veiled(each.questions))
            for each in self._of.steps
        ]  # fmt: skip

    @property
    def by_month(self) -> bool:
        """Whether the steps are months."""
        return any(each.whole_month for each in self._of.steps)

    @property
    def every(self) -> int:
        """Each how-many-eth step has its name under it, so that they do not touch."""
        return 1 + len(self._of.steps) // 13

    @property
    def sources(self) -> list[Line]:
        """What answered most, with a link to it."""
        found = self._of.sources[:MOST_SOURCES]
        return [self._source(source, veiled(count)) for source, count in found]

    @property
    def opinions(self) -> list[Line]:
        """What people thought of answers."""
        counts = (("Có ích", veiled(self._of.useful)), ("Chưa có ích", veiled(self._of.useless)))
        whole = veiled(self._of.useful + self._of.useless)
        return [Line(name, count, count.share(whole)) for name, count in counts]

    @property
    def disliked(self) -> list[Line]:
        """The answers that five or more said were of no use, the worst first."""
        worst = sorted(self._of.opinions, key=lambda each: each.useful - each.count)
        counts = ((each.card, veiled(each.count - each.useful)) for each in worst)
        shown = [(card, count) for card, count in counts if count.value]
        return [self._source(card, count) for card, count in shown[:MOST_SOURCES]]

    def _source(self, source: str, count: Veiled) -> Line:
        name, link = title_of(self._library, source)
        return Line(name, count, link=link)

    # -- Sheets --

    def sheets(self) -> list[Sheet]:
        """The same as a workbook."""
        return [
            Sheet("Tổng hợp", ["Mục", "Số"], self._overview()),
            Sheet("Chủ đề", ["Chủ đề", *OUTCOMES.values()], list(_cells(self.topic_table))),
            Sheet("Giờ", ["Giờ", "Số câu hỏi"], _lines(self.hours)),
            Sheet("Thời gian", ["Ngày hoặc tháng", "Số câu hỏi"], _lines(self.steps)),
            Sheet("Được trả lời nhiều", ["Câu trả lời", "Số lượt"], _lines(self.sources)),
            Sheet("Chưa có ích", ["Câu trả lời", "Số ý kiến"], _lines(self.disliked)),
        ]

    def _overview(self) -> list[Sequence[Value]]:
        return [
            ("Khoảng thời gian", self.period),
            ("Câu hỏi", self.questions.cell),
            *_lines(self.outcomes),
            ("Khẩn cấp", self.danger.cell),
            ("Một nửa số câu được trả lời trong", self.median),
            ("95% số câu được trả lời trong", self.slow),
            *_lines(self.opinions),
            ("Ghi chú", self.note),
        ]


def duration(milliseconds: float | None) -> str:
    """ "0,8 giây", "2 phút", "chưa đủ số liệu"."""
    if milliseconds is None:
        return TOO_FEW
    seconds = milliseconds / 1000
    if seconds < 90:
        return f"{seconds:.1f} giây".replace(".", ",")
    minutes = seconds / 60
    return f"{minutes:.0f} phút" if minutes < 90 else f"{minutes / 60:.1f} giờ".replace(".", ",")


def title_of(library: Library, source: str) -> tuple[str, str]:
    """What a card or an article is called, and the page that shows it ('' for none)."""
    if not source:
        return NO_CARD, ""
    card = library.card(source)
    if card is not None and card.kind == FAQ:
        return card.title, f"/faq/{faq_id(card)}"
    if card is not None:
        return card.title, f"/kho-luat/the/{source}"
    article = library.article(source)
    if article is None:
        return "Câu trả lời đã gỡ", ""
    place = label(Citation(article.document, article.number), library.document(article.document))
    return place, f"/kho-luat/dieu/{source}"


def _cells(table: Iterable[tuple[str, Sequence[Veiled]]]) -> Iterable[Sequence[Value]]:
    for name, counts in table:
        yield name, *(each.cell for each in counts)


def _lines(lines: Iterable[Line | Column]) -> list[Sequence[Value]]:
    return [(each.name, each.count.cell) for each in lines]


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _step_name(day: date, whole_month: bool) -> str:
    return f"Tháng {day.month}/{day.year}" if whole_month else written(day)


def _short(day: date, whole_month: bool) -> str:
    return f"T{day.month}" if whole_month else f"{day.day}"
