"""Finds telephone numbers in a text, so that none is shown that nobody verified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.text.fold import fold

#: 0912 345 678, +84 237 385 1666, (0237) 385.1666, 1800 1567, 1900 969 680.
_LONG = re.compile(
    r"(?<![\d.,/])(?:(?:\+84|\(?0)(?:[ .()-]{0,2}\d){8,10}|1[89]00(?:[ .-]?\d){4,6})(?![\d/])"
)
#: Words after which a short number is one to be called.
_CALLING = re.compile(
    r"\b(?:goi|tong dai|dau so|hotline|duong day nong|dien thoai|bam so|nhan tin|so khan cap)\b"
)
_SHORT = re.compile(
    r"(?<![\w.,/-])(?<!dieu )(?<!khoan )(?<!nam )(?<!so hieu )\d{3,5}(?![\w/%-]|[.,]\d)"
    r"(?!\s*(?:trieu|nghin|ngan|ty|dong|ngay|dem|thang|nam|tuoi|gio|phut|giay|lan|nguoi|chau|con|met"
    r"|m2|km|kg|gam|xa|phuong|thon|ho|trang|chu|buoc|phan|so)\b)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def numbers(text: str) -> Iterator[str]:
    """The telephone numbers of a text, as digits without spaces, in the order of the sentences."""
    for sentence in _SENTENCE_END.split(text):
        folded = fold(sentence)
        for found in _LONG.findall(folded):
            yield re.sub(r"\D", "", found)
        rest = _LONG.sub(" ", folded)
        if calling := _CALLING.search(rest):
            yield from _SHORT.findall(rest, calling.end())


def unverified(texts: Iterable[str], allowed: frozenset[str]) -> Iterator[str]:
    """A fault for each number that is not among those that may be shown anywhere."""
    found = dict.fromkeys(number for text in texts for number in numbers(text))
    for number in found:
        if number not in allowed:
            yield (
                f"Có số điện thoại {number} không nằm trong phone_numbers.yaml. Hãy bỏ số này, "
                "hoặc ghi ở thẻ danh bạ (places) với ngày kiểm tra verified_on."
            )
