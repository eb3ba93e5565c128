"""Check of everything an officer may edit here: ``python -m handlers.crisis.check``.

Prints one Vietnamese sentence a problem; exit 0 when there is none, 1 otherwise. Texts that no
officer has approved are named too, and change nothing in the exit code.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from handlers.crisis import replies
from handlers.crisis.approvals import approvals, unapproved, version
from handlers.crisis.lexicon import LexiconError, phrases, written
from handlers.crisis.numbers import NUMBERS, Hotline, hotlines
from handlers.crisis.rules import Rule, rules

#: After so long a telephone number has to be checked again.
FRESH = timedelta(days=90)
#: Classes that are read from figures, not from lists.
FROM_FIGURES = frozenset(("many_pills",))
#: What must never be said to a person in danger.
FORBIDDEN = (
    "đã báo công an", "đã gọi công an", "bình tĩnh", "tha thứ", "vì con mà", "chắc chắn sẽ",
    "bí mật tuyệt đối", "sao chị không", "nhường nhịn", "nhịn đi", "làm lành",
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_PHONE = re.compile(r"\d[\d ]{2,}\d|\b1\d\d\b")


def problems(today: date) -> list[str]:
    """Every problem of lists, rules, numbers and replies, as sentences; [] when all is well.

    ``today`` decides which numbers are due for another check.
    """
    try:
        lists = list(chain(list_problems(written()), rule_problems(rules(), phrases())))
    except LexiconError as error:
        lists = [str(error)]
    texts = replies.every_text()
    return [*lists, *number_problems(hotlines(), today), *reply_problems(texts)]


def warnings(today: date) -> list[str]:
    """What whoever runs the service must know: numbers to check, texts that wait for approval."""
    texts = replies.every_text()
    waiting = unapproved(texts, approvals())
    numbers = list(number_problems(hotlines(), today))
    if not waiting:
        return numbers
    told = (
        f"{len(waiting)} trong {len(texts)} câu trả lời khi nguy hiểm chưa được cán bộ Hội duyệt "
        f"(bản {version(texts)}): python -m handlers.crisis.approve cho đọc từng câu."
    )
    return [*numbers, told]


def list_problems(lists: dict[str, list[str]]) -> Iterator[str]:
    """Entries that stand twice in one class."""
    for name, entries in lists.items():
        counts = Counter(entry.removesuffix("!") for entry in entries)
        yield from (f"Nhóm {name}: cụm “{e}” được ghi {n} lần." for e, n in counts.items() if n > 1)


def rule_problems(used: Iterable[Rule], classes: Iterable[str]) -> Iterator[str]:
    """Rules with the same name, without patterns, or with classes that do not exist."""
    known = {*classes, *FROM_FIGURES}
    seen: set[str] = set()
    for rule in used:
        if rule.id in seen:
            yield f"Luật {rule.id}: tên này đã dùng cho một luật khác."
        seen.add(rule.id)
        if not rule.patterns:
            yield f"Luật {rule.id}: chưa có mẫu nào."
        yield from (f"Luật {rule.id}: không có nhóm nào tên “{kind}”."
                    for kind in sorted(rule.classes() - known))  # fmt: skip


def number_problems(numbers: Mapping[str, Hotline], today: date) -> Iterator[str]:
    """Numbers that nobody has confirmed, or not for 90 days."""
    for row in numbers.values():
        if row.verified_on is None:
            yield f"Số {row.number} ({row.what}) chưa ai xác nhận, nên không hiện ra."
        elif today - row.verified_on > FRESH:
            yield (
                f"Số {row.number} ({row.what}) kiểm tra lần cuối ngày "
                f"{row.verified_on:%d/%m/%Y}, quá 90 ngày: gọi thử rồi sửa ngày trong numbers.yaml."
            )


def reply_problems(texts: dict[str, str]) -> Iterator[str]:
    """Replies that are too long, hide the number, or say what must not be said."""
    for name, text in texts.items():
        if len(text) > replies.LONGEST:
            yield f"Câu {name} dài {len(text)} chữ cái, nhiều nhất {replies.LONGEST}."
        if not _shows_number_early(name, text):
            yield f"Câu {name}: số điện thoại phải đứng ngay đầu."
        yield from (f"Câu {name}: không được viết “{words}”."
                    for words in FORBIDDEN if words in text.lower())  # fmt: skip
        yield from (f"Câu {name}: số “{number}” không có trong numbers.yaml."
                    for number in strange_numbers(text))  # fmt: skip


def _shows_number_early(name: str, text: str) -> bool:
    """A C3 card names a number in its first sentence, a C2 card in its first two."""
    first = {"cards.C3": 1, "cards.C2": 2}.get(".".join(name.split(".")[:2]))
    if first is None:
        return True
    opening = " ".join(_SENTENCE.split(text)[:first])
    return any(number in opening for number in NUMBERS.values())


def strange_numbers(text: str) -> list[str]:
    """What looks like a telephone number and is none of ours."""
    for number in NUMBERS.values():
        text = text.replace(number, "")
    text = re.sub(r"\d+/\d{4}/\S+", "", text)
    return [found.strip() for found in _PHONE.findall(text)]


def main() -> int:
    """Print the problems as of today, then the warnings; the exit code speaks of problems only."""
    today = datetime.now(UTC).date()
    found = problems(today)
    noted = [each for each in warnings(today) if each not in found]
    lines = [*(found or ["Danh sách và số đều ổn."]), *noted]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
