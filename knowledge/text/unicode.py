"""One spelling for each Vietnamese word, however its characters were typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

import yaml

from knowledge.text.fold import fold

#: Goes into the identity of every compiled library: raise it when the outcome changes.
NORMALISER_VERSION = "1"

#: Texts up to this length are looked at word by word: all of it may be spelt well already.
_MESSAGE = 500

_I_Y_WORDS = Path(__file__).with_name("i_y.yaml")

_TONES = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_LOOK_ALIKES = {
    "Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-",
}  # fmt: skip
_REPLACED = dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_SPACES, " ") | _LOOK_ALIKES
_ODD = re.compile(f"[{''.join(_REPLACED)}]")


_LETTER = r"[^\W\d_]"
_END = rf"(?!{_LETTER}|[\u0300-\u036f])"


def _toned(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


def _forms(vowels: str) -> str:
    """A regular-expression class of the toned forms of these vowels."""
    return f"[{''.join(_toned(vowel, tone) for vowel in vowels for tone in _TONES)}]"


def _pairs(first: str, second: str) -> Iterator[tuple[str, str]]:
    """Two vowels with the tone on the second, and the same two with the tone on the first."""
    for vowel, follower, tone in product(first + first.upper(), second + second.upper(), _TONES):
        yield vowel + _toned(follower, tone), _toned(vowel, tone) + follower


# hoà → hòa, khoẻ → khỏe, thuỷ → thủy (not quý: there the u belongs to the onset)
_LATE = re.compile(rf"[oOuU](?<![qQ][uU]){_forms('aeyAEY')}{_END}")
_LATE_FIXED = dict([*_pairs("o", "ae"), *_pairs("u", "y")])
# hòan → hoàn, hùynh → huỳnh: the tone of a closed syllable stands on the main vowel
_EARLY = re.compile(rf"{_forms('ouOU')}[aeyAEY](?={_LETTER})")
_EARLY_FIXED = {early: late for late, early in _LATE_FIXED.items()}
# qúy → quý, gía → giá: u and i of the onset carry no tone
_ONSET = re.compile(
    rf"([qQ])({_forms('uU')}[aăâeêioơyAĂÂEÊIOƠY])|([gG])({_forms('iI')}[aơAƠ]){_END}"
)
_ONSET_FIXED = {early: late for late, early in [*_pairs("u", "aăâeêioơy"), *_pairs("i", "aơ")]}


def _fix_onset(match: re.Match[str]) -> str:
    onset, vowels = (group for group in match.groups() if group)
    return onset + _ONSET_FIXED[vowels]


def _fix_late(match: re.Match[str]) -> str:
    return _LATE_FIXED.get(match.group(), match.group())


def _fix_early(match: re.Match[str]) -> str:
    return _EARLY_FIXED.get(match.group(), match.group())


def place_tones(text: str) -> str:
    """Tone marks of composed text in the old style (hòa, thủy); other syllables stay."""
    text = _ONSET.sub(_fix_onset, text)
    text = _EARLY.sub(_fix_early, text)
    return _LATE.sub(_fix_late, text)


def _letter_cases(written: str, kept: str) -> dict[str, str]:
    """The pair in small letters, capitalised, and in capitals."""
    pairs = {
        written: kept,
        written.capitalize(): kept.capitalize(),
        written.title(): kept.title(),
        written.upper(): kept.upper(),
    }
    return {left: right for left, right in pairs.items() if left != right}


@cache
def _i_y_words() -> dict[str, str]:
    """Spelling variants from ``i_y.yaml``, unaccented phrases and letter cases included."""
    listed: dict[str, str] = yaml.safe_load(_I_Y_WORDS.read_text(encoding="utf-8"))
    listed |= {fold(left): fold(right) for left, right in listed.items() if " " in left}
    cases: dict[str, str] = {}
    for left, right in listed.items():
        cases |= _letter_cases(left, right)
    return cases


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of these whole words, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    initials = "".join({word[0] for word in longest_first})
    return re.compile(rf"\b(?=[{initials}])(?:{'|'.join(map(re.escape, longest_first))})\b")


@cache
def _i_y_pattern() -> re.Pattern[str]:
    return _any_of(_i_y_words())


@cache
def _i_y_trigger() -> re.Pattern[str]:
    """The single syllables that differ: a quick look whether a text needs the full list at all."""
    return _any_of(
        written
        for left, right in _i_y_words().items()
        for written, kept in zip(left.split(), right.split(), strict=True)
        if written != kept
    )


def choose_i_or_y(text: str) -> str:
    """One spelling where i and y are both written: "li hôn" → "ly hôn", "kỉ luật" → "kỷ luật"."""
    if not _i_y_trigger().search(text):
        return text
    words = _i_y_words()
    return _i_y_pattern().sub(lambda match: words[match.group()], text)


def compose(text: str) -> str:
    """Composed characters (NFC), look-alikes replaced, invisible ones gone, plain spaces."""
    return unicodedata.normalize("NFC", _ODD.sub(lambda match: _REPLACED[match.group()], text))


def normalise(text: str) -> str:
    """The text in one canonical spelling; applying it twice changes nothing more.

    Composed characters (NFC), Latin eth as Đ, invisible characters gone, every space a plain one,
    straight quotes, tone marks in the old style, i/y by word list. Letter case, line breaks stay.
    """
    text = compose(text)
    if len(text) <= _MESSAGE and all(map(_is_settled, text.split())):
        return text
    return choose_i_or_y(place_tones(text))


@lru_cache(maxsize=16_384)
def _is_settled(word: str) -> bool:
    """Whether nothing in the word can be spelt otherwise; words of messages were seen before."""
    return place_tones(word) == word and not _i_y_trigger().search(word)
