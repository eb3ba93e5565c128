"""What officers read while they make a frequently asked question from their phones."""

from __future__ import annotations

from collections.abc import Sequence

HELP = (
    "Soạn câu hỏi thường gặp ngay trong Zalo:\n"
    "• Một tin: #faq Câu hỏi? | Câu trả lời | Căn cứ (căn cứ có thể bỏ)\n"
    "• Từ câu chị đã trả lời: #faq H5\n"
    "• Gửi tệp Excel, Word hoặc .csv có nhiều câu\n"
    "• Xem một câu: #faq F12. Đổi ý trong ngày: #faq hoàn tác\n"
    "Tôi luôn cho chị xem trước rồi mới đăng."
)
ASK_QUESTION = "Hoặc làm từng bước: chị nhắn câu hỏi, như người dân vẫn hỏi. Thôi thì nhắn “hủy”."
ASK_ANSWER = "Chị nhắn câu trả lời, nhiều nhất 1.800 ký tự."
ASK_BASIS = (
    "Căn cứ là điều nào của luật? Ví dụ: khoản 3 Điều 81 Luật Hôn nhân và gia đình. "
    "Không có thì nhắn “không”."
)
ASK_NEW = {
    "question": "Chị nhắn lại câu hỏi.",
    "answer": "Chị nhắn lại câu trả lời.",
    "basis": "Chị nhắn lại căn cứ, hoặc “không”.",
}
WHICH_PART = "Chị muốn sửa phần nào?"
PARTS = {"question": "Câu hỏi", "answer": "Câu trả lời", "basis": "Căn cứ"}
PUBLISH, EDIT, CANCEL = "Đăng", "Sửa", "Hủy"
TO_PUBLISH, TO_EDIT, TO_CANCEL = "#faq đăng", "#faq sửa", "#faq hủy"
"""What these choices type for her."""
CANCELLED = "Đã bỏ câu đang soạn, không có gì được đăng."
NOTHING_PENDING = "Không có câu nào đang soạn. Nhắn #faq để bắt đầu."
DANGER_FIRST = (
    "Nếu chị đang soạn câu hỏi thường gặp: nhắn cả câu trong một tin, bắt đầu bằng #faq, ví dụ: "
    "#faq Câu hỏi? | Câu trả lời."
)
READING_FILE = "Tôi đang đọc tệp của chị."
NOT_APPROVER = "Việc này cần người có quyền duyệt. Chị nhờ người duyệt của Hội nhé."
NO_PERMISSION = "Vai trò của chị chưa được soạn câu hỏi thường gặp. Chị hỏi người quản trị nhé."
FILE_NOT_FETCHED = "Tôi chưa tải được tệp từ Zalo. Chị gửi lại giúp tôi."
PRIVATE = "Xóa hết tên người, số điện thoại, địa chỉ và chuyện riêng của người hỏi."
PREVIEW = "XEM TRƯỚC. Người dân hỏi “{}” sẽ nhận:"
NOTHING_TO_UNDO = "Trong ngày qua chị chưa đăng câu nào từ Zalo để hoàn tác."
CHANGED_SINCE = (
    "{} đã có người sửa tiếp sau chị, nên tôi không hoàn tác. Chị xem ở bảng điều khiển."
)
LONGEST_SHOWN = 160
MOST_SHOWN = 3
MOST_TOLD = 5
"""Questions named in one message about what waits."""


def verdict(
    basis: str,
    warnings: Sequence[str],
    doubles: Sequence[str],
    changes: Sequence[tuple[str, str, str]],
    *,
    alone: bool,
    replaces: str = "",
) -> str:
    """Under the preview: what the answer rests on, what to look at, and what she can do."""
    publish = PUBLISH if alone else "Gửi duyệt"
    parts = [
        f"Căn cứ: {basis}" if basis else "Căn cứ: không có.",
        f"Câu này sửa {replaces} đang có." if replaces else "",
        _listed("Chị xem lại:", warnings),
        _listed("Gần giống câu đã có:", doubles),
        changed(changes),
        f"1. {publish}\n2. {EDIT}\n3. {CANCEL}",
    ]
    return "\n\n".join(part for part in parts if part)


def changed(changes: Sequence[tuple[str, str, str]]) -> str:
    """Known questions that would be answered otherwise: question, before, after."""
    if not changes:
        return ""
    lines = [
        f"• “{short(asked)}”\n  trước: {short(before)}\n  sau: {short(after)}"
        for asked, before, after in changes[:MOST_SHOWN]
    ]
    more = len(changes) - MOST_SHOWN
    rest = [f"và {more} câu nữa, xem ở bảng điều khiển."] if more > 0 else []
    head = f"Nếu đăng, câu trả lời đầu tiên của {len(changes)} câu đã biết sẽ đổi:"
    return "\n".join([head, *lines, *rest])


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1].rstrip() + "…"


def refused(why: str) -> str:
    """It cannot be published as it is."""
    return f"Chưa đăng được: {why}\nNhắn “sửa” để sửa, “hủy” để bỏ."


def published(code: str, question: str) -> str:
    """It is live."""
    return (
        f"Đã đăng {code}: {short(question)}\nNgười dân hỏi là thấy ngay. Đổi ý trong ngày: nhắn "
        "#faq hoàn tác."
    )


ASKED_IN_THE_MORNING = "Sáng ra tôi nhắn người duyệt."


def waits(code: str, question: str, told: int, *, asleep: bool = False) -> str:
    """It waits for somebody else to approve it; ``asleep``: at night nobody is told."""
    who = (
        ASKED_IN_THE_MORNING
        if asleep
        else f"Tôi đã nhắn {told} người duyệt."
        if told
        else "Chưa nhắn được cho người duyệt nào; chị nhờ họ mở bảng điều khiển."
    )
    return f"{code} đã lưu, chờ người khác duyệt: {short(question)}\n{who}"


def asks_approval(code: str, writer: str, changes: Sequence[tuple[str, str, str]]) -> str:
    """To whoever may approve, under the preview."""
    parts = [
        f"{code} do {writer or 'cán bộ khác'} soạn, chờ chị duyệt.",
        changed(changes),
        f"Đăng: nhắn DUYỆT {code}. Chưa được: nhắn TRẢ LẠI {code}: lý do.",
    ]
    return "\n\n".join(part for part in parts if part)


def ask_approval_of(waiting: Sequence[tuple[str, str]]) -> str:
    """To whoever may approve: what came to wait, codes and questions."""
    first, _ = waiting[0]
    rest = len(waiting) - MOST_TOLD
    return "\n".join(
        [
            f"{len(waiting)} câu hỏi thường gặp chờ chị duyệt:",
            *(f"• {code}: {short(question)}" for code, question in waiting[:MOST_TOLD]),
            *([f"• và {rest} câu nữa, xem ở bảng điều khiển"] if rest > 0 else []),
            f"Xem từng câu: nhắn XEM {first}. Xem xong, chị nhắn DUYỆT hoặc TRẢ LẠI.",
        ]
    )


def is_live(code: str) -> str:
    """Under what people read now."""
    return f"{code} đang đăng. Sửa hoặc gỡ ở bảng điều khiển."


def newer_version(code: str) -> str:
    """What she would approve is not what she was shown."""
    return f"Trên đây là bản mới nhất của {code}. Đúng rồi thì nhắn DUYỆT {code} lần nữa."


def approved(code: str, question: str) -> str:
    """To the officer who wrote it."""
    return f"{code} đã được duyệt và đăng: {short(question)}"


def sent_back(code: str, why: str) -> str:
    """To the officer who wrote it."""
    return f"{code} được trả lại để sửa. Lý do: {why or 'không ghi'}"


def has_sent_back(code: str) -> str:
    """To the officer who sent it back."""
    return f"Đã trả {code} lại cho người soạn."


def undone(codes: Sequence[str]) -> str:
    """What she published is taken back."""
    return f"Đã hoàn tác {', '.join(codes)}. Người dân không thấy bản đó."


def file_read(name: str, new: int, changed_: int, same: int, remarks: Sequence[str]) -> str:
    """A file that may be taken."""
    parts = [
        f"Tệp {name}: {new} câu mới, {changed_} câu sửa, {same} câu không đổi.",
        _listed("Chị xem lại:", remarks[:MOST_IN_FILE]),
        _and_more(len(remarks)),
        "Cả tệp được nhận cùng một lúc, hoặc không dòng nào.",
        f"1. {PUBLISH} hoặc gửi duyệt\n3. {CANCEL}",
    ]
    return "\n\n".join(part for part in parts if part)


MOST_IN_FILE = 12


def file_refused(name: str, problems: Sequence[str]) -> str:
    """A file of which nothing is taken."""
    listed = "\n".join(f"• {each}" for each in problems[:MOST_IN_FILE])
    more = _and_more(len(problems))
    return f"Tệp {name} chưa nhận được, chưa dòng nào được lưu:\n{listed}\n{more}".rstrip()


def file_taken(count: int, codes: Sequence[str], *, live: bool) -> str:
    """A file that was taken."""
    which = ", ".join(codes[:MOST_IN_FILE]) + ("…" if len(codes) > MOST_IN_FILE else "")
    if live:
        return f"Đã đăng {count} câu: {which}. Đổi ý trong ngày: nhắn #faq hoàn tác."
    return f"Đã lưu {count} câu, chờ người khác duyệt: {which}."


def waiting_line(code: str, question: str) -> str:
    """One in the list of what waits."""
    return f"{code} · câu hỏi thường gặp chờ duyệt · {short(question)}"


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(f"• {each}" for each in lines)]) if lines else ""


def _and_more(count: int) -> str:
    return f"… và {count - MOST_IN_FILE} điều nữa." if count > MOST_IN_FILE else ""
