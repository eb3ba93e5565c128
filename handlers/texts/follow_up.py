"""What is said when a message goes on with what was asked before."""

from __future__ import annotations

from collections.abc import Sequence

ANOTHER_MATTER = "Tôi hỏi việc khác"
ASK_APART = "hỏi việc khác:"
"""Before a question that is to be read by itself."""


def going_on(about: str) -> str:
    """Over an answer that was found with the topic of the conversation."""
    return f"Tôi hiểu chị hỏi tiếp về: {about.rstrip(' .?!')}."


BEFORE = "câu chị vừa hỏi"


READ_IN_DANGER = (
    "Tôi đã đọc điều chị vừa nói. Chị muốn biết việc gì thì hỏi một câu ngắn, ví dụ “báo ai”. Hoặc "
    "chị chọn:"
)
"""To whoever tells more after danger, where nothing answers it."""


def nothing_apart(about: str) -> str:
    """Nothing answers the new part by itself: what is nearest can be picked."""
    return (
        f"{going_on(about)} Tôi chưa có câu trả lời riêng cho ý này. Chị xem mục gần nhất, hoặc "
        "hỏi cán bộ:"
    )


def told_more(about: str) -> str:
    """Nothing is known on what she told: the answer before is the general rule."""
    return (
        f"{going_on(about)} Điều chị vừa nói thì tôi chưa có câu trả lời riêng; câu trả lời trước "
        "là quy định chung. Chị muốn biết thêm gì thì hỏi một câu ngắn, xem mục gần nhất, hoặc hỏi "
        "cán bộ:"
    )


def ask_before_going(where: str) -> str:
    """A paper is missing: where to ask whether another will do."""
    return f"Thiếu giấy thì chị khoan đi, hỏi trước xem thay giấy khác được không: {where}."


def said_before(about: str, words: str) -> str:
    """The sentences of the last answer that have to do with the new part."""
    return f"{going_on(about)} Câu trả lời trước có nói:\n\n“{words}”"


# -- One part of the card that answered --


def part(title: str, fact: str) -> str:
    """One fact of a card, under its title."""
    return f"{title}\n\n{fact}"


def not_written(title: str) -> str:
    """The card has nothing on the part that is asked for."""
    return (
        f"Về “{title}”, tôi chưa có thông tin này, nên không dám nói. Chị hỏi nơi làm thủ tục hoặc "
        "cán bộ Hội nhé."
    )


WHO_SIGNS = "Tôi không có tên người ký."


def issued_by(law: str, issuer: str) -> str:
    """Who made a law."""
    return f"{WHO_SIGNS} Cơ quan ban hành {law}: {issuer}."


def addresses(lines: Sequence[str]) -> str:
    """Where the words can be read on the internet, a line each."""
    return "\n".join(["Chị bấm vào để xem bản gốc:", *lines])


def no_address(laws: Sequence[str]) -> str:
    """No address on the internet is known."""
    named = "; ".join(laws)
    where = f" Chị tìm theo số văn bản: {named}." if named else ""
    return f"Tôi chưa có đường dẫn tới bản gốc.{where}"


def examples(title: str, lines: Sequence[str]) -> str:
    """Questions that people ask on the matter of the card."""
    asked = "\n".join(f"• {line}" for line in lines)
    return f"Ví dụ những câu hay hỏi về “{title}”:\n{asked}"


CALCULATED_EXAMPLE = "Chị bấm “Tính thử”, cho tôi vài con số, tôi tính thành ví dụ."
