"""Family: shares of an inheritance without a will, and support for a child."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge.calculate.calculation import (
    Calculation,
    money,
    plus_years,
    require,
    years_and_months,
)
from knowledge.calculate.laws import CIVIL, FAMILY, place
from knowledge.day import written

#: Bộ luật Dân sự Điều 644 khoản 1; Luật Hôn nhân và gia đình Điều 66 khoản 2; Điều 21 khoản 1.
PROTECTED_SHARE = Fraction(2, 3)
COMMON_PROPERTY = Fraction(1, 2)
MAJORITY = 18

MOST_HEIRS = 40


def inheritance(
    spouse: bool, parents: int, children: int, estate: int | None, common: bool, day: date
) -> Calculation:
    """What each heir of the first line gets where there is no will.

    ``estate`` is all that is to be told apart, None if she does not say; ``common`` whether it
    belonged to husband and wife together.

    Raises:
        ImpossibleFactError: numbers of heirs or an amount that cannot be.
    """
    # Cha mẹ đẻ và cha mẹ nuôi: nhiều nhất bốn người
    require(0 <= parents <= 4, "Số cha mẹ còn sống chưa đúng. Chị xem lại giúp tôi.")
    require(0 <= children <= MOST_HEIRS, "Số con chưa đúng. Chị xem lại giúp tôi.")
    require(estate is None or estate > 0, "Giá trị tài sản phải lớn hơn 0. Chị xem lại giúp tôi.")
    heirs = int(spouse) + parents + children
    if not heirs:
        return _next_line(day)
    lines = [f"Hàng thứ nhất: {_who(spouse, parents, children)}, cộng {heirs} người."]
    basis = [place(CIVIL, "651", "1", "a"), place(CIVIL, "651", "2"), place(CIVIL, "644", "1")]
    if common and spouse:
        lines.append("Tài sản chung vợ chồng: chia đôi trước, chỉ nửa của người mất là di sản.")
        basis.append(place(FAMILY, "66", "2"))
    left = None if estate is None else Fraction(estate)
    if left is not None:
        left *= COMMON_PROPERTY if common and spouse else 1
        lines.append(f"Di sản: {money(left)} ÷ {heirs} = {money(left / heirs)} mỗi người.")
    return Calculation(
        "Chia thừa kế không có di chúc",
        _shared(heirs, left),
        tuple(lines),
        tuple(basis),
        day,
        _against_a_will(heirs, left),
        estimate=True,
    )


def _shared(heirs: int, left: Fraction | None) -> str:
    result = f"Mỗi người được 1/{heirs} di sản, bằng nhau"
    if heirs == 1:
        result = "Chỉ có một người thừa kế, được cả di sản"
    return f"{result}." if left is None else f"{result}: khoảng {money(left / heirs)}."


def _against_a_will(heirs: int, left: Fraction | None) -> tuple[str, ...]:
    amount = "" if left is None else f", khoảng {money(left / heirs * PROTECTED_SHARE)}"
    return (
        (
            "Nếu có di chúc: cha, mẹ, vợ, chồng, con chưa thành niên, con không lao động được "
            f"vẫn được ít nhất hai phần ba một suất{amount}."
        ),
        (
            "Trừ nợ của người mất và chi phí trước khi chia. Con mất trước cha mẹ thì các cháu "
            "hưởng thay."
        ),
    )


def _who(spouse: bool, parents: int, children: int) -> str:
    parts = [
        *(["vợ hoặc chồng"] if spouse else []),
        *([_parents(parents)] if parents else []),
        *([f"{children} con"] if children else []),
    ]
    return ", ".join(parts)


def _parents(parents: int) -> str:
    return {1: "cha hoặc mẹ", 2: "cha và mẹ"}.get(parents, f"{parents} cha mẹ")


def _next_line(day: date) -> Calculation:
    return Calculation(
        "Chia thừa kế không có di chúc",
        "Hàng thứ nhất không còn ai thì chia cho hàng thứ hai: ông bà, anh chị em ruột, cháu.",
        ("Hàng sau chỉ được hưởng khi không còn ai ở hàng trước. Cùng hàng thì bằng nhau.",),
        (place(CIVIL, "651", "1", "b"), place(CIVIL, "651", "3")),
        day,
    )


def child_support(birth: date, day: date) -> Calculation:
    """Until when a child is supported; that no law at hand names an amount, and what counts.

    Raises:
        ImpossibleFactError: a birth to come, or one too long ago to be a child's.
    """
    require(birth <= day, "Ngày sinh của con chưa đúng. Chị xem lại giúp tôi.")
    require(plus_years(birth, 60) > day, "Ngày sinh của con chưa đúng. Chị xem lại giúp tôi.")
    until = plus_years(birth, MAJORITY)
    basis = (place(FAMILY, "116", "1"), place(FAMILY, "110"), place(FAMILY, "82", "2"))
    notes = (
        (
            "Luật không ghi mức tiền cố định. Tòa xem thu nhập, khả năng thực tế của người góp và "
            "nhu cầu thiết yếu của con: ăn, học, chữa bệnh."
        ),
        "Chị nên gom hóa đơn học phí, tiền ăn, tiền thuốc và giấy tờ về thu nhập của người kia.",
    )
    if until <= day:
        return Calculation(
            "Cấp dưỡng cho con",
            f"Con đã đủ {MAJORITY} tuổi từ ngày {written(until)}.",
            ("Con đã lớn chỉ được cấp dưỡng khi không có khả năng lao động và không có tài sản.",),
            basis,
            day,
            notes,
        )
    left = (until.year - day.year) * 12 + until.month - day.month - (until.day < day.day)
    return Calculation(
        "Cấp dưỡng cho con",
        f"Phải góp tiền nuôi con đến khi con đủ {MAJORITY} tuổi, ngày {written(until)}.",
        (
            f"Sinh {written(birth)} + {MAJORITY} năm = {written(until)}.",
            f"Còn {years_and_months(left)}.",
            "Mỗi tháng bao nhiêu: hai bên thỏa thuận; không được thì tòa quyết.",
        ),
        basis,
        day,
        (
            *notes,
            "Con đã lớn mà không có khả năng lao động, không có tài sản thì vẫn được góp tiếp.",
        ),
    )
