"""What officers read about cases of danger. Never a name, a place or a word of hers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.people import CaseInBrief
from handlers.severity import Severity
from knowledge.day import VIETNAM

#: As short as it may stand on a locked screen.
CATEGORIES = {
    "DV": "bạo lực",
    "CSA": "trẻ em",
    "CHI": "trẻ em",
    "SEX": "bạo lực",
    "SUI": "tính mạng",
    "TRA": "mua bán người",
    "IMG": "bị đe dọa",
    "MED": "cấp cứu",
}
_IN_FULL = {
    "DV": "bạo lực",
    "CSA": "trẻ em bị xâm hại",
    "CHI": "trẻ em bị bạo hành, bỏ mặc hoặc mất tích",
    "SEX": "xâm hại, quấy rối tình dục",
    "SUI": "có người muốn tự làm hại mình",
    "TRA": "nghi mua bán người",
    "IMG": "bị đe dọa tung hình ảnh riêng tư",
}
_OTHER = "chưa rõ loại"

NEWS = {
    "safe": "người này báo đã an toàn.",
    "not_safe": "người này báo CHƯA an toàn.",
    "only_law": "người này nói chỉ hỏi luật. Chị xem lại rồi mới đóng.",
    "agreed": "người này đồng ý gặp cán bộ.",
    "declined": "người này chưa muốn gặp cán bộ.",
    "graver": "có dấu hiệu nguy hiểm hơn trước.",
    "contact": "có cách liên lạc an toàn mới.",
}


def category(code: str) -> str:
    """A category as officers call it, without details."""
    return CATEGORIES.get(code, _OTHER)


def clock(at: datetime) -> str:
    """A time that officers compare with a clock: "21:04 ngày 22/11"."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m}"


def headline(code: str, severity: str, about: str) -> str:
    """How a case is called: "việc khẩn V12 (mức C3, trẻ em)"."""
    urgent = "việc khẩn" if severity == Severity.C3 else "việc"
    return f"{urgent} {code} (mức {severity}, {category(about)})"


def alert(
    code: str, severity: str, about: str, received_at: datetime, *, again: bool, off_hours: bool
) -> str:
    """Tells an officer that a case waits."""
    opening = "Chưa ai nhận" if again else "Có"
    called = headline(code, severity, about)
    why = " Lúc này không có ai trực nên tôi báo mọi cán bộ phụ trách." if off_hours else ""
    return f"{opening} {called}, nhận lúc {clock(received_at)}.{why} Trả lời: NHẬN {code}"


def wider_alert(code: str, severity: str, received_at: datetime) -> str:
    """Tells an admin, who may not see cases, that nobody has taken one."""
    return (
        f"Chưa cán bộ nào nhận việc {code} (mức {severity}), có từ {clock(received_at)}. Chị gọi "
        "ngay cho cán bộ phụ trách việc khẩn của Hội."
    )


def news(code: str, about: str) -> str:
    """Tells an officer what became known of a case."""
    return f"{code}: {NEWS.get(about, 'có tin mới.')} Xem lại: nhắn XEM {code}"


def case_line(case: CaseInBrief) -> str:
    """A case in a list of them."""
    state = f"{case.taken_by} đang giữ" if case.taken_by else "CHƯA AI NHẬN"
    told = ", đã báo Chủ tịch UBND" if case.notified else ""
    called = f"{case.code} · {case.severity} · {category(case.category)}"
    return f"{called} · nhận lúc {clock(case.received_at)} · {state}{told}"


NO_WORK = "Lúc này không có việc nào chờ chị."
WORK = "Những việc đang chờ:"


def taking(code: str) -> str:
    """She wants to take a case."""
    return (
        f"Tôi ghi chị nhận {code}. Cách liên lạc an toàn tôi gửi ngay sau tin này. Nếu đã có người "
        "nhận trước, tôi cũng báo ngay."
    )


def already_hers(code: str, name: str) -> str:
    """A case that somebody has."""
    return f"{code} đã có {name} nhận rồi."


def taken_before(code: str, name: str) -> str:
    """To the officer who was slower."""
    return f"{code} vừa có {name} nhận trước chị. Chị không cần làm gì thêm."


def over(code: str) -> str:
    """A case that was closed meanwhile."""
    return f"{code} đã đóng, không ghi thêm được nữa."


LOOKING = "Tôi gửi ngay phần chị được xem. Mỗi lần xem đều được ghi lại."


def case_file(code: str, name: str, contact: str, happened: Sequence[str]) -> str:
    """What the officer who looks after a case needs, and no more."""
    who = f"Tên trên Zalo: {name}." if name else "Tôi chưa lấy được tên trên Zalo."
    how = f"Liên lạc an toàn: {contact}" if contact else (
        "Chưa có cách liên lạc an toàn: chị đừng tự gọi, kẻo người gây hại nghe được. Chị nhắn lại "
        "trong Zalo của Hội, lời lẽ bình thường."
    )  # fmt: skip
    next_steps = (
        f"Cần báo Chủ tịch UBND: nhắn THÔNG BÁO {code}. Làm xong: nhắn XONG {code}: kết quả."
    )
    return "\n".join([f"Hồ sơ {code}", who, how, *happened, next_steps])


OUTCOMES = (
    "đã an toàn, đã hỗ trợ",
    "đã chuyển công an hoặc UBND",
    "không liên lạc được",
    "báo nhầm, chỉ hỏi luật",
)


def which_outcome(code: str) -> str:
    """A case is to be closed, and how it ended is missing."""
    return f"Việc {code} kết thúc thế nào? Chị chọn số, hoặc nhắn XONG {code}: kết quả."


def closing(code: str) -> str:
    """A case is being closed."""
    return f"Tôi ghi kết quả và đóng {code}. Hết thời hạn lưu, hồ sơ tự hủy."


def notified(code: str) -> str:
    """She told the chairperson."""
    return f"Tôi ghi là chị đã báo Chủ tịch UBND về {code}."


def which_code(codes: Sequence[str]) -> str:
    """A command without a code while several would fit."""
    return f"Chị muốn nói việc nào: {', '.join(codes)}? Chị nhắn lại kèm mã."


def unknown_code(code: str) -> str:
    """A code that stands for nothing open."""
    return f"Tôi không thấy {code} trong những việc đang mở. Nhắn VIỆC để xem."


# -- The notice to the chairperson --

_VIOLENCE = "khoản 2 Điều 20 Luật Phòng, chống bạo lực gia đình số 13/2022/QH15"
_CHILD = "khoản 1 Điều 51 Luật Trẻ em số 102/2016/QH13, khoản 1 Điều 25 Nghị định số 56/2017/NĐ-CP"
_IF_AT_HOME = f"{_VIOLENCE} (nếu là bạo lực gia đình)"
_BASES = {"DV": (_IF_AT_HOME,), "CHI": (_CHILD, _IF_AT_HOME), "CSA": (_CHILD,)}
_NO_BASIS = (
    "Tôi chưa có điều luật ghi sẵn cho loại việc này. Chị hỏi cán bộ tư pháp phường trước khi gửi."
)


def notice(organisation: str, case: CaseInBrief) -> str:
    """The notice that the officer copies and sends herself; what is not known is left out."""
    at = f"{case.received_at.astimezone(VIETNAM):%H giờ %M, ngày %d/%m/%Y}"
    bases = _BASES.get(case.category, ())
    return "\n".join(
        [
            "THÔNG BÁO TIN BÁO",
            "Kính gửi: Chủ tịch Ủy ban nhân dân phường/xã",
            *(f"Căn cứ {basis}." for basis in bases),
            f"{organisation} nhận được tin báo qua tin nhắn Zalo lúc {at}.",
            f"Loại việc: {_IN_FULL.get(case.category, _OTHER)}. Mức: {_LEVELS[case.severity]}.",
            f"Mã hồ sơ của Hội: {case.code}.",
            "Kính đề nghị Chủ tịch xem xét, xử lý theo thẩm quyền và giữ kín thông tin người báo.",
        ]
    )


_LEVELS = {
    Severity.C3: "nguy hiểm ngay (C3)",
    Severity.C2: "nghiêm trọng (C2)",
    Severity.C1: "chưa rõ (C1)",
    Severity.N: "chưa rõ",
}


def to_complete(written_at: datetime) -> list[str]:
    """The lines of the notice that only the officer can fill in."""
    day = f"{written_at.astimezone(VIETNAM):ngày %d tháng %m năm %Y}"
    return [
        "Nơi xảy ra (nếu biết): ....................",
        f"............, {day}",
        "Người báo cáo (ký, ghi rõ họ tên): ....................",
    ]


def missing_basis(category: str) -> str:
    """What the officer asks before she sends a notice that cites no law; '' where it cites one."""
    return "" if category in _BASES else _NO_BASIS


def how_to_send(case: CaseInBrief) -> str:
    """Under the notice."""
    missing = "" if case.category in _BASES else f"{_NO_BASIS}\n"
    return (
        f"{missing}Chị sao chép, bổ sung nơi xảy ra nếu biết, rồi tự gửi. Tôi không gửi thay. Gửi "
        f"xong, chị nhắn: ĐÃ BÁO {case.code}"
    )
