"""Sloppy typing made plain: teencode, abbreviations, Telex and VNI residue, glued words, dialect.

Well-typed Vietnamese comes out unchanged. What had to be guessed comes out in folded letters
(``chongf`` → ``chong``), what is certain with its accents (``ck`` → ``chồng``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from knowledge.text import abbreviations
from knowledge.text.abbreviations import DATA, Surroundings
from knowledge.text.fold import fold
from knowledge.text.respelling import respell, split_glued
from knowledge.text.syllables import is_syllable
from knowledge.text.telex import decode_telex, decode_vni, is_sure_vni
from knowledge.text.unicode import normalise

KEPT = DATA / "kept.txt"
PHRASES = DATA / "phrases.tsv"
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
# Words that stand before a figure: ``lop1`` is class one, not Telex
_COUNTED = frozenset(
    "lop muc cap to khu tang quy so nam thang ngay ky dieu khoan phan chuong nhom hang bac khoa "
    "vong loai mau tap lan giai doan phong nha thu ca con be ban bai cau trang duong quan phuong "
    "thon xom to ap cum ban hep kiet ngo block covid f l e".split()
)
_MANY = 2


class Origin(StrEnum):
    """How a word of the plain text came about."""

    TYPED = "typed"
    ABBREVIATION = "abbreviation"
    TELEX = "telex"
    VNI = "vni"
    RESPELT = "respelt"
    GLUED = "glued"
    DIALECT = "dialect"
    NUMBER = "number"
    KEPT = "kept"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """One word as typed, what it plainly says (one or several words), and what follows it.

    ``tail`` is the text up to the next token, spaces and punctuation included.
    """

    typed: str
    plain: str
    origin: Origin
    tail: str = ""

    @property
    def guessed(self) -> bool:
        """Whether ``plain`` is a reading without sure accents."""
        return self.origin in {Origin.TELEX, Origin.VNI, Origin.RESPELT, Origin.GLUED}


@cache
def _kept_words() -> frozenset[str]:
    lines = KEPT.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


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
    plain = _APART.sub(_put_together, without_emoji(normalise(text[:LONGEST_MESSAGE])))
    found = _in_context(list(_split(plain)))
    return _with_phrases(found)


def expand(text: str) -> str:
    """The message in plain words; well-typed Vietnamese comes out as it went in.

    Guessed words are folded ("chongf ddanhs e" → "chong danh em"); numbers, money, document numbers
    and links stay as typed.
    """
    return "".join(token.plain + token.tail for token in tokens(text)).strip()


def _split(text: str) -> Iterator[Token]:
    """Cut into tokens; what each says by itself, abbreviations still as typed."""
    matches = list(_TOKEN.finditer(text))
    lead = text[: matches[0].start()] if matches else text
    if lead:
        yield Token("", "", Origin.KEPT, lead)
    residue = _residue_count(matches)
    for place, match in enumerate(matches):
        end = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        yield replace(_read(match, residue >= _MANY), tail=text[match.end() : end])


def _residue_count(matches: list[re.Match[str]]) -> int:
    """How many words of the message look like Telex or VNI residue."""
    return sum(_is_residue(fold(match.group("word") or "")) for match in matches)


@lru_cache(maxsize=8192)
def _is_residue(folded: str) -> bool:
    if not folded or is_syllable(folded) or folded in _kept_words():
        return False
    if folded in abbreviations.by_form():
        return False
    vni = decode_vni(folded)
    return bool(decode_telex(folded)) or bool(vni) and (is_sure_vni(folded) or vni not in _COUNTED)


def _read(match: re.Match[str], in_residue: bool) -> Token:
    typed = match.group()
    if match.group("kept"):
        return Token(typed, typed, Origin.KEPT)
    if match.group("number"):
        return _read_number(match)
    plain, origin = _read_word(typed.lower(), in_residue)
    return Token(typed, typed if origin in {Origin.TYPED, Origin.UNKNOWN} else plain, origin)


def _read_number(match: re.Match[str]) -> Token:
    """A number as typed; a whole word glued behind it comes loose (``13tuoi`` → ``13 tuoi``)."""
    typed, unit = match.group(), match.group("unit") or ""
    folded = fold(unit)
    if len(folded) > 1 and folded not in _UNITS and is_syllable(folded):
        return Token(typed, f"{match.group('number')} {unit}", Origin.NUMBER)
    return Token(typed, typed, Origin.NUMBER)


def _put_together(match: re.Match[str]) -> str:
    """A syllable taken apart by dots (``đ.á.n.h``, ``ch.ết``) in one piece, the rest as typed."""
    joined = re.sub(r"[.*]", "", match.group())
    return joined if is_syllable(fold(joined)) else match.group()


@lru_cache(maxsize=16384)
def _read_word(word: str, in_residue: bool) -> tuple[str, Origin]:
    """The plain reading of one lower-case word on its own, and where it comes from."""
    if word in abbreviations.by_form():
        return word, Origin.ABBREVIATION
    collapsed = _RUN.sub(r"\1", word)
    folded = fold(collapsed)
    if collapsed in abbreviations.by_form():
        return collapsed, Origin.ABBREVIATION
    if is_syllable(folded):
        return collapsed, Origin.TYPED if collapsed == word else Origin.RESPELT
    if folded in _kept_words() and not (in_residue and len(folded) <= 3):
        return collapsed, Origin.TYPED if collapsed == word else Origin.RESPELT
    return _guess(collapsed, folded, in_residue) or (collapsed, Origin.UNKNOWN)


def _guess(word: str, folded: str, in_residue: bool) -> tuple[str, Origin] | None:
    """A word that is no syllable: keyboard residue, chat spelling, or words without spaces."""
    if any(letter.isdigit() for letter in folded):
        return _guess_vni(folded, in_residue)
    if telex := decode_telex(folded):
        return telex, Origin.TELEX
    if spelt := respell(folded):
        return spelt, Origin.RESPELT
    if parts := split_glued(word):
        return " ".join(parts), Origin.GLUED
    return None


def _guess_vni(folded: str, in_residue: bool) -> tuple[str, Origin] | None:
    plain = decode_vni(folded)
    counted = plain in _COUNTED and not in_residue
    if plain and not counted and (in_residue or is_sure_vni(folded) or len(plain) > 2):
        return plain, Origin.VNI
    return None


def _in_context(found: list[Token]) -> list[Token]:
    """The abbreviations read by the words around them."""
    words = [fold(token.plain) for token in found]
    return [
        _abbreviation(token, words, place) if token.origin is Origin.ABBREVIATION else token
        for place, token in enumerate(found)
    ]


def _abbreviation(token: Token, words: list[str], place: int) -> Token:
    entry = abbreviations.by_form()[token.plain]
    is_last = place == len(words) - 1 or bool(_CLAUSE_END.match(token.tail))
    here = Surroundings(words, place, is_last)
    if meaning := entry.meaning(here):
        return replace(token, plain=meaning)
    plain = token.typed if token.plain == token.typed.lower() else token.plain
    return replace(token, plain=plain, origin=Origin.TYPED)


@dataclass(frozen=True, slots=True)
class _Phrase:
    written: tuple[str, ...]
    means: str
    folded_too: bool


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """Dialect phrases by the folded form of their first word, the longest first."""
    table: dict[str, list[_Phrase]] = {}
    for line in PHRASES.read_text("utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        written, means = line.split("\t")
        words = tuple(written.removeprefix("~").split())
        phrase = _Phrase(words, means.strip(), written.startswith("~"))
        table.setdefault(fold(words[0]), []).append(phrase)
    for phrases in table.values():
        phrases.sort(key=lambda phrase: -len(phrase.written))
    return table


def _with_phrases(found: list[Token]) -> list[Token]:
    """Dialect phrases replaced by standard words."""
    out: list[Token] = []
    place = 0
    while place < len(found):
        phrase = _phrase_at(found, place)
        width = len(phrase.written) if phrase else 1
        here = found[place : place + width]
        out.append(_said(here, phrase) if phrase else here[0])
        place += width
    return out


def _said(here: list[Token], phrase: _Phrase) -> Token:
    typed = "".join(token.typed + token.tail for token in here[:-1]) + here[-1].typed
    return Token(typed, phrase.means, Origin.DIALECT, here[-1].tail)


def _phrase_at(found: list[Token], place: int) -> _Phrase | None:
    candidates = _phrases().get(fold(found[place].plain), ())
    return next((phrase for phrase in candidates if _stands(phrase, found, place)), None)


def _stands(phrase: _Phrase, found: list[Token], place: int) -> bool:
    """Whether the phrase stands here: accented as listed, or folded where the list allows it."""
    here = found[place : place + len(phrase.written)]
    if len(here) < len(phrase.written) or any(token.tail.strip() for token in here[:-1]):
        return False
    plain = [token.plain.lower() for token in here]
    if tuple(plain) == phrase.written:
        return True
    return phrase.folded_too and plain == [fold(word) for word in phrase.written]
