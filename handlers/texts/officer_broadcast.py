"""What officers read while they prepare a broadcast from their phones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.texts.send_time import EXAMPLES

HELP = (
    "Soạn tin gửi nhiều người ngay trong Zalo:\n"
    "• #tin rồi viết nội dung\n"
    "• #tin mẹo 12, hoặc #tin mẹo và vài chữ: dùng mẹo luật có sẵn\n"
    "• #tin T5: xem một tin. Đổi ý: #tin hoàn tác\n"
    "Tôi luôn cho chị xem trước và đếm người nhận rồi mới gửi."
)
ASK_TEXT = "Chị nhắn nội dung của tin. Thôi thì nhắn “hủy”."
ASK_NEW_TEXT = "Chị nhắn lại cả nội dung. Thôi thì nhắn “hủy”."
LEFT = "Chị đang soạn dở một tin: nhắn #tin tiếp để làm tiếp, #tin hủy để bỏ."
GIVEN_UP = "Đã bỏ tin đang soạn, không có gì được gửi."
NOTHING_COMPOSED = "Không có tin nào đang soạn. Nhắn #tin để bắt đầu."
NOTHING_TO_UNDO = "Trong ngày qua chị chưa gửi tin nào từ Zalo để hoàn tác."
NO_PERMISSION = "Vai trò của chị chưa được soạn tin gửi nhiều người. Chị hỏi người quản trị nhé."
NOT_APPROVER = "Việc này cần người có quyền duyệt tin. Chị nhờ người duyệt của Hội nhé."
DANGER_FIRST = (
    "Nếu chị đang soạn tin gửi nhiều người: nhắn cả nội dung trong một tin, bắt đầu bằng #tin."
)
NO_SUCH_TIP = "Không có mẹo nào như vậy. Chị nhắn #tin mẹo và vài chữ khác, hoặc số của mẹo."
UNREADABLE_TIME = f"Tôi chưa đọc được giờ. Chị nhắn như: DUYỆT T5 8h sáng mai, hoặc {EXAMPLES}"
NO_SUCH_TIP_NOW = "Mẹo này không còn trong thư viện. Chị chọn mẹo khác."
CHANGED_SINCE = "Trên đây là bản mới nhất của {0}. Đúng rồi thì nhắn DUYỆT {0} lần nữa."

OF_EVERYBODY, OF_GROUPS = "Mọi người đã đăng ký nhận tin", "Mọi nhóm Zalo của Hội"
AUDIENCES: Mapping[str, str] = {
    "moi nguoi": "everybody", "tat ca": "everybody", "tat ca moi nguoi": "everybody",
    "nhom": "groups", "moi nhom": "groups", "cac nhom": "groups", "nhom zalo": "groups",
    "moi nhom zalo": "groups",
}  # fmt: skip
"""Words for an audience, folded, and what they mean."""
PREVIEW = "XEM TRƯỚC. Người nhận sẽ thấy:"


def to_approve(code: str) -> str:
    """What "1" stands for to whoever was asked for her approval."""
    return f"duyệt {code}"


PERSON, GROUP = "người", "nhóm"


def some_groups(count: int) -> str:
    """Groups that were chosen."""
    return f"{count} nhóm Zalo đã chọn"


def narrowed(words: str) -> str:
    """Those among them whom a filter of the console leaves."""
    return f"{words}, theo bộ lọc ở bảng điều khiển"


def came_back(name: str, count: str, share: str) -> str:
    """A number of what came back."""
    return f"• {name}: {count}" + (f" ({share})" if share else "")


def of_topic(topic: str) -> str:
    """Those who want this topic."""
    return f"Người đăng ký nhận tin về {topic}"


def which_audience(names: Sequence[str]) -> str:
    """The one short step."""
    listed = "\n".join(f"{number}. {name}" for number, name in enumerate(names, start=1))
    return f"Gửi cho ai?\n{listed}\nHoặc nhắn tên chủ đề. Thôi thì nhắn 0."


def which_tip(titles: Sequence[str], more: int) -> str:
    """Several fit what she typed."""
    listed = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, start=1))
    rest = f"\nCòn {more} mẹo nữa: chị nhắn #tin mẹo và thêm vài chữ." if more > 0 else ""
    return f"Chị muốn gửi mẹo nào?\n{listed}{rest}\nThôi thì nhắn 0."


def verdict(
    audience: str, counts: Sequence[str], when: str, remarks: Sequence[str], *, alone: bool
) -> str:
    """Under the preview: who gets it, when, and what she can do."""
    send = "Gửi" if alone else "Gửi duyệt"
    parts = [
        "\n".join([f"Gửi cho: {audience}.", *counts]),
        f"Giờ gửi: {when}. Muốn giờ khác, chị nhắn giờ, ví dụ: {EXAMPLES}",
        *remarks,
        f"1. {send}\n2. Sửa lời\n0. Hủy",
    ]
    return "\n\n".join(parts)


def gets(people: int, what: str, billed: int) -> list[str]:
    """How many get it; ``what`` is "người" or "nhóm"."""
    paid = [f"Trong đó {billed} người có thể mất phí."] if billed else []
    return [f"Nhận được: {people} {what}.", *paid]


def left_out(what: str, reasons: Mapping[str, int]) -> list[str]:
    """How many do not, and why."""
    if not reasons:
        return []
    listed = "\n".join(f"• {count}: {why}" for why, count in reasons.items())
    return [f"Không nhận: {sum(reasons.values())} {what}.\n{listed}"]


AT_ONCE = "ngay khi được duyệt"
AT_ONCE_ALONE = "ngay sau khi chị nhắn 1"


def refused(why: str) -> str:
    """It cannot be sent as it is."""
    return f"Chưa gửi được: {why}\nNhắn 2 để sửa lời, nhắn giờ khác nếu vì giờ, 0 để bỏ."


def wrong_time(why: str) -> str:
    """The hour will not do."""
    return f"{why} Ví dụ: {EXAMPLES}"


def waits(code: str, title: str, told: int) -> str:
    """It waits for somebody else's approval."""
    who = (
        f"Tôi đã nhắn {told} người duyệt."
        if told
        else "Chưa nhắn được cho người duyệt nào; chị nhờ họ mở bảng điều khiển."
    )
    return f"{code} đã lưu, chờ người khác duyệt: {title}\n{who}\nĐổi ý: nhắn 0."


def scheduled(code: str, title: str, when: str) -> str:
    """It goes out then."""
    return f"{code} sẽ gửi lúc {when}: {title}\nĐổi ý: nhắn 0, hoặc HỦY {code}."


def asks_approval(code: str, writer: str, audience: str, when: str) -> str:
    """To whoever may approve, under the preview."""
    return (
        f"{code} do {writer or 'cán bộ khác'} soạn, chờ chị duyệt.\nGửi cho: {audience}.\n"
        f"Giờ gửi: {when}.\n\n1. Duyệt (hoặc nhắn DUYỆT {code}; đổi giờ: DUYỆT {code} 8h sáng "
        f"mai)\nChưa được: nhắn TRẢ LẠI {code}: lý do."
    )


def past(code: str) -> str:
    """The hour that was wished for is over."""
    return (
        f"Giờ hẹn của {code} đã qua nên tôi chưa duyệt. Chị nhắn giờ khác: DUYỆT {code} 8h sáng "
        "mai."
    )


def not_at_that_time(code: str, why: str) -> str:
    """The hour will not do; nothing was approved."""
    return f"{why}\nTôi chưa duyệt. Chị nhắn giờ: DUYỆT {code} 8h sáng mai."


def already(code: str, state: str) -> str:
    """Somebody was faster, or it is over."""
    return f"{code} đang là «{state}»."


def approved(code: str, title: str, when: str) -> str:
    """To whoever wrote it, and to whoever approved it."""
    return f"{code} đã được duyệt, gửi lúc {when}: {title}"


def change_of_mind(code: str) -> str:
    """Under it, to whoever approved it."""
    return f"Đổi ý: nhắn HỦY {code}."


def sent_back(code: str, why: str) -> str:
    """To whoever wrote it."""
    return (
        f"{code} được trả lại để sửa. Lý do: {why or 'không ghi'}\n"
        "Chị soạn lại bằng #tin, hoặc sửa ở bảng điều khiển."
    )


def has_sent_back(code: str) -> str:
    """To whoever sent it back."""
    return f"Đã trả {code} lại cho người soạn."


def cancelled(code: str, out: int) -> str:
    """To whoever cancelled it, and whoever wrote it."""
    gone = f" {out} nơi đã nhận trước đó." if out else " Chưa ai nhận."
    return f"Đã hủy {code}, không gửi nữa.{gone}"


def paused(code: str) -> str:
    """To whoever paused it."""
    return f"Đã tạm dừng {code}. Gửi tiếp: nhắn GỬI TIẾP {code}."


def resumed(code: str) -> str:
    """To whoever let it go on."""
    return f"{code} gửi tiếp từ chỗ dừng."


def status(code: str, title: str, state: str, when: str, numbers: Sequence[str]) -> str:
    """How far it is."""
    at = f", {when}" if when else ""
    return "\n".join([f"{code}. [{state}{at}] {title}", *numbers])


def waiting_line(code: str, title: str) -> str:
    """One in the list of what waits."""
    return f"{code} · tin gửi nhiều người chờ duyệt · {title}"
