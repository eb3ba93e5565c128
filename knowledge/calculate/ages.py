"""What the law says at an age: marriage, work, papers, crime, will, adoption, name, custody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.calculate.calculation import Calculation, age, plus_years, require
from knowledge.calculate.laws import (
    ADOPTION,
    CHILDREN,
    CIVIL,
    CRIMINAL,
    FAMILY,
    HEALTH_INSURANCE,
    IDENTITY,
    LABOUR,
    place,
)
from knowledge.day import written
from knowledge.documents import Citation


@dataclass(frozen=True, slots=True)
class Stage:
    """From which age (full years) which sentence holds, and where it stands."""

    age: int
    sentence: str
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that depends on age, its stages from the youngest on."""

    name: str
    stages: tuple[Stage, ...]


def _stage(years: int, sentence: str, *basis: Citation) -> Stage:
    return Stage(years, sentence, basis)


_MARRIAGE = place(FAMILY, "8", "1", "a")

#: Key → what depends on age.
QUESTIONS: dict[str, Question] = {
    "child": Question(
        "Trẻ em",
        (
            _stage(0, "Là trẻ em.", place(CHILDREN, "1")),
            _stage(16, "Không còn là trẻ em, nhưng chưa thành niên.", place(CIVIL, "21", "1")),
            _stage(18, "Là người thành niên.", place(CIVIL, "21", "1")),
        ),
    ),
    "marriage-woman": Question(
        "Kết hôn (nữ)",
        (
            _stage(0, "Chưa đủ tuổi kết hôn: nữ phải đủ 18 tuổi.", _MARRIAGE),
            _stage(18, "Nữ đủ tuổi kết hôn.", _MARRIAGE),
        ),
    ),
    "marriage-man": Question(
        "Kết hôn (nam)",
        (
            _stage(0, "Chưa đủ tuổi kết hôn: nam phải đủ 20 tuổi.", _MARRIAGE),
            _stage(20, "Nam đủ tuổi kết hôn.", _MARRIAGE),
        ),
    ),
    "work": Question(
        "Đi làm",
        (
            _stage(
                0,
                "Không được đi làm, trừ nghệ thuật, thể thao khi cơ quan cấp tỉnh đồng ý.",
                place(LABOUR, "145", "3"),
            ),
            _stage(
                13,
                "Chỉ được làm việc nhẹ, không quá 4 giờ một ngày, 20 giờ một tuần, không làm đêm.",
                place(LABOUR, "143", "3"),
                place(LABOUR, "146", "1"),
            ),
            _stage(
                15,
                "Được đi làm, không quá 8 giờ một ngày, 40 giờ một tuần, không làm việc nguy hiểm.",
                place(LABOUR, "143", "2"),
                place(LABOUR, "146", "2"),
            ),
            _stage(18, "Đi làm như người lớn.", place(LABOUR, "143", "1")),
        ),
    ),
    "identity": Question(
        "Thẻ căn cước",
        (
            _stage(0, "Làm thẻ căn cước khi có nhu cầu.", place(IDENTITY, "19", "3")),
            _stage(14, "Phải làm thẻ căn cước.", place(IDENTITY, "19", "2")),
            _stage(25, "Phải đổi thẻ khi đủ 25 tuổi.", place(IDENTITY, "21", "1")),
            _stage(40, "Phải đổi thẻ khi đủ 40 tuổi.", place(IDENTITY, "21", "1")),
            _stage(60, "Phải đổi thẻ khi đủ 60 tuổi.", place(IDENTITY, "21", "1")),
        ),
    ),
    "crime": Question(
        "Chịu tội hình sự",
        (
            _stage(0, "Chưa phải chịu trách nhiệm hình sự.", place(CRIMINAL, "12", "2")),
            _stage(
                14,
                "Chỉ chịu trách nhiệm hình sự về một số tội rất nặng mà luật kể tên.",
                place(CRIMINAL, "12", "2"),
            ),
            _stage(16, "Chịu trách nhiệm hình sự về mọi tội.", place(CRIMINAL, "12", "1")),
        ),
    ),
    "protection": Question(
        "Bảo vệ trẻ khỏi xâm hại",
        (
            _stage(
                0,
                "Ai quan hệ tình dục với trẻ ở tuổi này đều là phạm tội, dù trẻ có vẻ đồng ý.",
                place(CRIMINAL, "142", "1", "b"),
            ),
            _stage(
                13,
                "Người từ 18 tuổi quan hệ tình dục với trẻ ở tuổi này là phạm tội, dù trẻ đồng ý.",
                place(CRIMINAL, "145", "1"),
            ),
            _stage(
                16,
                "Không ai được ép buộc. Quan hệ trái ý muốn là tội hiếp dâm.",
                place(CRIMINAL, "141", "1"),
            ),
        ),
    ),
    "health": Question(
        "Thẻ bảo hiểm y tế trẻ em",
        (
            _stage(0, "Nhà nước đóng bảo hiểm y tế.", place(HEALTH_INSURANCE, "12", "3")),
            _stage(
                6,
                "Hết diện trẻ dưới 6 tuổi được Nhà nước đóng.",
                place(HEALTH_INSURANCE, "12", "3"),
            ),
        ),
    ),
    "custody": Question(
        "Cha mẹ ly hôn",
        (
            _stage(0, "Dưới 36 tháng thường giao cho mẹ nuôi.", place(FAMILY, "81", "3")),
            _stage(3, "Tòa xét quyền lợi mọi mặt của con.", place(FAMILY, "81", "2")),
            _stage(7, "Tòa phải xem con muốn ở với ai.", place(FAMILY, "81", "2")),
        ),
    ),
    "name": Question(
        "Đổi tên",
        (
            _stage(0, "Cha mẹ xin đổi, chưa cần con đồng ý.", place(CIVIL, "28", "1")),
            _stage(9, "Đổi tên phải có con đồng ý.", place(CIVIL, "28", "2")),
        ),
    ),
    "adoption": Question(
        "Cho làm con nuôi",
        (
            _stage(0, "Được nhận làm con nuôi.", place(ADOPTION, "8", "1")),
            _stage(9, "Phải có chính trẻ đồng ý.", place(ADOPTION, "21", "1")),
            _stage(
                16,
                "Chỉ cha dượng, mẹ kế, cô, cậu, dì, chú, bác ruột được nhận làm con nuôi.",
                place(ADOPTION, "8", "2"),
            ),
            _stage(18, "Không còn được nhận làm con nuôi.", place(ADOPTION, "8", "2")),
        ),
    ),
    "will": Question(
        "Viết di chúc",
        (
            _stage(0, "Chưa được lập di chúc.", place(CIVIL, "625", "2")),
            _stage(
                15,
                "Được lập di chúc nếu cha mẹ hoặc người giám hộ đồng ý.",
                place(CIVIL, "625", "2"),
            ),
            _stage(18, "Được tự lập di chúc.", place(CIVIL, "625", "1")),
        ),
    ),
}

#: What is told where nobody asks for one thing.
GENERAL = ("child", "identity", "work", "crime", "marriage-woman", "marriage-man")

LONGEST_LIFE = 120


def at_age(birth: date, keys: tuple[str, ...], day: date) -> Calculation:
    """The age on a day, and for each question what holds now and when that changes.

    ``keys`` are of ``QUESTIONS``; with a single one every coming change is told.

    Raises:
        ImpossibleFactError: a birth to come, or too long ago.
    """
    require(birth <= day, "Ngày sinh chưa đúng. Chị xem lại giúp tôi.")
    years = age(birth, day)
    require(years < LONGEST_LIFE, "Ngày sinh chưa đúng. Chị xem lại giúp tôi.")
    shown = [(QUESTIONS[key], _now(QUESTIONS[key], years)) for key in keys]
    lines = [_line(question, stage, birth, years) for question, stage in shown]
    stages = [stage for _, stage in shown]
    if len(keys) == 1:
        lines += [_coming(each, birth) for each in _later(QUESTIONS[keys[0]], years)]
        stages += _later(QUESTIONS[keys[0]], years)
    first = f"Ngày {written(day)}, người sinh {written(birth)} được {years} tuổi tròn."
    result = f"{first} {stages[0].sentence}" if len(keys) == 1 else first
    basis = dict.fromkeys(place for stage in stages for place in stage.basis)
    return Calculation(
        "Tuổi và quyền", result, tuple(lines[1:] if len(keys) == 1 else lines), tuple(basis), day
    )


def _now(question: Question, years: int) -> Stage:
    return [stage for stage in question.stages if stage.age <= years][-1]


def _later(question: Question, years: int) -> list[Stage]:
    return [stage for stage in question.stages if stage.age > years]


def _line(question: Question, stage: Stage, birth: date, years: int) -> str:
    later = _later(question, years)
    change = f" Đến {written(plus_years(birth, later[0].age))} thì đổi." if later else ""
    return f"{question.name}: {stage.sentence}{change}"


def _coming(stage: Stage, birth: date) -> str:
    return f"Từ {written(plus_years(birth, stage.age))}, đủ {stage.age} tuổi: {stage.sentence}"
