"""Kind, number and name of a document as sources write them."""

from __future__ import annotations

import re

from knowledge.documents import canonical_number

KINDS = (
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Nghị định",
    "Nghị quyết liên tịch",
    "Nghị quyết",
    "Thông tư liên tịch",
    "Thông tư liên bộ",
    "Thông tư",
    "Quyết định",
    "Chỉ thị",
    "Sắc lệnh",
    "Lệnh",
    "Văn bản hợp nhất",
)
KIND_PATTERN = "(?:" + "|".join(KINDS) + ")"

_PART = r"[^\W_]+(?:&[^\W_]+)*(?:\([^\W_]+\))?"
# A blank may stand on one side of a separator ("TT- BYT", "105 /2021") but only before capitals or
# a year, or else the first word of the name would be taken for a part of the number.
_SEPARATOR = (
    r"(?:(?:\s?[-/]|[-/]\s?)(?=[A-ZĐÐƯ]{2}|TTg|(?:19|20)\d\d(?!\d))"
    r"|[-/]|\.(?=[A-ZĐ])|\s(?:-\s)?(?=[A-Z]{2,}/[A-Z]))"
)
NUMBER_PATTERN = rf"\d+[^\W\d_]?(?:{_SEPARATOR}{_PART})+"
_NUMBER = re.compile(NUMBER_PATTERN)
_LOWER_FIRST = re.compile(
    r"(?:Quy định|Hướng dẫn|Sửa đổi|Ban hành|Về|Quy chuẩn|Bãi bỏ|Bổ sung|Phê duyệt|Công bố|Quy chế"
    r"|Chi tiết)\b"
)

# The tail of a number tells the kind where the source does not; the first match counts.
_KIND_BY_TAIL = (
    (re.compile(r"VBHN"), "Văn bản hợp nhất"),
    (re.compile(r"NQLT"), "Nghị quyết liên tịch"),
    (re.compile(r"TTLT|TTLB|TT-LB|TTLN"), "Thông tư liên tịch"),
    (re.compile(r"\bPL-UBTVQH|L/CTN"), "Pháp lệnh"),
    (re.compile(r"\bNQ\b|UBTVQH"), "Nghị quyết"),
    (re.compile(r"\bNĐ\b|\d[-/]CP$"), "Nghị định"),
    (re.compile(r"\bQĐ\b|\d/TTg$"), "Quyết định"),
    (re.compile(r"\bCT\b"), "Chỉ thị"),
    (re.compile(r"\bTT\b"), "Thông tư"),
    (re.compile(r"QH\d+$|\bLCT\b"), "Luật"),
)
_JOINT_CIRCULAR = re.compile(r"TTLT")
_SENTENCE_ENDS = (".", ";", ":")
_LONGEST_HEADING = 150
_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
# Numbers of the National Assembly do not tell a code from a law.
_CODES = {
    "91/2015/QH13": "Bộ luật Dân sự",
    "92/2015/QH13": "Bộ luật Tố tụng dân sự",
    "95/2015/QH13": "Bộ luật Hàng hải Việt Nam",
    "100/2015/QH13": "Bộ luật Hình sự",
    "101/2015/QH13": "Bộ luật Tố tụng hình sự",
    "45/2019/QH14": "Bộ luật Lao động",
}


def number_in(text: str) -> tuple[str, int] | None:
    """The document number at the very start of a text, in its canonical form, and where it ends.

    Example: ``105 /2021/TT-BQP Quy định …`` gives ``("105/2021/TT-BQP", 16)``.
    """
    found = _NUMBER.match(text)
    return (clean_number(found[0]), found.end()) if found else None


def clean_number(written: str) -> str:
    """Canonical number without blanks, closing dots, or the Icelandic eth printed for Đ."""
    without_blanks = "".join(written.split()).rstrip(".,;:\"'”")
    return canonical_number(without_blanks.replace("Ð", "Đ").replace("ð", "đ"))


def kind_of(number: str) -> str:
    """The kind that a number implies: ``144/2021/NĐ-CP`` → ``Nghị định``; else ``Văn bản``."""
    if number in _CODES:
        return "Bộ luật"
    return next((kind for tail, kind in _KIND_BY_TAIL if tail.search(number)), "Văn bản")


def known_kind(written: str, number: str = "") -> str:
    """The kind in its usual spelling: ``BỘ LUẬT`` → ``Bộ luật``; unknown kinds stay as they are.

    A joint circular is often called just a circular; its number (``…/TTLT-…``) settles it.
    """
    if _JOINT_CIRCULAR.search(number):
        return "Thông tư liên tịch"
    folded = written.casefold()
    return next((kind for kind in KINDS if kind.casefold() == folded), written)


def heading_or_text(heading: str, text: str) -> tuple[str, str]:
    """Heading and text of an article; some have no text because all of it stands in the heading."""
    whole = heading.endswith(_SENTENCE_ENDS) or len(heading) > _LONGEST_HEADING
    return ("", heading) if whole and not text else (heading, text)


def full_name(kind: str, title: str) -> str:
    """Kind and title as one name: ``Luật`` + ``Trẻ em`` → ``Luật Trẻ em``."""
    title = title.strip(" ,.;:\"'“”")
    if not title:
        return kind
    if title.casefold().startswith(kind.casefold() + " "):
        title = title[len(kind) :].strip()
        if kind in _LAWS:
            title = title[0].upper() + title[1:]
    if _LOWER_FIRST.match(title):
        title = title[0].lower() + title[1:]
    return f"{kind} {title}"
