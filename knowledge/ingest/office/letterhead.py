"""The facts on the first page of a document: number, kind, subject, issuer, place and day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.ingest.markup import CELL_MARK
from knowledge.ingest.naming import KINDS, NUMBER_PATTERN, clean_number, full_name, kind_of
from knowledge.ingest.office.facts import Facts
from knowledge.ingest.office.lines import Line
from knowledge.ingest.office.names import office_name, sentence_case
from knowledge.ingest.office.signs import begins_part, in_capitals, names_the_state

#: Kinds of documents that are no law; the tails of their numbers.
OFFICE_KINDS = {
    "KH": "Kế hoạch",
    "CTR": "Chương trình",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "ĐA": "Đề án",
    "BC": "Báo cáo",
    "TTR": "Tờ trình",
    "QC": "Quy chế",
    "PA": "Phương án",
    "GM": "Giấy mời",
    "KL": "Kết luận",
    "TL": "Thư ngỏ",
}
_ALL_KINDS = (*KINDS, *OFFICE_KINDS.values(), "Quy định", "Quy trình", "Công điện")
_KIND = re.compile(rf"^(?P<kind>{'|'.join(_ALL_KINDS)})(?:\s+(?P<rest>.+))?$", re.IGNORECASE)
_NUMBER = re.compile(rf"\bsố\s*:?\s*(?P<number>{NUMBER_PATTERN})", re.IGNORECASE)
_BLANK_NUMBER = re.compile(r"\bsố\s*:[\s.…_]*[/-]\s*(?P<tail>[^\W\d_]\S*)", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(?P<place>[^\W\d_][^,;|\n]{1,40}?)\s*,\s*)?"
    r"ngày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*"
    r"năm\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_BLANK_DAY = re.compile(r"ngày[\s.…_]*tháng[\s.…_\d]*năm", re.IGNORECASE)
_STATE = re.compile(
    r"c[ộô]ng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc"
    r"|đảng cộng sản việt nam",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^(?:V/v|Về việc)\s*:?\s*(?P<subject>.+)", re.IGNORECASE)
_RULE = re.compile(r"^[-_=*–—.·\s]+$")
_SUBJECT_ENDS = re.compile(
    r"^(?:Căn cứ|Kính gửi|\(?Ban hành|\(?Kèm theo|Thực hiện|Xét|Theo)\b", re.IGNORECASE
)
_SUBJECT_LINES = 5
_LONGEST_SUBJECT = 300
_HEAD_LINES = 60


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head tells, what it leaves blank, and how many lines it takes up."""

    facts: Facts
    number_blank: bool = False
    day_blank: bool = False
    name_was_capitals: bool = False
    length: int = 0


def read(lines: list[Line]) -> Letterhead:
    """The head of the document, up to its subject."""
    head = [line.text for line in lines[: _head_length(lines)]]
    whole = "\n".join(head)
    number, day = _NUMBER.search(_told(whole)), _DAY.search(whole)
    at, kind, title = _kind_and_title(head)
    written = clean_number(number["number"]) if number else ""
    kind = kind or (kind_by_number(written) if written else "")
    subject = " ".join(title)
    facts = Facts(
        number=written,
        kind=kind,
        name=_name(kind, subject),
        issuer=office_name(" ".join(_offices(head))),
        place=" ".join((day["place"] or "").split()) if day else "",
        issued=_date(day),
    )
    blank = not number and bool(_BLANK_NUMBER.search(whole))
    no_day = not day and bool(_BLANK_DAY.search(whole))
    return Letterhead(facts, blank, no_day, in_capitals(subject), at)


def kind_by_number(number: str) -> str:
    """``12/KH-UBND`` → ``Kế hoạch``; a law's kind by the rules for laws."""
    for part in re.split(r"[/-]", number.upper()):
        if part in OFFICE_KINDS:
            return OFFICE_KINDS[part]
    kind = kind_of(number)
    return "" if kind == "Văn bản" else kind


def _told(whole: str) -> str:
    """The head without the documents it rests on, whose numbers are not its own."""
    basis = re.search(r"^(?:Căn cứ|Thực hiện|Theo)\b", whole, re.MULTILINE)
    return whole[: basis.start()] if basis else whole


def _head_length(lines: list[Line]) -> int:
    """The head ends where the first part begins."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        own_number = _NUMBER.match(line.text) or _BLANK_NUMBER.match(line.text)
        if begins_part(line.text) and not own_number and not _SUBJECT_ENDS.match(line.text):
            return index
    return min(len(lines), _HEAD_LINES)


def _kind_and_title(head: list[str]) -> tuple[int, str, list[str]]:
    """Where the subject ends, the kind, and the lines of the subject."""
    for index, text in enumerate(head):
        found = _KIND.match(text)
        if found and (in_capitals(text) or not found["rest"]) and not _NUMBER.search(text):
            kind = next(kind for kind in _ALL_KINDS if kind.casefold() == found["kind"].casefold())
            title = [found["rest"]] if found["rest"] else []
            title += _subject(head[index + 1 :], set(head[:index]))
            return index + 1 + len(title) - bool(found["rest"]), kind, title
    for index, text in enumerate(head):
        if found := _SUBJECT.match(text.split(CELL_MARK)[0]):
            return index + 1, "Công văn", [found["subject"]]
    return _after_letterhead(head), "", []


def _after_letterhead(head: list[str]) -> int:
    """Behind the last line that names the State, a number, or the day of issue."""
    formal = [
        index
        for index, text in enumerate(head)
        if names_the_state(text)
        or _NUMBER.search(text[:40])
        or (_DAY.search(text) and len(text) < 80)
    ]
    return max(formal) + 1 if formal and max(formal) < _HEAD_LINES // 3 else 0


def _subject(after: list[str], before: set[str]) -> Iterator[str]:
    """The lines under the kind, up to a rule, the first sentence, or the issuer's name again."""
    length = 0
    for text in after[:_SUBJECT_LINES]:
        length += len(text)
        ends = _RULE.match(text) or _SUBJECT_ENDS.match(text) or begins_part(text)
        ends = ends or text in before or (text is not after[0] and not _continues(after[0], text))
        if ends or length > _LONGEST_SUBJECT or text.endswith((".", ":", ";")):
            return
        yield text


def _continues(first: str, text: str) -> bool:
    """A further line of a subject: all in capitals like the first, or begun with a small letter."""
    return in_capitals(first) if in_capitals(text) else not text[0].isupper()


def _name(kind: str, subject: str) -> str:
    title = sentence_case(subject) if in_capitals(subject) else subject
    if kind not in KINDS and title[1:2].islower() and _second(title).islower():
        title = title[0].lower() + title[1:]
    return full_name(kind, title) if kind and title else title


def _second(title: str) -> str:
    """The second word: where it has a capital too, the first is likely a name."""
    return title.split()[1] if " " in title else ""


def _offices(head: list[str]) -> Iterator[str]:
    """The lines of the issuer: in capitals, above the number, without State and motto."""
    for text in head:
        before, number, _ = _before_number(text)
        for cell in _STATE.sub(CELL_MARK, before).split(CELL_MARK.strip()):
            cell = _DAY.sub("", cell).strip(" *-–_.,|")
            if cell and in_capitals(cell) and not _KIND.match(cell):
                yield cell
        if number or _KIND.match(text):
            return


def _before_number(text: str) -> tuple[str, str, str]:
    found = _NUMBER.search(text) or _BLANK_NUMBER.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _date(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
