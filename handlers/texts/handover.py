"""What she is told while an officer is called, talks to her, and has done."""

from __future__ import annotations

ASSISTANT = "TRỢ LÝ"


KEPT = "Câu chị vừa hỏi và tin chị nhắn tiếp theo, tôi giữ kín cho cán bộ đọc."
TELL_MORE = "Chị nhắn việc của chị ngay sau tin này, tôi giữ kín cho cán bộ đọc."
NOTHING_KEPT = "Chị cứ nhắn việc của chị vào đây, cán bộ mở Zalo của Hội ra sẽ đọc được."


def officer_called(kept: str, when: str, danger: str) -> str:
    """She asked for a person; ``kept`` is what the officer will read, ``when`` her answer is to be
    expected.
    """
    return (
        f"Tôi đã ghi lại là chị muốn gặp cán bộ Hội. {kept}\n\n{when} Việc gấp thì trong giờ "
        "làm việc chị đến thẳng trụ sở Hội ở phường.\n\n"
        "Trong lúc chờ, chị cứ hỏi, tôi vẫn trả lời. Khi cán bộ trả lời thì tôi im, để hai người "
        f"nói chuyện. Muốn hỏi tôi tiếp, chị nhắn “{ASSISTANT}”.\n\n{danger}"
    )


def called_when_unsure(when: str) -> str:
    """Two answers in a row were unsure, and an officer was called by itself."""
    return (
        "Hai lần liền tôi chưa trả lời chắc được cho chị. Tôi đã chuyển câu hỏi này cho cán bộ Hội "
        f"đọc. {when}"
    )


STILL_STANDS = (
    "Việc chị nhờ cán bộ Hội vẫn còn đó. Tin này tôi cũng giữ kín cho cán bộ đọc rồi trả lời chị."
)


def officer_has_it(officer: str) -> str:
    """An officer took over; the assistant says so before it falls silent."""
    return (
        f"{officer} đã nhận việc của chị và sẽ trả lời chị ở đây. Từ bây giờ tôi, trợ lý tự động, "
        f"im. Muốn hỏi tôi tiếp, chị nhắn “{ASSISTANT}”."
    )


OFFICER_WRITES = (
    "Cán bộ Hội đang trả lời chị ở đây. Từ bây giờ tôi, trợ lý tự động, im. Muốn hỏi tôi tiếp, chị "
    f"nhắn “{ASSISTANT}”."
)
ANY_OFFICER = "Cán bộ Hội"


def from_officer(officer: str, words: str) -> str:
    """An officer's own words, sent in her name."""
    return f"{officer} trả lời chị:\n\n{words}"


BACK = (
    "Cán bộ Hội đã ngừng nhắn. Bây giờ tôi, trợ lý tự động, trả lời chị tiếp. Muốn gặp lại cán bộ, "
    "chị nhắn “gặp cán bộ”."
)
RESUMED = (
    "Dạ, tôi là trợ lý tự động, tôi trả lời chị tiếp đây. Chị cứ gõ câu hỏi. Muốn gặp lại cán bộ, "
    "chị nhắn “gặp cán bộ”."
)
HERE = "Dạ, tôi đây ạ. Chị cứ gõ câu hỏi."
