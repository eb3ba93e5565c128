"""What officers read about conversations that wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.people import WaitingInBrief
from handlers.texts.duty import clock

REASONS = {
    "asked": "muốn gặp cán bộ",
    "danger": "việc cần bảo vệ",
    "unsure": "tôi chưa trả lời chắc được hai lần liền",
    "correct_data": "muốn sửa dữ liệu cá nhân",
    "not_delivered": "câu trả lời của tôi không gửi được",
    "officer_typed": "cán bộ đang nói chuyện trên Zalo của Hội",
}
_OTHER = "cần cán bộ xem"


def reason(name: str) -> str:
    """Why a conversation was handed over."""
    return REASONS.get(name, _OTHER)


def windows(waiting: WaitingInBrief, now: datetime) -> str:
    """Until when Zalo lets the Union answer her, and what happens after that."""
    free_until, reachable_until = waiting.free_until, waiting.reachable_until
    if free_until is None or reachable_until is None or now >= reachable_until:
        return (
            "Zalo chưa cho gửi vì người này lâu rồi không nhắn. Chị cứ trả lời, tôi giữ lại và gửi "
            "ngay khi người này nhắn lại"
        )
    if now >= free_until:
        return f"đã hết 48 giờ miễn phí, còn nhắn được đến {clock(reachable_until)}"
    return f"trả lời miễn phí đến {clock(free_until)}, còn nhắn được đến {clock(reachable_until)}"


def announcement(waiting: WaitingInBrief, now: datetime) -> str:
    """A new hand-over, to the officers who are there."""
    code = waiting.code
    return (
        f"{code}: {reason(waiting.reason)}, chờ từ {clock(waiting.since)}.{_due(waiting)}\n"
        f"{_sentence(windows(waiting, now))}\n"
        f"Nhận và đọc câu hỏi: nhắn NHẬN {code}. Trả lời: nhắn TRẢ LỜI {code}: lời của chị."
    )


def escalation(waiting: WaitingInBrief, now: datetime) -> str:
    """One that waits for too long, to the admins of the account."""
    code = waiting.code
    held = f" {waiting.taken_by} đã nhận nhưng chưa trả lời." if waiting.taken_by else ""
    return (
        f"Quá hạn: {code} ({reason(waiting.reason)}) chờ từ {clock(waiting.since)} mà chưa ai trả "
        f"lời.{held}\n{_sentence(windows(waiting, now))}\n"
        f"Chị nhận thì nhắn NHẬN {code}."
    )


def line(waiting: WaitingInBrief, now: datetime) -> str:
    """One in a list of them."""
    held = f"{waiting.taken_by} đang giữ" if waiting.taken_by else "CHƯA AI NHẬN"
    until = windows(waiting, now)
    since = f"chờ từ {clock(waiting.since)}"
    return f"{waiting.code} · {reason(waiting.reason)} · {since} · {held} · {until}"


def taking(code: str) -> str:
    """She wants to take one."""
    return f"Tôi ghi chị nhận {code}. Câu hỏi tôi gửi ngay sau tin này."


LOOKING = "Tôi gửi ngay câu hỏi đang giữ."


def conversation(code: str, questions: Sequence[str], until: str) -> str:
    """What the officer who has it needs: what was asked, and until when she can answer."""
    asked = "\n".join(f"• {each}" for each in questions)
    told = (
        f"{code} hỏi:\n{asked}"
        if questions
        else f"{code}: tôi không giữ câu hỏi nào. Chị mở Zalo của Hội để đọc cuộc trò chuyện."
    )
    return (
        f"{told}\n\n{_sentence(until)}\n"
        f"Trả lời: nhắn TRẢ LỜI {code}: lời của chị. Xong: nhắn ĐÓNG {code}."
    )


def further_words(code: str, words: str) -> str:
    """She wrote again while the officer has her conversation."""
    return f"{code} nhắn thêm: {words}\nTrả lời: nhắn TRẢ LỜI {code}: lời của chị."


def may_be_danger(code: str) -> str:
    """She wrote of danger while the officer has her conversation; her words stay in Zalo."""
    return (
        f"{code}: người này vừa nhắn chuyện có thể nguy hiểm. Chị mở Zalo của Hội đọc ngay. "
        "Tôi không giữ và không chuyển lời của người này."
    )


def taken_before(code: str, name: str) -> str:
    """To the officer who was slower, or who meant one that another has."""
    return f"{code} đã có {name} nhận rồi. Chị không cần làm gì thêm."


def passed_on(code: str, giver: str) -> str:
    """A colleague gave it to her."""
    return (
        f"{giver} chuyển {code} cho chị. Đọc câu hỏi: nhắn XEM {code}. Trả lời: nhắn TRẢ LỜI "
        f"{code}: lời của chị."
    )


SOMEBODY = "cán bộ khác"


def sending(code: str) -> str:
    """Her answer goes out now."""
    return (
        f"Tôi gửi lời của chị cho {code} ngay. Từ bây giờ tôi im với người này. Không gửi được thì "
        f"tôi báo chị.\nMuốn giữ làm câu trả lời mẫu: nhắn LƯU {code}. Xong: nhắn ĐÓNG {code}."
    )


def keeping(code: str) -> str:
    """Her answer has to wait for the person's next message."""
    return (
        f"Zalo chưa cho nhắn cho {code}, vì người này lâu rồi không nhắn. Tôi giữ lời của chị, "
        f"người này nhắn lại là tôi gửi trước tiên.\nMuốn giữ làm câu trả lời mẫu: nhắn LƯU {code}."
    )


def answer_missing(code: str) -> str:
    """She gave no words to send."""
    return f"Chị viết lời muốn gửi vào cùng một tin, ví dụ: TRẢ LỜI {code}: lời của chị."


def not_sent(code: str) -> str:
    """Zalo refused her answer for good."""
    return (
        f"Zalo không nhận lời chị gửi cho {code}. Chị mở Zalo của Hội và trả lời trực tiếp, hoặc "
        "viết lại bằng lời khác."
    )


def waits_after_all(code: str) -> str:
    """Zalo did not let us write to her although the window seemed open."""
    return (
        f"Zalo chưa cho gửi lời của chị cho {code}. Tôi giữ lại, người này nhắn lại là tôi gửi "
        "trước tiên."
    )


def closing(code: str) -> str:
    """She closes one."""
    return f"Tôi đóng {code}. Người này nhắn tiếp thì tôi trả lời."


def over(code: str) -> str:
    """One that is closed already."""
    return f"{code} đã đóng rồi. Người này nhắn “gặp cán bộ” thì sẽ có mã mới."


def unknown(code: str) -> str:
    """One that is not there, or no longer."""
    return f"Không có {code}. Có thể người này đã xóa dữ liệu của mình."


def saving(code: str) -> str:
    """Her last answer becomes a draft."""
    return f"Tôi giữ câu trả lời cuối cùng trong {code} làm bản nháp."


def saved(question: str, answer: str) -> str:
    """The draft as it was kept, with what she has to look at."""
    return (
        f"Đã lưu bản nháp.\nHỏi: {question}\nĐáp: {answer}\n\n"
        "Bản nháp chưa gửi cho ai. Trước khi dùng, chị xóa hết tên người, số điện thoại, số căn "
        "cước, địa chỉ và chuyện riêng của người hỏi."
    )


def nothing_to_save(code: str) -> str:
    """There is no answer, or no question, to make a draft of."""
    return f"{code} chưa có đủ câu hỏi và câu trả lời để lưu."


def _due(waiting: WaitingInBrief) -> str:
    return f" Cần trả lời trước {clock(waiting.answer_by)}." if waiting.answer_by else ""


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
