"""Takes out of a text what could lead to a person: numbers, addresses, names.

What is written in unusual ways may stay, so that a masked text is still nobody's business but the
officers': it is kept sealed.
"""

from __future__ import annotations

import re

from phonenumbers import Leniency, PhoneNumberMatcher

from knowledge.text.fold import fold

PHONE, NUMBER, MAIL, LINK = "[số điện thoại]", "[số]", "[thư điện tử]", "[liên kết]"
PLACE, NAME = "[địa chỉ]", "[tên]"

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
#: Digits as people group them; an article of law or a year has fewer.
_LONG = re.compile(r"\d(?:[ .\-]?\d){5,}")
_UNITS = "đ|d|đồng|dong|vnđ|vnd|nghìn|nghin|ngàn|ngan|triệu|trieu|tr|tỷ|ty|tỉ"
_MONEY = re.compile(rf"\s*(?:{_UNITS})\b", re.IGNORECASE)
_BY_THREES = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
#: "số nhà 12/3", "ngõ 5", "tổ 7", "đường Lê Lợi": the sign, and the number or name after it.
_HOUSE = re.compile(
    r"\b(?:số nhà|nhà số|so nha|nha so)\s+\w+(?:[/-]\w+)*"
    r"|\b(?:ngõ|ngách|hẻm|kiệt|thôn|ấp|xóm|tổ|khu phố|tổ dân phố|ngo|ngach|hem|thon|xom|kp|tdp)"
    r"\s+(?:số\s+)?\d+\w*(?:[/-]\w+)*",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+(?:[ \t]+[^\W\d_]+)*")
_STREETS = frozenset(("đường", "phố", "thôn", "ấp", "xóm", "ngõ"))
_LONGEST_NAME = 4
_SURNAMES = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan trinh truong "
    "luong mai cao trieu chu chau ta thai to tang ha luu quach lam kieu vuong nghiem dam khuat la "
    "thach danh giang phung tong thieu quan bach mac hua kim ninh lo vang giang sung".split()
)
#: Names of provinces that begin like a family name.
_PROVINCES = frozenset(
    "ha noi,ha nam,ha tinh,ha giang,cao bang,thai nguyen,thai binh,lam dong,ninh binh,ninh thuan,"
    "ho chi minh".split(",")
)
#: "tên là lan", "ten la hoa": what follows is a name, however it is written.
_CALLED = re.compile(r"\b(?P<sign>(?:tên|ten)(?: (?:là|la|gọi là|goi la))?) (?P<name>[^\W\d_]+)")
_NO_NAME = frozenset(
    "gi nao ai con chau cha me chong vo va cho trong cua cong do dat la goi tren dem khai goc "
    "nguoi nha minh toi em khac cu moi co khong duoc thi".split()
)


def masked(text: str) -> str:
    """The text with signs like "[số điện thoại]" in the place of what could lead to a person."""
    text = _LINK.sub(LINK, _MAIL.sub(MAIL, text))
    text = _HOUSE.sub(_house, _without_phones(text))
    text = _LONG.sub(lambda found: _number(found, found.string), text)
    return _CALLED.sub(_called, _WORDS.sub(_without_names, text))


def _without_phones(text: str) -> str:
    for each in reversed(list(PhoneNumberMatcher(text, "VN", leniency=Leniency.VALID))):
        text = f"{text[: each.start]}{PHONE}{text[each.end :]}"
    return text


def _number(found: re.Match[str], text: str) -> str:
    """An amount of money is part of the question; a number of an account or a paper is not."""
    money = _MONEY.match(text, found.end()) or _BY_THREES.fullmatch(found[0])
    return found[0] if money else NUMBER


def _house(found: re.Match[str]) -> str:
    return PLACE if any(map(str.isdigit, found[0])) else found[0]


def _called(found: re.Match[str]) -> str:
    """After "tên" alone any word may follow, after "tên là" nearly always a name."""
    known = fold(found["name"]) in _NO_NAME
    alone = found["sign"].lower() in ("tên", "ten") and not found["name"][0].isupper()
    return found[0] if known or alone else f"{found['sign']} {NAME}"


def _without_names(found: re.Match[str]) -> str:
    words, kept = found[0].split(), list[str]()
    place = 0
    while place < len(words):
        width = _name_at(words, place)
        street = bool(kept) and kept[-1].lower() in _STREETS
        if width:
            kept.append(PLACE if street else NAME)
        else:
            kept.append(words[place])
        place += width or 1
    return " ".join(kept)


def _name_at(words: list[str], place: int) -> int:
    """How many words from here on are a name: capitals, the first one a family name."""
    if fold(words[place]) not in _SURNAMES:
        return 0
    width = 0
    while width < _LONGEST_NAME and place + width < len(words):
        if not words[place + width][0].isupper():
            break
        width += 1
    province = any(fold(" ".join(words[place : place + many])) in _PROVINCES for many in (2, 3))
    return width if width > 1 and not province else 0
