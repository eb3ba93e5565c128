"""Maternity: how long, until when, how much; the husband's days; recovery.

``child`` tells which child is born: 1, 2 (the mother has one living child of her own), 3 or more.
``babies`` is how many are born this time.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from knowledge.calculate.calculation import (
    Calculation,
    money,
    number,
    plus_months,
    require,
)
from knowledge.calculate.laws import (
    INSURANCE,
    LABOUR,
    POPULATION_DECREE,
    place,
    require_in_force,
)
from knowledge.day import written
from knowledge.documents import Citation
from knowledge.values import Value, value

#: Luật Bảo hiểm xã hội: Điều 31 khoản 1 điểm đ, Điều 58 khoản 4, Điều 59 khoản 2, Điều 60 khoản 3.
HIGHEST_WAGE_IN_REFERENCE_LEVELS = 20
GRANT_IN_REFERENCE_LEVELS = 2
DAYS_OF_A_MONTH = 24
RECOVERY_SHARE = Fraction(30, 100)

#: Bộ luật Lao động Điều 139 khoản 1 và khoản 4: tháng.
LONGEST_BEFORE_BIRTH, BACK_AT_WORK_AFTER = 2, 4

#: Luật Bảo hiểm xã hội Điều 53 khoản 2: ngày làm việc của chồng.
HUSBAND, HUSBAND_SURGERY, HUSBAND_TWINS, HUSBAND_TWINS_SURGERY, HUSBAND_EACH_MORE = 5, 7, 10, 14, 3
#: Điều 53 khoản 3 và Điều 60 khoản 2: ngày.
HUSBAND_STARTS_WITHIN = 60
RECOVERY, RECOVERY_SURGERY, RECOVERY_TWINS = 5, 7, 10

MOST_BABIES = 5
SURGERY = "phải mổ hoặc sinh dưới 32 tuần"
CONDITION = (
    "Điều kiện: đóng bảo hiểm xã hội bắt buộc đủ 6 tháng trong 12 tháng ngay trước khi sinh. "
    "Trường hợp phải nghỉ dưỡng thai hoặc chữa vô sinh tính cách khác."
)
ASK_ABOUT_BOTH = (
    "Vừa sinh con thứ hai vừa sinh đôi trở lên: có được cộng cả hai hay không, chị hỏi cơ quan bảo "
    "hiểm xã hội."
)
OFFICE_DECIDES = "Cơ quan bảo hiểm xã hội mới là nơi tính số chính thức."


def months_of_leave(birth: date, child: int, babies: int) -> tuple[int, tuple[Value, ...]]:
    """How many months of leave for a birth, and the values it rests on.

    For a second child born with a twin the law at hand does not say whether both are added; the
    longer of both is given, which is the least she has.
    """
    plain = value("maternity-leave", birth)
    second = value("maternity-leave-second-child", birth)
    twins = plain.amount + babies - 1
    if child == 2 and second.amount > twins:
        return second.amount, (second,)
    return twins, (plain,)


def leave(birth: date, child: int, babies: int, day: date) -> Calculation:
    """The months of leave, from when at the earliest and until when.

    Raises:
        ImpossibleFactError: a fact that cannot be, or a birth before the law at hand.
    """
    _require_birth(birth, babies, day)
    months, values = months_of_leave(birth, child, babies)
    earliest = plus_months(birth, -LONGEST_BEFORE_BIRTH)
    back = plus_months(birth, BACK_AT_WORK_AFTER)
    lines = (
        _leave_line(months, child, babies),
        f"Nghỉ từ ngày sinh {written(birth)}: đến hết ngày {written(_last(birth, months))}.",
        (
            f"Nghỉ sớm nhất, trước {LONGEST_BEFORE_BIRTH} tháng: từ {written(earliest)} đến hết "
            f"{written(_last(earliest, months))}."
        ),
        (
            f"Đi làm sớm: đã nghỉ ít nhất {BACK_AT_WORK_AFTER} tháng (nghỉ từ ngày sinh thì từ "
            f"{written(back)}), có giấy của cơ sở y tế và nơi làm đồng ý."
        ),
    )
    return Calculation(
        "Ngày nghỉ sinh con",
        f"{_least(child, babies)} {months} tháng nghỉ sinh, tính cả ngày lễ và ngày nghỉ tuần.",
        lines,
        _leave_basis(values, place(INSURANCE, "53", "9")),
        birth,
        _notes(child, babies),
        estimate=True,
        sure=_sure(values),
    )


def pay(salary: int, birth: date, child: int, babies: int, day: date) -> Calculation:
    """The money of the leave and the grant, for the average insured wage of the last six months.

    Raises:
        ImpossibleFactError: a fact that cannot be, or a birth before the law at hand.
    """
    _require_birth(birth, babies, day)
    require(salary > 0, "Tiền lương phải lớn hơn 0. Chị xem lại giúp tôi.")
    months, values = months_of_leave(birth, child, babies)
    reference = value("reference-level", birth)
    highest = HIGHEST_WAGE_IN_REFERENCE_LEVELS * reference.amount
    insured = min(salary, highest)
    leave_money, grant = insured * months, _grant(reference, babies)
    capped = (
        f"Lương đóng bảo hiểm cao nhất là {HIGHEST_WAGE_IN_REFERENCE_LEVELS} lần mức tham chiếu: "
        f"{money(highest)}."
    )
    lines = (
        *((capped,) if salary > highest else ()),
        _leave_line(months, child, babies),
        f"Tiền nghỉ sinh: {money(insured)} × {months} tháng = {money(leave_money)}.",
        _grant_line(reference, babies),
        f"Cộng: {money(leave_money + grant)}.",
    )
    basis = (
        place(INSURANCE, "59", "1"),
        place(INSURANCE, "58", "4"),
        place(INSURANCE, "50", "2"),
        reference.basis,
        *((place(INSURANCE, "31", "1", "đ"),) if salary > highest else ()),
    )
    wage = "Lương ở đây là bình quân lương đóng bảo hiểm 6 tháng trước khi nghỉ, có thể thấp hơn "
    return Calculation(
        "Tiền thai sản",
        f"{_least(child, babies)} khoảng {money(leave_money + grant)} cho {months} tháng nghỉ sinh "
        "và trợ cấp một lần, nếu đủ điều kiện.",
        lines,
        _leave_basis(values, *basis),
        birth,
        (CONDITION, f"{wage}lương thực nhận. {OFFICE_DECIDES}", *_notes(child, babies)),
        estimate=True,
        sure=_sure((*values, reference)),
    )


def birth_grant(compulsory: bool, babies: int, birth: date, day: date) -> Calculation:
    """The grant paid once for each child, of compulsory or of voluntary insurance.

    Raises:
        ImpossibleFactError: a fact that cannot be, or a birth before the law at hand.
    """
    _require_birth(birth, babies, day)
    if not compulsory:
        return _voluntary_grant(babies, birth)
    reference = value("reference-level", birth)
    return Calculation(
        "Trợ cấp một lần khi sinh con",
        f"Trợ cấp một lần là {money(_grant(reference, babies))}.",
        (_grant_line(reference, babies),),
        (place(INSURANCE, "58", "4"), place(INSURANCE, "58", "1"), reference.basis),
        birth,
        (CONDITION, "Mẹ không đủ điều kiện mà cha đủ điều kiện thì cha được nhận."),
        sure=reference.sure,
    )


def _voluntary_grant(babies: int, birth: date) -> Calculation:
    each = value("voluntary-birth-grant", birth)
    condition = (
        "Điều kiện: đóng bảo hiểm xã hội tự nguyện, hoặc cả tự nguyện và bắt buộc, đủ 6 tháng "
        "trong 12 tháng trước khi sinh."
    )
    return Calculation(
        "Trợ cấp thai sản của bảo hiểm tự nguyện",
        f"Bảo hiểm tự nguyện trả {money(each.amount * babies)} khi sinh con.",
        (f"{money(each.amount)} × {babies} con = {money(each.amount * babies)}.",),
        (each.basis, place(INSURANCE, "94", "1"), place(INSURANCE, "94", "3")),
        birth,
        (condition, "Cả cha và mẹ cùng đủ điều kiện thì chỉ một người được nhận."),
        sure=each.sure,
    )


def husband(
    birth: date, child: int, babies: int, surgery: bool, salary: int | None, day: date
) -> Calculation:
    """The working days a husband has, and until when his leave must have begun. ``surgery`` also
    stands for a birth before the 32nd week; ``salary`` is his average insured wage, if told.

    Raises:
        ImpossibleFactError: a fact that cannot be, or a birth before the law at hand.
    """
    _require_birth(birth, babies, day)
    require(salary is None or salary > 0, "Tiền lương phải lớn hơn 0. Chị xem lại giúp tôi.")
    days, point = _husband_days(babies, surgery)
    second = value("husband-leave-second-child", birth)
    values: tuple[Value, ...] = ()
    if child == 2 and second.amount > days:
        days, point, values = second.amount, second.basis.point, (second,)
    until = birth + timedelta(HUSBAND_STARTS_WITHIN)
    lines = (
        f"{_case(child, babies, SURGERY if surgery else '')}: {days} ngày làm việc.",
        (
            f"Phải bắt đầu nghỉ trong {HUSBAND_STARTS_WITHIN} ngày kể từ ngày vợ sinh: sinh "
            f"{written(birth)} thì chậm nhất {written(until)}."
        ),
        _husbands_money(salary, days),
    )
    return Calculation(
        "Ngày nghỉ của chồng khi vợ sinh",
        f"Chồng được nghỉ {days} ngày làm việc.",
        lines,
        (
            place(INSURANCE, "53", "2", point),
            place(INSURANCE, "53", "3"),
            place(INSURANCE, "59", "2"),
        ),
        birth,
        ("Chồng phải đang đóng bảo hiểm xã hội bắt buộc.",),
        sure=_sure(values),
    )


def recovery(babies: int, surgery: bool, birth: date, day: date) -> Calculation:
    """The longest rest for recovery after the leave, and its money.

    Raises:
        ImpossibleFactError: a fact that cannot be, or a birth before the law at hand.
    """
    _require_birth(birth, babies, day)
    days, point = (RECOVERY, "c")
    if surgery:
        days, point = (RECOVERY_SURGERY, "b")
    if babies > 1:
        days, point = (RECOVERY_TWINS, "a")
    reference = value("reference-level", birth)
    each = reference.amount * RECOVERY_SHARE
    lines = (
        f"{_case(0, babies, 'phải mổ' if surgery else '')}: tối đa {days} ngày.",
        f"Mỗi ngày: 30% × mức tham chiếu {money(reference.amount)} = {money(each)}.",
        f"{money(each)} × {days} ngày = {money(each * days)}.",
    )
    return Calculation(
        "Nghỉ dưỡng sức sau sinh",
        f"Nghỉ dưỡng sức tối đa {days} ngày, được {money(each * days)}.",
        lines,
        (place(INSURANCE, "60", "2", point), place(INSURANCE, "60", "3"), reference.basis),
        birth,
        (
            (
                "Phải nghỉ trong 30 ngày sau khi hết thai sản. Đi làm sớm, chưa hết thai sản thì "
                "không có khoản này. Số ngày do nơi làm và công đoàn quyết."
            ),
        ),
        sure=reference.sure,
    )


def _husbands_money(salary: int | None, days: int) -> str:
    if salary is None:
        return f"Tiền mỗi ngày: bình quân lương đóng bảo hiểm 6 tháng ÷ {DAYS_OF_A_MONTH}."
    total = Fraction(salary, DAYS_OF_A_MONTH) * days
    return f"Tiền: {money(salary)} ÷ {DAYS_OF_A_MONTH} × {days} ngày = {money(total)}."


def _require_birth(birth: date, babies: int, day: date) -> None:
    require(1 <= babies <= MOST_BABIES, "Số con sinh lần này chưa đúng. Chị xem lại giúp tôi.")
    require(birth <= plus_months(day, 10), "Ngày sinh xa quá. Chị xem lại ngày giúp tôi.")
    require_in_force(INSURANCE, birth)


def _last(first: date, months: int) -> date:
    return plus_months(first, months) - timedelta(1)


def _least(child: int, babies: int) -> str:
    return "Chị được ít nhất" if child == 2 and babies > 1 else "Chị được"


def _leave_line(months: int, child: int, babies: int) -> str:
    return f"{_case(child, babies)}: nghỉ {months} tháng."


def _case(child: int, babies: int, further: str = "") -> str:
    """The case in words: "Sinh con thứ hai, sinh đôi, phải mổ"."""
    how_many = {2: "sinh đôi", 3: "sinh ba"}.get(babies, f"sinh {babies} con một lần")
    parts = [
        *(["sinh con thứ hai"] if child == 2 else []),
        *([how_many] if babies > 1 else []),
        *([further] if further else []),
    ]
    words = ", ".join(parts) or "sinh một con"
    return words[:1].upper() + words[1:]


def _grant(reference: Value, babies: int) -> int:
    return GRANT_IN_REFERENCE_LEVELS * reference.amount * babies


def _grant_line(reference: Value, babies: int) -> str:
    return (
        f"Trợ cấp một lần: {GRANT_IN_REFERENCE_LEVELS} × mức tham chiếu {money(reference.amount)} "
        f"× {number(babies)} con = {money(_grant(reference, babies))}."
    )


def _leave_basis(values: tuple[Value, ...], *further: Citation) -> tuple[Citation, ...]:
    longer = any(each.basis.document != LABOUR for each in values)
    second = (place(POPULATION_DECREE, "2", "1"),) if longer else ()
    every = (place(LABOUR, "139", "1"), *(each.basis for each in values), *second, *further)
    return tuple(dict.fromkeys(every))


def _notes(child: int, babies: int) -> tuple[str, ...]:
    second = "Con thứ hai là khi lúc sinh, mẹ đang có một con đẻ còn sống."
    return (
        *((second,) if child == 2 else ()),
        *((ASK_ABOUT_BOTH,) if child == 2 and babies > 1 else ()),
    )


def _sure(values: tuple[Value, ...]) -> bool:
    return all(each.sure for each in values)


def _husband_days(babies: int, surgery: bool) -> tuple[int, str]:
    """Working days by Điều 53 khoản 2, and the point that says so."""
    more = HUSBAND_EACH_MORE * max(0, babies - 2)
    if babies > 1:
        return (HUSBAND_TWINS_SURGERY + more, "d") if surgery else (HUSBAND_TWINS + more, "c")
    return (HUSBAND_SURGERY, "b") if surgery else (HUSBAND, "a")
