"""What is said about easy reading, and while an answer is told piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

ON = (
    "Dạ, từ giờ mỗi lần tôi chỉ nói một ý ngắn. Chị nhắn “tiếp” là tôi nói tiếp.\n\n"
    "Muốn như cũ, chị nhắn “bình thường”."
)
OFF = "Dạ, từ giờ tôi trả lời như cũ. Muốn đọc từng ý ngắn, chị nhắn “dễ đọc”."
OFFER = (
    "Tôi có thể nói từng ý một, ít chữ, cho dễ đọc. Tôi sẽ nhớ cho những lần sau. Chị có muốn "
    "không?"
)
OFFER_BESIDE = "Chị thấy khó đọc thì nhắn “dễ đọc”. Tôi sẽ nói từng ý một, ít chữ."
KEPT = "Tôi còn nhớ là chị chọn chế độ dễ đọc, để lần sau vẫn nói ngắn."

SWITCH_ON, SWITCH_OFF = "Chế độ dễ đọc", "Bình thường"
NOT_NEEDED = "Không cần"
SAY_AGAIN = "Nói lại câu vừa rồi"
FURTHER = "Mục khác"
FURTHER_LEAD = "Đây là các mục khác:"

NEXT, BACK, LAW = "Tiếp", "Quay lại", "Xem luật"
THE_END = "Tôi nói hết rồi ạ."
NO_LAW = "Phần này tôi không có đoạn luật nào để chép ra."


def found(title: str) -> str:
    """An article that was found, before its words."""
    return f"Tôi tìm được điều luật nói về: {title}. Chị chọn “{LAW}” để đọc."


def found_untitled(reference: str) -> str:
    """The same for an article without a heading."""
    return f"Tôi tìm được {reference}. Chị chọn “{LAW}” để đọc."


def step(number: int, count: int, words: str) -> str:
    """One step of several."""
    return f"Bước {number}/{count}: {words}"


def papers(lines: Sequence[str], *, more: bool) -> str:
    """Some of the papers a procedure asks for; ``more`` for those that follow the first ones."""
    lead = "Cần có thêm:" if more else "Giấy tờ cần có:"
    return "\n".join([lead, *(f"• {line}" for line in lines)])


# -- What she did not understand --

EXPLAINED_HERE = "Tôi có bài nói dễ hiểu hơn về điều luật này. Chị chọn giúp tôi:"
NOT_EXPLAINED = (
    "Tôi không dám giải thích điều luật theo ý mình, vì dễ nói sai. Tôi chưa có bài giải thích "
    "điều này. Chị hỏi cán bộ Hội giúp."
)
SLOWER = "Tôi có thể nói lại từng ý một cho dễ hiểu. Chưa rõ nữa thì chị hỏi cán bộ Hội."
WHAT_IS_UNCLEAR = "Chị nói giúp tôi: chị chưa rõ việc gì? Chị gõ một câu ngắn là được."
