"""What is said about a person's data: what is kept, what she allows, what she asks for.

A text that she is asked with stays here under its version for good: what she agreed to is proven by
the version and the digest of the words that she saw.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.people import Purpose

# -- What she allows --

#: Version → the words she was shown. A word changed is a new version; old ones are never removed.
WORDINGS = {
    "1": (
        "Tôi xin phép chị từng việc một. Chị không cho cũng không sao, tôi vẫn tìm luật trả lời "
        "chị.\n\n"
        "• Nhớ lâu: tôi nhớ câu hỏi gần nhất và mục đang chọn nhiều nhất 30 ngày, để lần sau chị "
        "hỏi tiếp. Chị không cho thì tôi chỉ nhớ 1 ngày.\n"
        "• Tự báo cán bộ: hai lần liền tôi chưa trả lời chắc được thì tôi báo cán bộ Hội, kèm câu "
        "chị hỏi. Chị không cho thì khi nào chị nhờ, tôi mới báo.\n"
        "• Mẹo luật: thỉnh thoảng Hội gửi chị một điều luật nên biết. Chị không cho thì Hội không "
        "gửi.\n\n"
        "Cho rồi, lúc nào chị cũng rút lại được. Chị chỉ cần nhắn “rút đồng ý”."
    )
}
VERSION = "1"
ASKED = WORDINGS[VERSION]

ALLOW = "Chọn việc cho phép"
ANSWERS_ON = "Cho trả lời"
GIVE = {
    Purpose.HISTORY: "Cho nhớ lâu",
    Purpose.OFFICER: "Cho tự báo cán bộ",
    Purpose.TIPS: "Cho gửi mẹo luật",
    Purpose.ANSWERS: ANSWERS_ON,
}
TAKE_BACK = {
    Purpose.HISTORY: "Thôi nhớ lâu",
    Purpose.OFFICER: "Thôi tự báo cán bộ",
    Purpose.TIPS: "Thôi gửi mẹo luật",
    Purpose.ANSWERS: "Thôi trả lời",
}
TAKE_ALL_BACK = "Rút hết"
GIVEN = {
    Purpose.HISTORY: "Dạ, tôi sẽ nhớ cuộc trò chuyện nhiều nhất 30 ngày.",
    Purpose.OFFICER: "Dạ, hai lần liền chưa trả lời chắc được thì tôi tự báo cán bộ Hội.",
    Purpose.TIPS: "Dạ, khi Hội có mẹo luật thì Hội gửi cho chị.",
    Purpose.ANSWERS: "Dạ, tôi trả lời chị như trước. Chị cứ gõ câu hỏi.",
}
STOPPED = {
    Purpose.HISTORY: "Dạ, từ giờ tôi chỉ nhớ cuộc trò chuyện trong 1 ngày.",
    Purpose.OFFICER: "Dạ, từ giờ chị nhờ thì tôi mới báo cán bộ Hội.",
    Purpose.TIPS: "Dạ, từ giờ Hội không gửi mẹo luật cho chị nữa.",
    Purpose.ANSWERS: (
        "Dạ, tôi đã dừng mọi việc. Tôi không trả lời câu hỏi của chị nữa, và đã quên cuộc trò "
        "chuyện.\n\nMuốn tôi trả lời lại, chị nhắn “cho trả lời”. Lúc nguy hiểm chị cứ nhắn, tôi "
        "vẫn đưa số để gọi."
    ),
}
TAKE_BACK_LEAD = "Chị muốn rút lại việc nào?"
NOTHING_TO_TAKE_BACK = (
    "Chị chưa cho phép thêm việc nào, nên không có gì phải rút. Chị không muốn tôi trả lời nữa thì "
    "chọn “Rút hết”."
)


def not_allowed(danger: str) -> str:
    """To somebody who took everything back and writes again."""
    return (
        "Chị đã rút đồng ý, nên tôi không tìm luật theo tin nhắn này. Muốn tôi trả lời lại, chị "
        f"nhắn “cho trả lời”.\n\n{danger}"
    )


# -- What is kept --

ERASE, SEE, CORRECT, WITHDRAW = "Xóa dữ liệu", "Xem dữ liệu", "Sửa dữ liệu", "Rút đồng ý"


def what_is_kept(organisation: str) -> str:
    """Answer to "dữ liệu của tôi": what is kept of anybody, and for how long."""
    return (
        "Tôi giữ những điều này về chị:\n"
        "• Câu hỏi gần nhất, điều luật vừa xem, mục chọn và số liệu tính dở. Phần này tự xóa sau 1 "
        "ngày chị không nhắn. Chị cho nhớ lâu thì nhiều nhất 30 ngày.\n"
        "• Ghi chú an toàn trong một ngày, nếu chị vừa kể chuyện nguy hiểm.\n"
        "• Mã Zalo của chị ở trang này và lần nhắn gần nhất, để gửi được câu trả lời.\n"
        "• Việc chị nhờ gặp cán bộ, hoặc câu trả lời tôi gửi không được, để cán bộ theo dõi.\n"
        "• Câu hỏi tôi chưa trả lời được, che tên và số, để Hội soạn câu trả lời. Chị có cho báo "
        "cán bộ thì mới kèm mã Zalo, nhiều nhất 30 ngày.\n"
        "• Những việc chị đã cho phép.\n\n"
        f"Tin nhắn còn nằm trên Zalo của chị và của {organisation}. Chị chọn một việc dưới đây."
    )


NOT_TOLD_HERE = (
    "Phòng khi người khác cầm máy, tôi không nhắc lại chị đã hỏi gì. Việc riêng chị từng nhờ Hội "
    "giúp, nếu có, tôi cũng không kể ở đây. Chị gặp cán bộ Hội để xem."
)
SEE_LATER = "Lúc này tôi chưa mở được sổ ghi. Ít phút nữa chị nhắn lại “xem dữ liệu” nhé."


def held(lines: Sequence[str]) -> str:
    """What is held about her, a line each."""
    return "\n".join(["Tôi đang giữ về chị:", *(f"• {line}" for line in lines)])


def known_since(day: str) -> str:
    """Since when her Zalo id is known here; "" when that is not known."""
    since = f", từ ngày {day}" if day else ""
    return f"Mã Zalo của chị ở trang này{since}."


def remembered_for(days: int) -> str:
    """How long the conversation is remembered."""
    return f"Câu hỏi gần nhất và mục đang chọn, giữ {days} ngày từ tin nhắn cuối của chị."


KEPT_TOPIC = "Chuyện chị đang hỏi, để hiểu câu hỏi tiếp; nửa giờ không nhắn là tôi quên."
KEPT_FRAGMENT = "Nửa câu chị vừa nhắn, để ghép với câu sau."
KEPT_FORM = "Số liệu một việc đang tính dở, để tính tiếp khi chị muốn."


def allowed(names: Sequence[str]) -> str:
    """What she allows now."""
    if not names:
        return "Chị chưa cho phép thêm việc nào."
    return f"Chị đã cho phép: {'; '.join(names)}."


NAMES = {
    Purpose.HISTORY: "nhớ lâu",
    Purpose.OFFICER: "tự báo cán bộ",
    Purpose.TIPS: "gửi mẹo luật",
}
WAITS_FOR_OFFICER = "Chị đang chờ cán bộ Hội trả lời."


def open_requests(codes: Sequence[str]) -> str:
    """Requests about her data that are not done yet."""
    return f"Yêu cầu của chị đang làm: {', '.join(codes)}."


# -- What she asks for --


def receipt(code: str) -> str:
    """The number of a request that was done at once."""
    return f"Mã yêu cầu của chị: {code}. Chị giữ mã này để hỏi lại khi cần."


ASK_ERASE = (
    "Chị muốn tôi xóa hết những gì tôi nhớ về chị? Xóa rồi không lấy lại được. Việc chị đang nhờ "
    "cán bộ cũng bị bỏ."
)
CONFIRM_ERASE, KEEP = "Đồng ý xóa hết", "Không xóa"
KEPT = "Dạ, tôi không xóa gì."
FORGOTTEN = (
    "Tôi đã xóa những gì tôi nhớ về chị, cả việc chị nhờ gặp cán bộ.\n\n"
    "Tin nhắn cũ vẫn còn trên Zalo: chị có thể tự xóa ở máy mình. Điều chị đã kể với cán bộ thì "
    "cán bộ vẫn biết. Hồ sơ Hội phải giữ để bảo vệ người gặp nguy hiểm, nếu có, thì hết hạn mới "
    "xóa. Muốn biết thêm, chị hỏi cán bộ Hội."
)
ONLY_THE_NUMBER = "Sổ yêu cầu chỉ còn mã này và ngày, không ghi chị là ai."


def to_correct(code: str, reply_by: str, finish_by: str) -> str:
    """She wants something put right: an officer does that, until these days."""
    return (
        "Tôi đã ghi lại là chị muốn sửa dữ liệu. Chị nhắn vào đây chỗ nào sai, sửa thành gì. Cán "
        f"bộ trả lời chị chậm nhất ngày {reply_by}, sửa xong chậm nhất ngày {finish_by}.\n\n"
        f"{receipt(code)}"
    )


TO_CORRECT_LATER = (
    "Tôi đã báo cán bộ Hội là chị muốn sửa dữ liệu. Chị nhắn vào đây chỗ nào sai, sửa thành gì."
)

# -- To officers --


def overdue(codes: Sequence[str]) -> str:
    """Requests that wait for too long."""
    return (
        f"Yêu cầu về dữ liệu cá nhân đã quá hạn: {', '.join(codes)}. Chị nhờ người quản trị máy "
        "chủ mở sổ yêu cầu, trả lời người dân và ghi là đã xong."
    )
