"""The ways in which people really type a sentence, applied to a sentence typed well."""

import unicodedata
import zlib

from knowledge.text.fold import fold

TEENCODE = {
    "không": "ko", "được": "dc", "chồng": "ck", "vợ": "vk", "em": "e", "anh": "a", "gì": "j",
    "rồi": "r", "với": "vs", "biết": "bt", "nói": "ns", "làm": "lm", "mình": "mk", "cũng": "cx",
    "bây giờ": "bh", "người yêu": "ny", "chị": "c", "trước": "trc", "hôm qua": "hqua",
    "đang": "đag", "vậy": "v", "đánh": "đáh", "trong": "trog", "muốn": "mún", "điện thoại": "đt",
    "như thế nào": "ntn",
    "nhiều": "nhìu", "quá": "wá", "phải": "fải", "cứu": "kứu", "bị": "bj",
}  # fmt: skip
_TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_VNI_SHAPES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}


def no_accents(text):
    return fold(text)


def upper_case(text):
    return text.upper()


def teencode(text):
    for full, short in sorted(TEENCODE.items(), key=lambda pair: -len(pair[0])):
        text = f" {text} ".replace(f" {full} ", f" {short} ").strip()
    return text


def teencode_no_accents(text):
    return fold(teencode(text))


def half_accents(text):
    """Tones left out, shapes kept: ``chông đanh em``."""
    tones = set(_TELEX_TONES)
    letters = (each for each in unicodedata.normalize("NFD", text) if each not in tones)
    return unicodedata.normalize("NFC", "".join(letters))


def telex(text):
    return " ".join(_keys(word, _TELEX_TONES, _telex_shape, "dd") for word in text.split())


def loose_telex(text):
    """Tone keys only, shapes and strokes forgotten: ``chongf danhs em``."""
    return " ".join(_keys(word, _TELEX_TONES, lambda *_: "", "d") for word in text.split())


def vni(text):
    return " ".join(
        _keys(word, _VNI_TONES, lambda _, mark: _VNI_SHAPES[mark], "d9") for word in text.split()
    )


def repeated_letters(text):
    """Every third word drawn out: ``cứu emmmm``."""
    words = text.split()
    return " ".join(
        word + word[-1] * 3 if place % 3 == 2 and word[-1].isalpha() else word
        for place, word in enumerate(words)
    )


def glued(text):
    """Some neighbouring words without the space between them, always the same ones."""
    return _glued(text)


def glued_no_accents(text):
    return _glued(fold(text))


def _glued(text):
    words = text.split()
    out = [words[0]]
    for word in words[1:]:
        joinable = out[-1].isalpha() and word.isalpha() and len(out[-1]) < 6
        if joinable and zlib.crc32(f"{out[-1]} {word}".encode()) % 4 == 0:
            out[-1] += word
        else:
            out.append(word)
    return " ".join(out)


def _telex_shape(letter, mark):
    return letter if mark == "\u0302" else "w"


def _keys(word, tones, shape, stroke):
    out, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter == "đ":
            out += stroke
        elif letter in tones:
            tone = tones[letter]
        elif unicodedata.combining(letter):
            out += shape(out[-1], letter)
        elif letter.isalpha():
            out += letter
        else:
            out += tone + letter
            tone = ""
    return out + tone


def as_typed(text):
    return text


MUTATIONS = {
    mutation.__name__: mutation
    for mutation in (
        as_typed, no_accents, half_accents, teencode, teencode_no_accents, telex, loose_telex, vni,
        repeated_letters, upper_case, glued, glued_no_accents,
    )
}  # fmt: skip
