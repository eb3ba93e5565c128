"""What is said while an article of the law is read out, clause by clause."""

from __future__ import annotations

GOES_ON = "(tiếp)"
CHOOSE_FIRST = (
    "Phần này tôi đã đưa hết. Muốn xem tiếp, chị nhắn số của một mục dưới đây, hoặc hỏi câu khác:"
)


def clauses(first: str, last: str) -> str:
    """One clause, or several from the first to the last."""
    return f"khoản {first}" if first == last else f"khoản {first} đến khoản {last}"


def points(first: str, last: str) -> str:
    """One point, or several from the first to the last."""
    return f"điểm {first}" if first == last else f"điểm {first} đến điểm {last}"


def read_on_from(clause: str) -> str:
    """After the last part that is kept: how the rest is reached."""
    return f"Điều này còn dài. Chị nhắn “khoản {clause}” để tôi đọc tiếp từ đó."


def part_of_which_article(part: str) -> str:
    """A clause or point while no article is being read."""
    return (
        f"Chị muốn xem {part} của điều nào, luật nào? Chị viết đủ giúp tôi. Ví dụ: “khoản 3 điều "
        "81 luật hôn nhân và gia đình”."
    )
