"""By which day something must be done.

The day of the event does not count (Bộ luật Dân sự Điều 147 khoản 3). Saturdays and Sundays are
named, holidays are not known here: the person is told that a day off moves the end to the next
working day (Điều 148 khoản 5).
"""

from __future__ import annotations

from datetime import date, timedelta

from knowledge.calculate.calculation import (
    Calculation,
    plus_months,
    plus_years,
    require,
)
from knowledge.calculate.laws import CIVIL, LABOUR, place
from knowledge.day import written
from knowledge.values import Value, rows_of, value

#: Bộ luật Lao động Điều 190 khoản 1–3: tháng; Bộ luật Dân sự Điều 623: năm.
CONCILIATOR, COUNCIL, COURT = 6, 9, 12
LAND, MOVABLES, CONFIRMATION, DEBTS = 30, 10, 10, 3

LONGEST_AGO = 100
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SATURDAY = 5


def birth_registration(birth: date, day: date) -> Calculation:
    """By when a birth is to be registered.

    Raises:
        ImpossibleFactError: a birth to come, too long ago, or under a law that is not at hand.
    """
    late = "Quá hạn vẫn đăng ký được, chị nên đi sớm."
    return _registration("birth-registration", "khai sinh", "sinh", birth, day, late)


def death_registration(death: date, day: date) -> Calculation:
    """By when a death is to be registered.

    Raises:
        ImpossibleFactError: a death to come, too long ago, or under a law that is not at hand.
    """
    late = "Quá hạn rồi chị vẫn nên đi đăng ký sớm."
    return _registration("death-registration", "khai tử", "mất", death, day, late)


def _registration(
    name: str, what: str, event: str, when: date, day: date, late: str
) -> Calculation:
    _require_past(when, day)
    rows = rows_of(name)
    require(
        rows[0].since <= when,
        f"Việc trước ngày {written(rows[0].since)} theo luật cũ, tôi chưa tính được.",
    )
    require(
        any(row.holds(when) for row in rows),
        f"Ngày {written(when)} đã theo luật mới, tôi chưa tính được. Chị hỏi cán bộ hộ tịch.",
    )
    period = value(name, when)
    until = when + timedelta(period.amount)
    passed = until < day
    result = f"Hạn đăng ký {what} là hết ngày {written(until)}, {_weekday(until)}."
    if passed:
        result = f"Hạn đăng ký {what} đã hết ngày {written(until)}. {late}"
    left = [] if passed else [f"Hôm nay {written(day)}: còn {(until - day).days} ngày."]
    return Calculation(
        f"Hạn đăng ký {what}",
        result,
        (f"Ngày {event} {written(when)} + {period.amount} ngày = {written(until)}.", *left),
        (period.basis, place(CIVIL, "147", "3"), place(CIVIL, "148", "5")),
        day,
        (*_day_off(until), *_new_law(period, until)),
        sure=period.sure,
    )


def _new_law(period: Value, until: date) -> tuple[str, ...]:
    if period.until is None or until < period.until:
        return ()
    return (
        (
            f"Từ ngày {written(period.until)} có Luật Hộ tịch mới. Hạn sau ngày đó, chị hỏi lại "
            "cán bộ hộ tịch."
        ),
    )


def labour_dispute(found: date, day: date) -> Calculation:
    """By when each body can still be asked, from the day the wrong was found out.

    Raises:
        ImpossibleFactError: a day to come, or too long ago.
    """
    _require_past(found, day)
    ends = (
        ("Hòa giải viên lao động", CONCILIATOR, "6 tháng"),
        ("Hội đồng trọng tài lao động", COUNCIL, "9 tháng"),
        ("Tòa án", COURT, "1 năm"),
    )
    lines = tuple(
        f"{who}: {length}, đến hết ngày {written(plus_months(found, months))}"
        f"{_over(plus_months(found, months), day)}."
        for who, months, length in ends
    )
    court = plus_months(found, COURT)
    verb = "đã hết" if court < day else "đến hết"
    return Calculation(
        "Hạn yêu cầu giải quyết tranh chấp lao động",
        f"Hạn đưa ra tòa {verb} ngày {written(court)}.",
        lines,
        tuple(place(LABOUR, "190", clause) for clause in ("1", "2", "3")),
        day,
        (
            f"Tính từ ngày phát hiện quyền lợi bị vi phạm: {written(found)}.",
            "Có việc bất khả kháng thì thời gian đó không tính vào hạn.",
        ),
    )


def inheritance_claim(death: date, day: date) -> Calculation:
    """By when heirs may ask for their share, from the day of death.

    Raises:
        ImpossibleFactError: a day to come, or too long ago.
    """
    _require_past(death, day)
    ends = (
        ("Xin chia nhà, đất", LAND),
        ("Xin chia tiền, xe, đồ đạc", MOVABLES),
        ("Xin xác nhận mình là người thừa kế", CONFIRMATION),
        ("Đòi nợ người mất để lại", DEBTS),
    )
    lines = tuple(
        f"{what}: {years} năm, đến hết ngày {written(plus_years(death, years))}"
        f"{_over(plus_years(death, years), day)}."
        for what, years in ends
    )
    land = plus_years(death, LAND)
    verb = "đã hết" if land < day else "đến hết"
    return Calculation(
        "Hạn đòi chia thừa kế",
        f"Hạn xin chia nhà, đất {verb} ngày {written(land)}.",
        lines,
        tuple(place(CIVIL, "623", clause) for clause in ("1", "2", "3")),
        day,
        (
            (
                "Tính từ ngày người để lại tài sản mất. Người mất đã lâu có thể tính khác, "
                "chị hỏi cán bộ."
            ),
        ),
        estimate=True,
    )


def _over(until: date, day: date) -> str:
    return " (đã hết)" if until < day else ""


def _require_past(event: date, day: date) -> None:
    require(event <= day, "Ngày này chưa tới. Chị xem lại ngày giúp tôi.")
    oldest = day.year - LONGEST_AGO
    require(event.year >= oldest, "Ngày này xa quá. Chị xem lại ngày giúp tôi.")


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def _day_off(until: date) -> tuple[str, ...]:
    moved = "thì hạn lùi đến ngày làm việc tiếp theo. Chị nên đi sớm hơn."
    if until.weekday() >= _SATURDAY:
        return (f"Ngày cuối là {_weekday(until)}. Rơi vào ngày nghỉ {moved}",)
    return (f"Nếu ngày cuối rơi vào ngày lễ {moved}",)
