"""Names that a document prints in capitals, as they are written in a sentence."""

from __future__ import annotations

import re

#: Words of offices and places that take no capital inside a name; the longest first.
_COMMON = (
    "ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|hội liên hiệp phụ nữ|hội lhpn"
    "|ban chấp hành|ban thường vụ"
    "|ban chỉ đạo|mặt trận tổ quốc|đoàn thanh niên|trạm y tế|trung tâm|công an|thường trực|phường"
    "|xã|thị trấn"
    "|đặc khu|tỉnh|thành phố|trường|sở|phòng|ban|hội|đảng bộ|đảng ủy|văn phòng"
).split("|")
_PHRASE = re.compile(rf"\b(?:{'|'.join(_COMMON)})\b")
_SHORT = {"ubnd": "UBND", "hđnd": "HĐND", "lhpn": "LHPN", "mttq": "MTTQ", "tp": "TP", "btv": "BTV"}
_WORD = re.compile(r"[^\W\d_]+")


def sentence_case(capitals: str) -> str:
    """``HÔN NHÂN VÀ GIA ĐÌNH`` → ``Hôn nhân và gia đình``; proper names must be looked over."""
    lower = _WORD.sub(lambda word: _SHORT.get(word[0].lower(), word[0].lower()), capitals)
    return lower[:1].upper() + lower[1:]


def office_name(capitals: str) -> str:
    """``ỦY BAN NHÂN DÂN PHƯỜNG HẠC THÀNH`` → ``Ủy ban nhân dân phường Hạc Thành``."""
    lower = " ".join(capitals.split()).lower()
    written = []
    end = 0
    for found in _PHRASE.finditer(lower):
        written += [_proper(lower[end : found.start()]), found[0]]
        end = found.end()
    name = "".join([*written, _proper(lower[end:])])
    return name[:1].upper() + name[1:]


def _proper(words: str) -> str:
    return _WORD.sub(lambda word: _SHORT.get(word[0], word[0].capitalize()), words)
