"""The facts that calculators need: how each is asked for, and read from what she writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.calculators import amounts, dates
from handlers.calculators.heard import Heard
from handlers.texts import calculator as texts
from handlers.wording import plain

#: A fact that may stay unknown, once she says that she does not know it.
UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. ``read`` gives it in canonical form, "" where the message does not tell it.

    ``options`` are choices to pick: canonical form → label. ``default`` is taken without asking.
    ``optional`` ones may stay unknown, those that are not ``asks`` are only read from her words.
    """

    name: str
    question: str
    read: Callable[[Heard], str]
    options: tuple[tuple[str, str], ...] = ()
    default: str = ""
    optional: bool = False
    asks: bool = True

    def found(self, heard: Heard) -> str:
        """The fact as the message tells it, or as the label of an option names it; else ""."""
        if heard.answering:
            said = plain(heard.words)
            for value, label in self.options:
                if said == plain(label):
                    return value
        return self.read(heard)


def _patterns(*pairs: tuple[str, str]) -> Callable[[Heard], str]:
    """A reader that gives the form of the first pattern in the folded words."""
    compiled = [(value, re.compile(rf"\b(?:{pattern})\b")) for value, pattern in pairs]

    def read(heard: Heard) -> str:
        return next((value for value, each in compiled if each.search(heard.words)), "")

    return read


def _when_asked(*pairs: tuple[str, str]) -> Callable[[Heard], str]:
    """The same, but only in an answer: the words are too common elsewhere."""
    read = _patterns(*pairs)
    return lambda heard: read(heard) if heard.answering and len(heard.words.split()) <= 6 else ""


_YES_NO = _when_asked(("no", "khong|ko|k|chua"), ("yes", "co|phai|dung|vang|da"))
_OURS = "(?:toi|em|e|minh|tui|nha|chi)"
#: "Ba tôi" is a father and "bà tôi" a grandmother: only the accent tells.
_FATHER_TYPED = re.compile(r"\bba (?:tôi|em|mình|tui|nhà|chị)\b")
_GRANDMOTHER_TYPED = re.compile(r"\bbà (?:tôi|em|mình|tui|nhà|chị)\b")
_MAN_TYPED = re.compile(r"\b(?:giới tính )?nam\b(?! *\d)")
_MAN = _patterns(
    ("nam", rf"nam gioi|dan ong|(?:chong|ck|ong xa|bo|ong|cha|anh trai|con trai|chu|cau) {_OURS}"),
)
_WOMAN = _patterns(
    ("nu", rf"nu|phu nu|dan ba|(?:me|vo|vk|ba xa|ba ngoai|chi gai|con gai|di|co|ma) {_OURS}"),
)
_ACCENT = re.compile(r"[^\x00-\x7f]")


def _sex(heard: Heard) -> str:
    """ "nam" without an accent means a man only among words with accents: else it may be a year."""
    accented = bool(_ACCENT.search(heard.typed))
    if _GRANDMOTHER_TYPED.search(heard.typed):
        return "nu"
    if accented and _FATHER_TYPED.search(heard.typed):
        return "nam"
    if sex := _WOMAN(heard) or _MAN(heard):
        return sex
    man = (accented or heard.answering) and _MAN_TYPED.search(heard.typed)
    return "nam" if man else ""


SALARY = Fact("salary", texts.SALARY, amounts.wage)
SALARY_TOLD = Fact("salary", "", amounts.wage, asks=False)
WAGE = Fact("wage", texts.WAGE, amounts.wage, optional=True)
KNOWN_WAGE = Fact("wage", texts.WAGE, amounts.wage)
CONTRACT_WAGE = Fact("wage", texts.CONTRACT_WAGE, amounts.wage)
HOURLY = Fact("hourly", texts.HOURLY, amounts.wage)
HOURS = Fact("hours", texts.HOURS, amounts.hours)
PRINCIPAL = Fact("principal", texts.PRINCIPAL, amounts.principal, optional=True)
RATE = Fact("rate", texts.RATE, amounts.rate)
ESTATE = Fact("estate", texts.ESTATE, amounts.amount, optional=True)

DUE = Fact("due", texts.DUE, dates.coming_day)
BORN_WHEN = Fact("due", "", dates.birth_lately, asks=False)
CHILD_BIRTH = Fact("birth", texts.CHILD_BIRTH, dates.past_day)
SOMEBODYS_BIRTH = Fact("birth", texts.SOMEBODYS_BIRTH, dates.past_day)
BIRTH_DAY = Fact("event", texts.BIRTH_DAY, dates.past_day)
DEATH_DAY = Fact("event", texts.DEATH_DAY, dates.past_day)
WRONG_DAY = Fact("event", texts.WRONG_DAY, dates.past_day)
BORN_YEAR = Fact("year", texts.BORN, dates.elders_year)
BORN_MONTH = Fact("month", texts.BORN_MONTH, dates.birth_month)

CHILD = Fact(
    "child",
    texts.CHILD,
    _patterns(
        ("2", "con thu (?:hai|2)|be thu (?:hai|2)|con t2|lan (?:hai|2)|thu hai|dua thu (?:hai|2)"),
        ("3", "(?:con|be|dua) thu (?:[3-9]|ba|bon|tu|nam|sau)|lan (?:ba|3)"),
        ("1", "con dau|con dau long|con so|be dau|dua dau|con thu (?:nhat|mot|1)|lan dau"),
    ),
    (("1", texts.CHILD_1), ("2", texts.CHILD_2), ("3", texts.CHILD_3)),
)
BABIES = Fact(
    "babies",
    "",
    _patterns(("3", "sinh ba|de ba dua"), ("2", "sinh doi|song thai|bau doi|de doi|thai doi")),
    default="1",
)
INSURANCE = Fact(
    "insurance",
    texts.INSURANCE,
    _patterns(("tu-nguyen", "tu nguyen"), ("bat-buoc", "bat buoc|cong ty dong")),
    (("bat-buoc", texts.COMPULSORY), ("tu-nguyen", texts.VOLUNTARY)),
)
SURGERY = Fact(
    "surgery",
    texts.SURGERY,
    _patterns(("yes", "mo|phau thuat|sinh non|de non"), ("no", "sinh thuong|de thuong")),
    (("no", texts.SURGERY_NO), ("yes", texts.SURGERY_YES)),
)
CUT = Fact("surgery", texts.CUT, SURGERY.read, (("no", texts.CUT_NO), ("yes", texts.CUT_YES)))
SEX = Fact("sex", texts.SEX, _sex, (("nu", texts.WOMAN), ("nam", texts.MAN)))
_POVERTY = _patterns(
    ("no", r"khong (?:\w+ ){0,2}ngheo|thoat ngheo"), ("yes", "ho ngheo|can ngheo|nha ngheo")
)
POOR = Fact(
    "poor",
    texts.POOR,
    lambda heard: _POVERTY(heard) or _YES_NO(heard),
    (("yes", texts.YES), ("no", texts.NO)),
)
YEARS_PAID = Fact("paid", texts.YEARS_PAID, amounts.length)


def _only_asked(read: Callable[[Heard], str]) -> Callable[[Heard], str]:
    """A reader for answers alone: which length of time is meant only the question tells."""
    return lambda heard: read(heard) if heard.answering else ""


BEFORE_2014 = Fact("before", texts.BEFORE_2014, _only_asked(amounts.length))
SINCE_2014 = Fact("since", texts.SINCE_2014, _only_asked(amounts.length))
WORKED = Fact("worked", texts.WORKED, amounts.length)
UNEMPLOYMENT = Fact("insured", texts.UNEMPLOYMENT, _only_asked(amounts.length))

ON = Fact(
    "on",
    texts.ON,
    _patterns(
        ("le-tet", "ngay le|le|tet|quoc khanh"),
        ("ngay-nghi-tuan", "chu nhat|ngay nghi|cuoi tuan|nghi hang tuan|nghi hang tuan"),
        ("ngay-thuong", "ngay thuong|trong tuan"),
    ),
    (
        ("ngay-thuong", texts.ORDINARY_DAY),
        ("ngay-nghi-tuan", texts.REST_DAY),
        ("le-tet", texts.HOLIDAY),
    ),
)
NIGHT = Fact(
    "night",
    texts.NIGHT,
    _patterns(("yes", "ban dem|dem|ca dem|khuya"), ("no", "ban ngay")),
    (("no", texts.DAYTIME), ("yes", texts.NIGHTTIME)),
)
CONDITIONS = Fact(
    "conditions",
    texts.CONDITIONS,
    _patterns(
        ("dac-biet-nang-nhoc", "dac biet nang nhoc|dac biet doc hai"),
        ("nang-nhoc", "nang nhoc|doc hai|khuyet tat"),
        ("binh-thuong", "binh thuong|van phong"),
    ),
    (
        ("binh-thuong", texts.ORDINARY_WORK),
        ("nang-nhoc", texts.HARD_WORK),
        ("dac-biet-nang-nhoc", texts.HARDEST_WORK),
    ),
)
SPOUSE = Fact(
    "spouse",
    texts.SPOUSE,
    _when_asked(("no", "khong|ko|chua|mat|chet"), ("yes", "con|co")),
    (("yes", texts.STILL), ("no", texts.NO_MORE)),
)
PARENTS = Fact(
    "parents",
    texts.PARENTS,
    _when_asked(
        ("0", "khong|ko|mat ca|mat het"), ("2", "ca hai|2|hai"), ("1", "mot|1|con me|con bo")
    ),
    (("0", texts.PARENTS_0), ("1", texts.PARENTS_1), ("2", texts.PARENTS_2)),
)
CHILDREN = Fact("children", texts.CHILDREN, amounts.children)
COMMON = Fact(
    "common",
    texts.COMMON,
    _patterns(("yes", "tai san chung|chung cua|cua chung|chung vo chong"), ("no", "tai san rieng")),
    (("yes", texts.COMMON_YES), ("no", texts.COMMON_NO)),
)
_DAUGHTER = r"(?:con gai|chau gai|em gai|nu|co ay)"
ABOUT = Fact(
    "about",
    texts.ABOUT,
    lambda heard: _about(heard),
    (
        ("marriage-woman", texts.ABOUT_MARRIAGE_WOMAN),
        ("marriage-man", texts.ABOUT_MARRIAGE_MAN),
        ("work", texts.ABOUT_WORK),
        ("identity", texts.ABOUT_IDENTITY),
        ("crime", texts.ABOUT_CRIME),
        ("will", texts.ABOUT_WILL),
        ("general", texts.ABOUT_GENERAL),
    ),
)
_TOPICS = _patterns(
    ("marriage", "ket hon|lay chong|lay vo|cuoi|cuoi vo|ga chong"),
    ("work", "di lam|lao dong|lam thue|lam cong|xin viec"),
    ("identity", "can cuoc|cccd|lam the"),
    ("protection", "quan he|xam hai"),
    ("crime", "di tu|hinh su|chiu toi|bi toi"),
    ("will", "di chuc"),
    ("adoption", "con nuoi"),
    ("name", "doi ten"),
    ("custody", "o voi ai|theo me|theo bo|ly hon"),
    ("health", "bao hiem y te|bhyt|the bao hiem"),
    ("child", "tre em|vi thanh nien|thanh nien"),
)


def _about(heard: Heard) -> str:
    topic = _TOPICS(heard)
    if topic != "marriage":
        return topic
    woman = re.search(rf"\b(?:{_DAUGHTER}|lay chong|ga chong)\b", heard.words)
    return "marriage-woman" if woman else "marriage-man" if _is_man(heard) else "marriage"


def _is_man(heard: Heard) -> bool:
    return bool(re.search(r"\b(?:con trai|chau trai|em trai|lay vo|cuoi vo)\b", heard.words))
