"""A message as the calculators read it: abbreviations written out, without accents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from knowledge.text.fold import fold
from knowledge.text.shorthand import expand
from knowledge.text.unicode import normalise

#: Of a long story so many characters are read.
LONGEST = 600

_SPACE = re.compile(r"\s+")

#: Words that may stand beside a bare number that answers a question.
FILLER = frozenset(
    "a ah ak alo anh ba ban bac bang bac be ca cai cam chac chi cho chua chung co con cu cung da "
    "dang den di do dong duoc em gan gio hay ho hon khoang la lam luong ma me minh moi mot nam "
    "ngay nghin nha nhe nhi nua o phan roi so tam tang thang thi thoi tien toi tong tren trieu tu "
    "tuoi ty u uh um vang va vay vi xin".split()
)


@dataclass(frozen=True, slots=True)
class Heard:
    """``words`` are folded, punctuation kept; ``typed`` is as she wrote it, in lower case;
    ``answering`` when the message answers the question for the fact that is being read.
    """

    words: str
    typed: str
    day: date
    answering: bool = False

    def bare(self) -> bool:
        """Whether beside numbers nothing stands but filler: "khoảng 20 năm ạ"."""
        return all(word in FILLER for word in re.findall(r"[a-z]+", self.words))


def heard(text: str, day: date) -> Heard:
    """The message on that day, not yet as an answer."""
    text = _SPACE.sub(" ", normalise(text)[:LONGEST])
    return Heard(fold(expand(text)).strip(), unicodedata.normalize("NFC", text).lower(), day)
