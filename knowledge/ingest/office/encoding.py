"""The letters of a text file; old Vietnamese encodings are told apart.

Windows-1258 is converted: it is a registered encoding and Python reads it without a loss. TCVN3 and
VNI are tricks of fonts, in which one code stands for several letters; they are refused, in every
format, with what to do.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from knowledge.ingest.office import refusals
from knowledge.ingest.office.refusals import refused
from knowledge.text.fold import fold
from knowledge.text.syllables import SYLLABLES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE = re.compile(r"[ăĂđĐơƠưƯ\u1ea0-\u1ef9]")
# Marks and currency signs inside words: the letters of TCVN3 seen through Western eyes.
_TCVN3 = re.compile(r"[^\W\d_][¨©ª«¬®µ¶·¸¹»¼½¾§¦Æ×Ø]|[¨©ª«¬®µ¶·¸¹»¼½¾§¦][^\W\d_]")
# In VNI every vowel is followed by the letter that carries its mark: "ñieàu", "vieät", "luaät".
_VNI = re.compile(r"[aeiouyöô][äàáâãåèéêëùúûüøïóòõ]|ñ|oä|ôï|öô", re.IGNORECASE)
_LONG_ENOUGH = 40
_LEAST_SHARE = 0.12
_FEW = 0.02
_ASCII_SHARE = 0.5
_CONVINCING = 0.85


def decoded(data: bytes, file: str) -> tuple[str, str]:
    """The text, and the name of its encoding where it is not Unicode (else ``''``).

    Raises:
        SourceError: the encoding is unknown, or an old one that cannot be converted safely.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _old(data, file)


def _old(data: bytes, file: str) -> tuple[str, str]:
    text = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    if "\ufffd" not in text and _share_of_syllables(text) >= _CONVINCING:
        return text, "Windows-1258"
    name = old_font(data.decode("cp1252", errors="replace"))
    raise refused(file, refusals.old_font(name) if name else refusals.UNKNOWN_ENCODING)


def old_font(text: str) -> str:
    """``TCVN3 (ABC)`` or ``VNI Windows`` where the text is written in that font's codes, else ''.

    Names of foreign places in a Vietnamese text do not make it one.
    """
    words = text.split()
    letters = sum(map(len, _WORD.findall(text)))
    ascii_letters = sum(letter.isascii() and letter.isalpha() for letter in text)
    if letters < _LONG_ENOUGH or len(_VIETNAMESE.findall(text)) > _FEW * letters:
        return ""
    if ascii_letters < _ASCII_SHARE * letters:
        return ""
    shares = {
        name: sum(1 for word in words if pattern.search(word)) / len(words)
        for name, pattern in (("TCVN3 (ABC)", _TCVN3), ("VNI Windows", _VNI))
    }
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _LEAST_SHARE else ""


def _share_of_syllables(text: str) -> float:
    words = [fold(word).lower() for word in _WORD.findall(text)]
    return sum(word in SYLLABLES for word in words) / len(words) if words else 0.0
