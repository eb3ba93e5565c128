"""Spoils well-typed questions the way people type on a phone: the same outcome for the same seed.

``mixed`` is the moderate level that the goal speaks of: every question gets each kind of noise with
the chance in ``MIX``, and each kind spoils only a share of the words. ``only`` applies one kind.
The tables hold what people commonly type; nothing is taken from the benchmark's questions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from hashlib import sha256
from random import Random

Noise = Callable[[str, Random], str]

_WORD = re.compile(r"[^\W\d_]+")
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}

# Longest first where one contains another; alternatives are equally likely.
_CHAT: Mapping[str, tuple[str, ...]] = {
    "như thế nào": ("ntn", "nhu the nao"),
    "bảo hiểm xã hội": ("bhxh", "BHXH"),
    "bảo hiểm y tế": ("bhyt", "BHYT"),
    "bảo hiểm thất nghiệp": ("bhtn", "BHTN"),
    "hợp đồng lao động": ("hđlđ", "hdld"),
    "người lao động": ("nlđ", "nld"),
    "căn cước công dân": ("cccd", "CCCD"),
    "ủy ban nhân dân": ("ubnd", "UBND"),
    "quyền sử dụng đất": ("qsdđ", "qsdd"),
    "đăng ký kết hôn": ("đkkh", "dkkh"),
    "giấy khai sinh": ("gks", "giấy ks"),
    "sổ hộ khẩu": ("shk", "sổ hk"),
    "điện thoại": ("đt", "sđt"),
    "gia đình": ("gđ", "gd"),
    "bao nhiêu": ("bn", "bnhiu", "bnhieu"),
    "bao lâu": ("blau", "bao lau"),
    "thế nào": ("tnao", "thế nào z"),
    "thời gian": ("tgian", "tg"),
    "không": ("ko", "k", "kh", "hông", "khum"),
    "được": ("dc", "đc", "đk"),
    "người": ("ng", "ngừi"),
    "trước": ("trc",),
    "trong": ("trog", "trg"),
    "chồng": ("ck", "chog"),
    "những": ("nhg", "nhữg"),
    "nhưng": ("nhg", "nhưg"),
    "cũng": ("cg", "cx"),
    "biết": ("bt", "bik", "bít"),
    "làm": ("lm",),
    "phải": ("fải", "phãi"),
    "vợ": ("vk",),
    "với": ("vs",),
    "gì": ("j", "gj"),
    "rồi": ("r", "rùi"),
    "thì": ("thj",),
    "muốn": ("mún", "mun"),
    "quá": ("wá", "qá"),
    "em": ("e", "iem"),
    "anh": ("a",),
    "mình": ("mk", "mik"),
}
_CHAT_PATTERN = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _CHAT), key=len, reverse=True))})\b", re.IGNORECASE
)
# Either spelling is in use; people type the other one.
_WITH_Y = "lý ký kỷ kỹ kỳ kỵ mỹ tỷ quý quỹ quỷ quỳ hy ly ty vy".split()
_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_I_Y = {word: word.translate(_TO_I) for word in _WITH_Y} | {"sĩ": "sỹ"}
# ``hòa`` and the like, small and with a capital, to the new style ``hoà``.
_NEW_STYLE = {
    unicodedata.normalize("NFC", one + mark) + two: one + unicodedata.normalize("NFC", two + mark)
    for one, two in ("oa", "oe", "uy", "Oa", "Oe", "Uy")
    for mark in _TONES
}
_OPEN_SYLLABLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_NEW_STYLE)})(?![^\W\d_])")
_NEIGHBOURS = {
    letter: "".join(row[max(0, place - 1) : place] + row[place + 1 : place + 2])
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, letter in enumerate(row)
}


def _words(text: str, share: float, random: Random, change: Callable[[str], str]) -> str:
    """The text with about this share of its words changed."""
    return _WORD.sub(
        lambda match: change(match.group()) if random.random() < share else match.group(), text
    )


def plain(text: str) -> str:
    """Without accents and strokes, letter case kept."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def chat(text: str, random: Random) -> str:
    """Chat spellings and abbreviations for half of the words that have one."""
    return _CHAT_PATTERN.sub(
        lambda match: (
            random.choice(_CHAT[match.group().lower()]) if random.random() < 0.5 else match.group()
        ),
        text,
    )


def few_accents(text: str, random: Random) -> str:
    """A third of the words without their accents."""
    return _words(text, 1 / 3, random, plain)


def no_accents(text: str, random: Random) -> str:
    """No accents at all."""
    return plain(text)


def toneless(text: str, random: Random) -> str:
    """A third of the words without their tone mark: ``đươc``, ``phương`` stays."""

    def without_tone(word: str) -> str:
        letters = unicodedata.normalize("NFD", word)
        return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))

    return _words(text, 1 / 3, random, without_tone)


def telex_keys(word: str) -> str:
    """The keys of the Telex method: ``đường`` → ``dduowngf``, ``ươ`` as most people type it."""
    keys, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
        if letter in _TONES:
            tone = _TONES[letter]
        elif letter in _SHAPES:
            keys += _SHAPES[letter] or keys[-1:].lower()
        else:
            keys += letter
    return keys.replace("uwow", "uow") + tone


def telex(text: str, random: Random) -> str:
    """A fifth of the words as the keys that were pressed."""
    return _words(text, 0.2, random, telex_keys)


def typos(text: str, random: Random) -> str:
    """One slip in every tenth word of three letters or more: swapped, missing, neighbouring key."""

    def slip(word: str) -> str:
        if len(word) < 3:
            return word
        place = random.randrange(len(word) - 1)
        kind = random.choice(("swap", "drop", "key"))
        if kind == "swap":
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        near = _NEIGHBOURS.get(plain(word[place]).lower(), "")
        other = random.choice(near) if kind == "key" and near else ""
        return word[:place] + other + word[place + 1 :]

    return _words(text, 0.1, random, slip)


def i_or_y(text: str, random: Random) -> str:
    """The other of the two spellings with i and y, wherever there are two."""

    def other(word: str) -> str:
        found = _I_Y.get(word.lower(), word)
        return found.capitalize() if word[:1].isupper() and found != word else found

    return _words(text, 1.0, random, other)


def tone_place(text: str, random: Random) -> str:
    """Tone marks of open syllables in the new style: ``hoà``, ``thuỷ``."""
    return _OPEN_SYLLABLE.sub(lambda match: _NEW_STYLE[match.group()], text)


def decomposed(text: str, random: Random) -> str:
    """Loose combining marks (NFD), as copied from macOS."""
    return unicodedata.normalize("NFD", text)


def careless(text: str, random: Random) -> str:
    """Small letters, no punctuation, a greeting in front or a particle behind."""
    bare = re.sub(r"\s+", " ", re.sub(r"[^\w\s/.%-]|\.(?!\d)", " ", text.lower())).strip()
    front = random.choice(
        ("", "", "cho em hỏi ", "ad ơi cho mình hỏi ", "dạ cho hỏi ", "luật sư cho hỏi ")
    )
    return front + bare + random.choice(("", "", " ạ", " vậy ạ", " với ạ", " nhỉ"))


def glued(text: str, random: Random) -> str:
    """One space in twelve is missing."""
    return re.sub(
        r"(?<=\w) (?=[^\W\d_])", lambda match: "" if random.random() < 1 / 12 else " ", text
    )


KINDS: Mapping[str, Noise] = {
    "careless": careless,
    "chat": chat,
    "i_or_y": i_or_y,
    "tone_place": tone_place,
    "typos": typos,
    "glued": glued,
    "toneless": toneless,
    "few_accents": few_accents,
    "telex": telex,
    "no_accents": no_accents,
    "decomposed": decomposed,
}
#: The chance of each kind in the moderate mix; applied in this order.
MIX: Mapping[str, float] = {
    "careless": 0.5,
    "chat": 0.5,
    "i_or_y": 0.3,
    "tone_place": 0.3,
    "typos": 0.3,
    "glued": 0.1,
    "toneless": 0.15,
    "few_accents": 0.2,
    "telex": 0.15,
    "no_accents": 0.15,
    "decomposed": 0.2,
}


def _random(text: str, seed: int, kind: str) -> Random:
    """The source of chance of one question: other questions do not disturb it."""
    return Random(sha256(f"{seed}\0{kind}\0{text}".encode()).digest())  # noqa: S311


def only(kind: str, text: str, seed: int = 0) -> str:
    """The question with one kind of noise."""
    return KINDS[kind](text, _random(text, seed, kind))


def mixed(text: str, seed: int = 0) -> str:
    """The question with the moderate mix."""
    spoilt = text
    for kind, chance in MIX.items():
        random = _random(text, seed, kind)
        if random.random() < chance:
            spoilt = KINDS[kind](spoilt, random)
    return spoilt
