"""Sloppy typing made plain: teencode, abbreviations, Telex and VNI residue, glued words, dialect.

Well-typed Vietnamese comes out unchanged. What had to be guessed comes out in folded letters
(``chongf`` → ``chong``), what is certain with its accents (``ck`` → ``chồng``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge.text import abbreviations
from knowledge.text.abbreviations import Surroundings
from knowledge.text.dialect import in_standard_words
from knowledge.text.fold import fold_word, is_bare
from knowledge.text.fragments import rejoined
from knowledge.text.respelling import kept_words, respell, split_glued
from knowledge.text.spelling import mend
from knowledge.text.syllables import is_syllable
from knowledge.text.telex import decode_telex, decode_vni, is_sure_vni
from knowledge.text.token import Origin, Token
from knowledge.text.unicode import normalise

__all__ = ["Origin", "Token", "expand", "read", "shows_distress", "tokens", "without_emoji"]

#: Anything behind this many characters of one message is left as it is.
LONGEST_MESSAGE = 12_000

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    r"(?P<kept>(?:https?://|www\.)\S+|\S+@\S+\.\w+|\d[\w.,/:%-]*/[\w.,/:%-]*\w|[A-ZĐ]+[-/][A-ZĐ]\w*)"
    rf"|(?P<number>\d+(?:[.,/:]\d+)*)(?P<unit>{_LETTER}+\d*)?"
    rf"|(?P<word>{_LETTER}(?:[^\W_])*)"
)
_APART = re.compile(rf"(?<![\w.]){_LETTER}{{1,4}}(?:[.*]{_LETTER}{{1,5}}){{1,6}}(?![\w.])")
_RUN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_EMOJI = re.compile(
    "[\u200d\u20e3\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe00-\ufe0f"
    "\U0001f000-\U0001faff\U000e0000-\U000e007f]+"
)
_EMOTICON = re.compile(
    r"(?<!\w)(?:[:=;xX]['-]?[()DPp3|/\\]+|T[_.]T|:v|\^[_.]?\^|@@+)(?!\w)|[:=]\({1,}"
)
_DISTRESS = re.compile(
    "[😭😢😿😰😨😱😥😓🥺😔😞😟😣😖😫😩💔🆘🩸🔪🤕🤒😪☠💀🚑🚨🙏]|:'?\\(|T[_.]T|=\\("
)
_CLAUSE_END = re.compile(r"\s*[.,;!?…\n)]")
_UNITS = frozenset(
    "tr trieu k ng nghin ngan cu ty ti dong d vnd t th h p m km kg g m2 cm ha lit".split()
)
_ROMAN = re.compile(r"(?=..)x{0,3}(?:ix|iv|v?i{0,3})")
_LONGEST_ACRONYM = 5
# Words that stand before a figure: ``lop1`` is class one, not Telex
_COUNTED = frozenset(
    "lop muc cap to khu tang quy so nam thang ngay ky dieu khoan phan chuong nhom hang bac khoa "
    "vong loai mau tap lan giai doan phong nha thu ca con be ban bai cau trang duong quan phuong "
    "thon xom to tuoi ap cum ban hep kiet ngo block covid f l e".split()
)
_NUMBER_BEHIND = re.compile(rf"(?P<word>{_LETTER}{{2,}})(?P<number>\d+)")
_MANY = 2

SAME_MESSAGE = 32
"""A turn reads its message a dozen times: so many readings are remembered."""


def shows_distress(text: str) -> bool:
    """Whether the text carries an emoji or emoticon of tears, fear, injury or a call for help."""
    return bool(_DISTRESS.search(text))


def without_emoji(text: str) -> str:
    """The text with emoji and emoticons made spaces."""
    if text.isascii() and not _EMOTICON.search(text):
        return text
    return _EMOTICON.sub(" ", _EMOJI.sub(" ", text))


def tokens(text: str) -> list[Token]:
    """The message word by word, each with its plain reading; never raises, linear in the length.

    Text before the first word is the tail of an empty first token.
    """
    return list(_tokens(text))


@lru_cache(maxsize=SAME_MESSAGE)
def _tokens(text: str) -> tuple[Token, ...]:
    plain = without_emoji(normalise(text[:LONGEST_MESSAGE]))
    if "." in plain or "*" in plain:
        plain = _APART.sub(_put_together, plain)
    return tuple(in_standard_words(_in_context(rejoined(list(_split(plain))))))


def expand(text: str) -> str:
    """The message in plain words; well-typed Vietnamese comes out as it went in.

    Guessed words are folded ("chongf ddanhs e" → "chong danh em"); numbers, money, document numbers
    and links stay as typed.
    """
    return "".join(token.plain + token.tail for token in read(text)).strip()


def read(text: str) -> list[Token]:
    """The message word by word as the search reads it: ``tokens`` with slips mended, and words
    that only the search may take for others.
    """
    return list(_read_once(text))


@lru_cache(maxsize=SAME_MESSAGE)
def _read_once(text: str) -> tuple[Token, ...]:
    return tuple(mend(in_standard_words(tokens(text), searched=True)))


def _split(text: str) -> Iterator[Token]:
    """Cut into tokens; what each says by itself, abbreviations still as typed."""
    matches = list(_TOKEN.finditer(text))
    lead = text[: matches[0].start()] if matches else text
    if lead:
        yield Token("", "", Origin.KEPT, lead)
    residue = _residue_count(matches)
    shouted = text.isupper()
    for place, match in enumerate(matches):
        end = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        yield _read(match, residue >= _MANY, shouted, text[match.end() : end])


def _residue_count(matches: list[re.Match[str]]) -> int:
    """How many words of the message look like Telex or VNI residue; sure VNI counts for many."""
    return sum(_residue(match.group()) for match in matches if match.lastgroup == "word")


@lru_cache(maxsize=8192)
def _residue(word: str) -> int:
    folded = fold_word(word)
    if is_syllable(folded) or folded in kept_words():
        return 0
    if folded in abbreviations.by_form():
        return 0
    vni = _without_keys(word.lower())
    if vni and is_sure_vni(folded):
        return 1 if _is_counting(folded) else _MANY
    return int(bool(decode_telex(folded)) or (bool(vni) and vni not in _COUNTED))


def _read(match: re.Match[str], in_residue: bool, shouted: bool, tail: str) -> Token:
    typed = match.group()
    if match.lastgroup == "word":
        return Token(typed, *_read_typed(typed, in_residue, shouted), tail)
    if match.lastgroup == "kept":
        return Token(typed, typed, Origin.KEPT, tail)
    return _read_number(match, tail)


@lru_cache(maxsize=16384)
def _read_typed(typed: str, in_residue: bool, shouted: bool) -> tuple[str, Origin]:
    """The plain reading of one word on its own, in its letters, and where it comes from."""
    low = typed.lower()
    if _ROMAN.fullmatch(low) or (not shouted and _is_acronym(typed, low)):
        return typed, Origin.KEPT
    plain, origin = _read_word(low, in_residue)
    return (typed if origin in {Origin.TYPED, Origin.UNKNOWN} else plain), origin


def _is_acronym(typed: str, low: str) -> bool:
    """Whether capitals in the midst of small letters name something that no list knows."""
    if not typed.isupper() or not 2 <= len(typed) <= _LONGEST_ACRONYM:
        return False
    return low not in abbreviations.by_form() and not is_syllable(fold_word(low))


def _read_number(match: re.Match[str], tail: str) -> Token:
    """A number as typed; a whole word glued behind it comes loose (``13tuoi`` → ``13 tuoi``)."""
    typed, unit = match.group(), match.group("unit") or ""
    folded = fold_word(unit)
    if len(folded) > 1 and folded not in _UNITS and is_syllable(folded):
        return Token(typed, f"{match.group('number')} {unit}", Origin.NUMBER, tail)
    return Token(typed, typed, Origin.NUMBER, tail)


def _put_together(match: re.Match[str]) -> str:
    """A syllable taken apart by dots (``đ.á.n.h``, ``ch.ết``) in one piece, the rest as typed."""
    joined = re.sub(r"[.*]", "", match.group())
    return joined if is_syllable(fold_word(joined)) else match.group()


def _read_word(word: str, in_residue: bool) -> tuple[str, Origin]:
    """The plain reading of one lower-case word on its own, and where it comes from."""
    if word in abbreviations.by_form():
        return word, Origin.ABBREVIATION
    collapsed = _RUN.sub(r"\1", word)
    folded = fold_word(collapsed)
    if collapsed in abbreviations.by_form():
        return collapsed, Origin.ABBREVIATION
    if is_syllable(folded):
        return collapsed, Origin.TYPED if collapsed == word else Origin.RESPELT
    if folded in kept_words() and not (in_residue and len(folded) <= 3):
        return collapsed, Origin.TYPED if collapsed == word else Origin.RESPELT
    return _guess(collapsed, folded, in_residue) or (collapsed, Origin.UNKNOWN)


def _guess(word: str, folded: str, in_residue: bool) -> tuple[str, Origin] | None:
    """A word that is no syllable: keyboard residue, chat spelling, or words without spaces."""
    if any(letter.isdigit() for letter in folded):
        return _guess_vni(word, in_residue) or _number_behind(word)
    if telex := decode_telex(folded):
        return telex, Origin.TELEX
    if spelt := respell(folded):
        return spelt, Origin.RESPELT
    if parts := split_glued(word):
        return " ".join(parts), Origin.GLUED
    return None


def _guess_vni(word: str, in_residue: bool) -> tuple[str, Origin] | None:
    plain = _without_keys(word)
    if not plain or (_is_counting(word) and not in_residue):
        return None
    sure = in_residue or is_sure_vni(fold_word(word)) or len(plain) > 2
    return (plain, Origin.VNI) if sure else None


def _without_keys(word: str) -> str:
    """The syllable behind VNI keys, '' where the figures are a number (``thứ7``)."""
    number = _NUMBER_BEHIND.fullmatch(word) and not is_bare(word)
    return "" if number else decode_vni(fold_word(word))


def _is_counting(word: str) -> bool:
    """Whether a word that stands before figures has one behind it: ``lop1``, ``thu7``."""
    behind = _NUMBER_BEHIND.fullmatch(word)
    return bool(behind and behind["word"] in _COUNTED)


def _number_behind(word: str) -> tuple[str, Origin] | None:
    """A word with a number glued behind it, apart (``tháng12`` → ``tháng 12``)."""
    behind = _NUMBER_BEHIND.fullmatch(word)
    if not behind or not is_syllable(fold_word(behind["word"])):
        return None
    if _without_keys(word) and not _is_counting(word):
        return None
    return f"{behind['word']} {behind['number']}", Origin.NUMBER


def _in_context(found: list[Token]) -> list[Token]:
    """The abbreviations read by the words around them."""
    if not any(token.origin is Origin.ABBREVIATION for token in found):
        return found
    words: list[str] = []
    places: list[int] = []
    for token in found:
        places.append(len(words))
        words += fold_word(token.plain).split() or [""]
    return [
        _abbreviation(token, words, place) if token.origin is Origin.ABBREVIATION else token
        for token, place in zip(found, places, strict=True)
    ]


def _abbreviation(token: Token, words: list[str], place: int) -> Token:
    entry = abbreviations.by_form()[token.plain]
    is_last = place == len(words) - 1 or bool(_CLAUSE_END.match(token.tail))
    here = Surroundings(words, place, is_last)
    if meaning := entry.meaning(here):
        return token._replace(plain=meaning)
    plain = token.typed if token.plain == token.typed.lower() else token.plain
    return token._replace(plain=plain, origin=Origin.TYPED)
