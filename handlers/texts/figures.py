"""What is said about numbers that the law changes: base salary, minimum wage, standard of
assistance.
"""

from __future__ import annotations

BASE_SALARY = "Lương cơ sở"
REFERENCE_LEVEL = "Mức tham chiếu của bảo hiểm xã hội, bằng lương cơ sở"
MINIMUM_WAGE = "Lương tối thiểu"
ASSISTANCE = "Mức chuẩn trợ giúp xã hội"

WHICH_REGION = "Nơi làm thuộc vùng nào, chị hỏi cán bộ phường giúp tôi."
PROVINCE_MAY_PAY_MORE = "Tỉnh có thể quy định mức cao hơn. Chị hỏi cán bộ phường giúp tôi."


def now(name: str, amount: str, since: str, law: str) -> str:
    """What holds today."""
    return f"{name} hiện nay là {amount}. Mức này áp dụng từ {since} ({law})."


def before(amount: str, since: str, law: str) -> str:
    """What held before that."""
    return f"Trước đó, từ {since}: {amount} ({law})."


def several_now(name: str) -> str:
    """Over what holds today, a line each."""
    return f"{name} hiện nay:"


def at_the_time(name: str) -> str:
    """Over what held at the time that was asked about, a line each."""
    return f"{name} lúc đó:"


def row(name: str, amount: str, since: str, until: str, law: str) -> str:
    """One of several, with its first and its last day ("" while it holds)."""
    days = f"từ {since} đến hết {until}" if until else f"từ {since}"
    return f"• {f'{name}, {days}' if name else days.capitalize()}: {amount} ({law})."


def unknown_before(day: str) -> str:
    """The table begins later than what was asked about."""
    return f"Trước ngày {day} tôi chưa có con số."


UNKNOWN_YET = "Tôi chưa có mức mới cho lúc đó."
NOT_READ_IN_THE_LAW = (
    "Con số này tôi chưa đọc được trong văn bản chính thức. Chị hỏi lại cán bộ cho chắc."
)
