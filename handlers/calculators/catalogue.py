"""The calculators: what each needs, which words ask for it, and how it is computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlers.calculators import facts as f
from handlers.calculators.facts import UNKNOWN, Fact
from handlers.texts import calculator as texts
from knowledge.calculate import (
    Calculation,
    ages,
    deadlines,
    family,
    loan,
    maternity,
    pension,
    work,
)

Told = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculator. ``about`` are the words of its matter (folded), ``asks`` those with which a
    plain question asks for a result ("" where only a wish to calculate starts it), ``needs`` the
    facts that must stand in such a question, ``own`` whether it must also speak of a person,
    ``cards`` the cards beside which it is offered.
    """

    key: str
    facts: tuple[Fact, ...]
    compute: Callable[[Told, date], Calculation]
    about: str
    asks: str = ""
    needs: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    own: bool = False

    @property
    def label(self) -> str:
        """What it is called in the menu."""
        return texts.LABELS[self.key]

    @property
    def command(self) -> str:
        """The words that start it."""
        return texts.command(self.label)

    def concerns(self, words: str) -> bool:
        """Whether folded words speak of its matter."""
        return bool(re.search(rf"\b(?:{self.about})\b", words))

    def asked(self, words: str) -> bool:
        """Whether folded words ask for its result."""
        return bool(self.asks and re.search(rf"\b(?:{self.asks})", words)) and self.concerns(words)


def _day(told: Told, name: str) -> date:
    return date.fromisoformat(told[name])


def _born_now(told: Told, day: date) -> tuple[date, int, int]:
    """The day of birth where it is told, else today; which child; how many babies."""
    birth = _day(told, "due") if "due" in told else day
    return birth, int(told.get("child", "1")), int(told["babies"])


def _pay(told: Told, day: date) -> Calculation:
    return maternity.pay(int(told["salary"]), *_born_now(told, day), day)


def _leave(told: Told, day: date) -> Calculation:
    return maternity.leave(*_born_now(told, day), day)


def _grant(told: Told, day: date) -> Calculation:
    birth, _, babies = _born_now(told, day)
    return maternity.birth_grant(told["insurance"] == "bat-buoc", babies, birth, day)


def _husband(told: Told, day: date) -> Calculation:
    wage = int(told["salary"]) if "salary" in told else None
    return maternity.husband(*_born_now(told, day), told["surgery"] == "yes", wage, day)


def _recovery(told: Told, day: date) -> Calculation:
    birth, _, babies = _born_now(told, day)
    return maternity.recovery(babies, told["surgery"] == "yes", birth, day)


def _retirement(told: Told, day: date) -> Calculation:
    born = int(told["year"]), int(told["month"])
    return pension.retirement(*born, pension.Sex(told["sex"]), day)


def _pension(told: Told, day: date) -> Calculation:
    wage = None if told["wage"] == UNKNOWN else int(told["wage"])
    return pension.pension(pension.Sex(told["sex"]), int(told["paid"]), wage, day)


def _social_pension(told: Told, day: date) -> Calculation:
    born = int(told["year"]), int(told["month"])
    return pension.social_pension(*born, told["poor"] == "yes", day)


def _lump_sum(told: Told, day: date) -> Calculation:
    return pension.lump_sum(int(told["before"]), int(told["since"]), int(told["wage"]), day)


def _severance(told: Told, day: date) -> Calculation:
    return work.severance(int(told["worked"]), int(told["insured"]), int(told["wage"]), day)


def _overtime(told: Told, day: date) -> Calculation:
    on, night = work.Day(told["on"]), told["night"] == "yes"
    return work.overtime(int(told["hourly"]), Fraction(told["hours"]), on, night, day)


def _annual_leave(told: Told, day: date) -> Calculation:
    return work.annual_leave(int(told["worked"]), work.Conditions(told["conditions"]), day)


def _loan(told: Told, day: date) -> Calculation:
    percent, period = told["rate"].split()
    principal = None if told["principal"] == UNKNOWN else int(told["principal"])
    return loan.interest(principal, Fraction(percent), period, day)


def _inheritance(told: Told, day: date) -> Calculation:
    estate = None if told["estate"] == UNKNOWN else int(told["estate"])
    heirs = told["spouse"] == "yes", int(told["parents"]), int(told["children"])
    return family.inheritance(*heirs, estate, told["common"] == "yes", day)


def _age(told: Told, day: date) -> Calculation:
    about = told["about"]
    keys = {"general": ages.GENERAL, "marriage": ("marriage-woman", "marriage-man")}
    return ages.at_age(_day(told, "birth"), keys.get(about, (about,)), day)


_WHEN = (
    r"(?:bao gio|khi nao|luc nao|nam nao|thang nao|ngay nao|may tuoi|bao nhieu tuoi|bao lau nua)"
)
_UNTIL = (
    r"(?:han|den ngay nao|toi ngay nao|den khi nao|bao gio|khi nao|cham nhat|muon nhat|may ngay)"
)
_HOW_MUCH = r"(?:bao nhieu|duoc may|may dong|may trieu|may phan|tinh sao|tinh the nao)"
_BIRTH = r"sinh (?:con|be|em be|doi|ba|no|xong)|\bde\b|de con|thai san|nghi sinh|bau"

CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        "husband",
        (f.SURGERY, f.CHILD, f.BABIES, f.BORN_WHEN, f.SALARY_TOLD),
        _husband,
        r"(?:chong|ong xa) .*nghi|nghi cua chong|nghi (?:cham |phu )?vo"
        r"|vo (?:sinh|de).*(?:chong|ong xa)",
        _HOW_MUCH,
        ("salary",),
        ("chong-nghi-vo-sinh", "tien-chong-nghi-vo-sinh"),
    ),
    Calculator(
        "pay",
        (f.SALARY, f.CHILD, f.BABIES, f.BORN_WHEN),
        _pay,
        _BIRTH,
        _HOW_MUCH,
        ("salary",),
        ("tien-thai-san", "dieu-kien-thai-san"),
    ),
    Calculator(
        "leave",
        (f.DUE, f.CHILD, f.BABIES),
        _leave,
        rf"{_BIRTH}|du sinh",
        rf"(?:di lam lai|nghi (?:sinh |de |thai san )?(?:den|tu) |het thai san|{_UNTIL}.*nghi"
        rf"|nghi.*{_UNTIL})",
        ("due",),
        ("nghi-thai-san-bao-lau", "sinh-con-thu-hai-7-thang"),
    ),
    Calculator(
        "grant",
        (f.INSURANCE, f.BABIES, f.BORN_WHEN),
        _grant,
        "tro cap mot lan|tro cap 1 lan|tro cap sinh con|tro cap thai san",
        cards=("tro-cap-mot-lan", "thai-san-tu-nguyen"),
    ),
    Calculator(
        "recovery",
        (f.CUT, f.BABIES, f.BORN_WHEN),
        _recovery,
        "duong suc|phuc hoi suc khoe",
        cards=("duong-suc-sau-sinh",),
    ),
    Calculator(
        "retirement",
        (f.SEX, f.BORN_YEAR, f.BORN_MONTH),
        _retirement,
        "huu|huu tri",
        _WHEN,
        ("year",),
        ("tuoi-nghi-huu",),
    ),
    Calculator(
        "pension",
        (f.SEX, f.YEARS_PAID, f.WAGE),
        _pension,
        "luong huu|ve huu|nghi huu|huu",
        rf"(?:{_HOW_MUCH}|phan tram|ty le)",
        ("paid",),
        ("cach-tinh-luong-huu",),
        own=True,
    ),
    Calculator(
        "social-pension",
        (f.BORN_YEAR, f.BORN_MONTH, f.POOR),
        _social_pension,
        "huu tri xa hoi|tro cap (?:nguoi )?gia|tro cap nguoi cao tuoi|tien (?:nguoi )?gia"
        "|khong (?:co )?luong huu",
        rf"(?:{_WHEN}|duoc .*(?:chua|khong|gi)|{_HOW_MUCH}|du tuoi)",
        ("year",),
        ("tro-cap-huu-tri-xa-hoi",),
    ),
    Calculator(
        "lump-sum",
        (f.BEFORE_2014, f.SINCE_2014, f.KNOWN_WAGE),
        _lump_sum,
        "rut (?:bao hiem|bhxh|so bao hiem|so|mot lan|1 lan)|(?:bao hiem xa hoi|bhxh) (?:mot|1) lan",
        _HOW_MUCH,
        ("wage",),
        ("tien-rut-bhxh-mot-lan",),
    ),
    Calculator(
        "severance",
        (f.WORKED, f.UNEMPLOYMENT, f.CONTRACT_WAGE),
        _severance,
        "tro cap thoi viec|thoi viec",
        _HOW_MUCH,
        ("worked", "wage"),
        ("tro-cap-thoi-viec",),
    ),
    Calculator(
        "overtime",
        (f.HOURLY, f.HOURS, f.ON, f.NIGHT),
        _overtime,
        "lam them|tang ca|lam them gio|ngoai gio",
        _HOW_MUCH,
        ("hourly",),
        ("tien-lam-them-gio",),
    ),
    Calculator(
        "annual-leave",
        (f.WORKED, f.CONDITIONS),
        _annual_leave,
        "phep nam|nghi phep|ngay phep|nghi hang nam",
        r"(?:may ngay|bao nhieu ngay|bao nhieu|duoc may)",
        ("worked",),
        ("phep-nam", "phep-nam-tham-nien"),
        own=True,
    ),
    Calculator(
        "loan",
        (f.PRINCIPAL, f.RATE),
        _loan,
        "vay|lai|lai suat|cho muon",
        r"(?:vay|lai)",
        ("rate", "principal"),
        ("tra-no-cham-lai", "lai-vay-nang", "vay-app-bi-de-doa"),
    ),
    Calculator(
        "inheritance",
        (f.SPOUSE, f.PARENTS, f.CHILDREN, f.ESTATE, f.COMMON),
        _inheritance,
        "thua ke|di san|chia (?:dat|nha|tai san|gia tai|ruong)"
        r"|khong (?:\w+ ){0,2}di chuc|mat .*de lai",
        r"(?:bao nhieu|moi nguoi|may phan|chia (?:the nao|sao|lam sao))",
        ("children", "estate"),
        ("khong-di-chuc",),
    ),
    Calculator(
        "support",
        (f.CHILD_BIRTH,),
        lambda told, day: family.child_support(_day(told, "birth"), day),
        "cap duong|chu cap|tien nuoi con|gop nuoi",
        r"(?:den bao gio|den khi nao|toi khi nao|den nam nao|bao lau|het)",
        ("birth",),
        ("cap-duong-cho-con", "muc-cap-duong"),
    ),
    Calculator(
        "birth-registration",
        (f.BIRTH_DAY,),
        lambda told, day: deadlines.birth_registration(_day(told, "event"), day),
        "khai sinh|giay khai sinh",
        rf"(?:{_UNTIL}|qua han|tre chua|tre khong|kip)",
        ("event",),
        ("dang-ky-khai-sinh",),
    ),
    Calculator(
        "death-registration",
        (f.DEATH_DAY,),
        lambda told, day: deadlines.death_registration(_day(told, "event"), day),
        "khai tu|bao tu|giay chung tu",
        rf"(?:{_UNTIL}|qua han|tre chua|tre khong|kip)",
        ("event",),
        ("dang-ky-khai-tu",),
    ),
    Calculator(
        "labour-dispute",
        (f.WRONG_DAY,),
        lambda told, day: deadlines.labour_dispute(_day(told, "event"), day),
        "cong ty|noi lam|sa thai|duoi viec|no luong|tranh chap lao dong",
        r"(?:(?:han|thoi hieu).*(?:kien|khoi kien|khieu nai|hoa giai)"
        r"|(?:kien|khoi kien|hoa giai).*(?:han|den ngay nao|den bao gio|cham nhat|con kip))",
        ("event",),
        ("bi-cho-nghi-viec-sai",),
    ),
    Calculator(
        "inheritance-claim",
        (f.DEATH_DAY,),
        lambda told, day: deadlines.inheritance_claim(_day(told, "event"), day),
        "thua ke|di san|chia (?:dat|nha|tai san)",
        r"(?:han|thoi hieu|con (?:doi|kien|chia)(?: \w+){0,3} duoc"
        r"|den (?:bao gio|khi nao|ngay nao))",
        ("event",),
        ("thoi-hieu-thua-ke",),
    ),
    Calculator(
        "age",
        (f.SOMEBODYS_BIRTH, f.ABOUT),
        _age,
        "tuoi|du tuoi|ket hon|di lam|can cuoc|di chuc|hinh su|lay chong|lay vo|doi ten",
        rf"(?:{_WHEN}|du tuoi|duoc .*(?:chua|khong|ko)|phai .*chua|da .*chua|may tuoi)",
        ("birth", "about"),
    ),
)

BY_KEY = {each.key: each for each in CALCULATORS}


def beside(card: str) -> Calculator | None:
    """The calculator that is offered beside a card; None where none is."""
    return next((each for each in CALCULATORS if card in each.cards), None)
