"""An explanation as a table to read (at most 80 columns) and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from unicodedata import normalize

from knowledge.citation import label
from knowledge.documents import Citation
from knowledge.explain import Explanation, Influence, Term, TermKind
from knowledge.validity import Period, Standing

#: Columns of the terminal, and of the labels at the left.
WIDTH, MARGIN = 80, 11

#: So many terms, groups of features and asked questions are shown; the JSON has them all.
MOST_TERMS, MOST_INFLUENCES, MOST_ASKED = 12, 8, 6

_ROW = "{:<26} {:<9} {:>5} {:>5} {:>5} {:>8} {:>5} {:>7}"
_LEGEND = (
    "(nặng: câu hỏi dựa vào từ này nhiều hay ít, 1 là thường; tên, thân, văn bản, hỏi: số lần có "
    "trong tên điều, trong nội dung điều, trong tên văn bản, trong các câu người dân hay hỏi về "
    "điều này; điểm: thêm vào điểm tìm thô)"
)
_LEAST = 0.005
KIND_NAMES = {TermKind.WORD: "từ", TermKind.PAIR: "cặp tiếng", TermKind.SYLLABLE: "tiếng"}


def table(explanation: Explanation) -> str:
    """One readable table, lines of at most 80 characters."""
    blocks = (
        _facts(explanation),
        _terms(explanation.terms),
        _influences(explanation),
    )
    return normalize("NFC", "\n\n".join("\n".join(block) for block in blocks))


def facts(explanation: Explanation) -> dict[str, object]:
    """Everything of the explanation as plain JSON values; the article by its id."""
    shown = asdict(explanation)
    article, document = shown.pop("article"), shown.pop("document")
    return {
        "id": explanation.article.id,
        "document": document["number"],
        "article": article["number"],
        "title": article["title"],
        **shown,
        "period": [day.isoformat() if day else None for day in explanation.period],
        "influences": [asdict(each) for each in explanation.influences],
    }


def _facts(it: Explanation) -> Iterator[str]:
    place = label(Citation(it.document.number, it.article.number), it.document)
    spelling = "có dấu" if it.accented else "không dấu, nên chỉ tìm theo tiếng"
    yield from _fact("Câu hỏi", it.question)
    yield from _fact("Hiểu là", f"{it.read_as} ({spelling})")
    yield from _fact("Điều", f"{place}. {it.article.title}".rstrip(". "))
    yield from _fact("Hay hỏi", asked_words(it.asked))
    yield from _fact("Hiệu lực", standing_words(it.standing, it.period))
    yield from _fact("Tìm thô", first_words(it))
    yield from _fact("Xếp hạng", rank_words(it))
    yield from _fact("Tin cậy", f"{it.confidence:.0%}: khả năng điều này trả lời đúng câu hỏi")


def _fact(name: str, value: str) -> list[str]:
    lines = textwrap.wrap(" ".join(value.split()), WIDTH - MARGIN) or [""]
    return [f"{name if not number else '':<{MARGIN}}{line}" for number, line in enumerate(lines)]


def asked_words(asked: Sequence[str]) -> str:
    """What people ask whom the article answers: the first few, and how many more there are."""
    shown = "; ".join(asked[:MOST_ASKED]) or "(chưa ghi câu nào)"
    beyond = len(asked) - MOST_ASKED
    return f"{shown}; và {beyond} câu nữa" if beyond > 0 else shown


def standing_words(standing: Standing | None, period: Period) -> str:
    """Whether the article binds on the day that was named, and since when."""
    since, until = _day(period.begins), _day(period.ends)
    if standing is Standing.NOT_YET:
        return f"CHƯA có hiệu lực, từ {since} mới áp dụng"
    if standing is Standing.EXPIRED:
        return f"đã hết hiệu lực từ {until}, nên không được tìm"
    known = "đang có hiệu lực" if standing is Standing.IN_FORCE else "không xét theo ngày"
    begins = f", từ {since}" if since else ""
    return f"{known}{begins}" + (f", đến trước {until}" if until else "")


def first_words(it: Explanation) -> str:
    """What the first stage gave the article."""
    if it.first_place is None:
        return "không có điểm"
    place, fitting = (f"{count:,}".replace(",", ".") for count in (it.first_place, it.fitting))
    return f"điểm {number(it.first_score)}, thứ {place} trong {fitting} điều có điểm"


def rank_words(it: Explanation) -> str:
    """Where the ranker put the article."""
    if it.place is None:
        return f"không ở trong {it.ranked} điều được xếp hạng"
    return f"điểm {number(it.score)}, thứ {it.place} trong {it.ranked} điều được xếp hạng"


def _terms(terms: Sequence[Term]) -> Iterator[str]:
    yield _ROW.format("Trong câu hỏi", "loại", "nặng", "tên", "thân", "văn bản", "hỏi", "điểm")
    for term in terms[:MOST_TERMS]:
        text = textwrap.shorten(term.text, 26, placeholder="…")
        weight, added = number(term.importance), number(term.added)
        yield _ROW.format(text, KIND_NAMES[term.kind], weight, *_counted(term), added)
    if rest := terms[MOST_TERMS:]:
        added = number(sum(term.added for term in rest))
        yield _ROW.format(f"và {len(rest)} từ, cặp, tiếng khác", *[""] * 6, added)
    yield from textwrap.wrap(_LEGEND, WIDTH)


def _counted(term: Term) -> tuple[int, int, int, int]:
    return term.title, term.body, term.name, term.asked


def _influences(it: Explanation) -> Iterator[str]:
    if not it.influences:
        yield "Bước xếp hạng không xét điều này."
        return
    yield "Bước xếp hạng, so với điều trung bình trong các điều được xét:"
    shown = [each for each in it.influences[:MOST_INFLUENCES] if abs(each.change) >= _LEAST]
    yield from map(_influence, sorted(shown, key=lambda each: -each.change))


def _influence(each: Influence) -> str:
    sign = "+" if each.change > 0 else "−"
    kind = "đẩy lên" if each.change > 0 else "kéo xuống"
    return f"  {sign} {number(abs(each.change)):>6}  {kind:<9}  {each.label}"


def number(value: float) -> str:
    """With two digits and a comma, as Vietnamese is written."""
    return f"{value:.2f}".replace(".", ",")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
