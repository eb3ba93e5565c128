"""Who is telling: herself, a child, a man, an old person, or somebody who worries for another."""

from __future__ import annotations

from enum import StrEnum

from handlers.crisis.patterns import Step, ends, parse
from handlers.crisis.scan import Scan


class Speaker(StrEnum):
    """How the person who writes is addressed."""

    WOMAN = ""
    MAN = "man"
    ELDER = "elder"


class Tie(StrEnum):
    """What somebody who worries for another is to her: not known, of her family, or in office."""

    NONE = ""
    KIN = "kin"
    OFFICE = "office"


_HARM = (
    "strike|rape|molest|strangle|kill|harm_threat|lock|evict|humiliate|marital_force|violence_word"
)
_OF_ONESELF = tuple(map(parse, (
    f"{_HARM} ..3 grown_me", "grown_me ..3 passive", "actor_mine ..4 strike ..1 grown_me",
    "grown_me ..2 die_want|urge|thought|attempt|hide|lock", "me ..2 doing ..1 hide",
    "aimed|weapon|follow|siege ..3 grown_me", "grown_me witness vague|tired_of_life",
    "witness grown_me ..2 vague|tired_of_life|die_want|insult",
)))  # fmt: skip
#: "Em mới sinh con, em muốn …": the child beside her is not the one who wants to die.
_NEW_MOTHER = tuple(map(parse, (
    "me|grown_me ..2 birth_done ..8 die_want|urge|thought|attempt|suicide_word|suicide_bare",
)))  # fmt: skip
_WIFE = (parse("actor_mine|spouse ..2 birth_done"),)
_ANOTHER = ("other_victim", "victim_kin", "pronoun", "witness")
_OF_GROWN = tuple(map(parse, (
    f"{_HARM} ..2 grown_me", f"{_HARM} ..3 woman|elderly", "grown_me|woman|elderly ..3 passive",
    "child ..8 by_spouse", "child|victim_kin ..1 wed|marry",
)))  # fmt: skip
#: Somebody else who may be harmed, and where such words only tell a place, a helper or who did it.
_ANYBODY = parse("crowd|other_victim|witness")
_ONLY_NEAR = tuple(map(parse, (
    "beside crowd|other_victim|witness", "passive ..1 crowd|other_victim|witness",
)))  # fmt: skip
#: Words that name nobody else after all: these, where the second holds and the third does not.
_ONLY_SEEMS = (
    ("crowd|other_victim|witness", "crowd|other_victim|witness ..2 looks_on", ""),
    ("sense", "sense ..3 pronoun|spouse|actor_mine|own_self",
     "crowd|other_victim|victim_kin|woman|child|kid|others_child|elderly"),
    ("someone", "someone ..9 follow|siege|offer|bait|pester|peeped|hide",
     "someone ..5 strike|aimed ..3 woman|child|elderly|kid|other_victim"),
)  # fmt: skip
#: "Bị chồng đánh": where nobody was named before, she tells of herself and leaves the word out.
_UNDERGOES = ("passive", "wed", "hide", "flee")
_SUBJECTS = ("crowd", "other_victim", "witness", "victim_kin", "child", "kid", "woman", "family",
             "pronoun", "friend_of_mine", "others_child")  # fmt: skip
_OF_OTHERS = tuple(map(parse, (
    "child|family|kid ..6 die_want|suicide_word|suicide_bare|attempt|held|lured|abroad",
    "actor_mine|spouse ..8 baby_urge harm_child",
)))  # fmt: skip
#: "Con gái em học lớp 6", "có con học lớp 6".
_OF_A_PUPIL = tuple(map(parse, ("pupil_of em_in_grade", "with_pupil con_in_grade")))
#: "Nhà bên đánh con khóc suốt": whoever cries is the neighbours' child.
_OF_NEXT_DOOR = tuple(map(parse, ("crowd ..6 strike cries", "household ..6 strike ..1 cries")))
_AGED = parse("own_age child_age")
_AGED_OTHERWISE = tuple(map(parse, (
    "back_then own_age child_age", "pupil_of own_age child_age",
    "teller_self ..3 own_age child_age", "child|not_me|others_child child_age",
)))  # fmt: skip
_HOLDS_CHILD = parse("hold_child")
_ME = parse("grown_me")
#: "…, tôi báo ai": asks where to report; "đánh tôi, báo ai" is harmed all the same.
_REPORTS = ("reports",)
_HIT_ONESELF = parse(f"{_HARM} grown_me")
#: "Cô giáo có bị xử lý không": who did wrong, not who is harmed.
_PASSIVE, _PUNISHED = parse("passive"), ("punished",)
#: "…, nhờ em báo giúp": asked for help, not harmed.
_ASKED_TO_HELP = parse("asks_of grown_me")
_SOMEBODY_ELSE = parse("other_victim|victim_kin|spouse|actor_mine|pronoun|witness|crowd")
_OF_OTHERS_CHILD = tuple(map(parse, (
    "others_child",
    "crowd|witness ..5 strike|child_torture|lock|starve|neglect|violence_word|fight",
    "crowd ..6 starve",
)))  # fmt: skip
_OF_KIN = tuple(map(parse, (
    f"victim_kin ..5 {_HARM}", f"{_HARM} ..3 victim_kin", "victim_kin ..5 by_spouse",
    f"actor_mine ..4 {_HARM} ..1 relation|woman", "victim_kin ..1 wed|marry",
)))  # fmt: skip
_IN_OFFICE = tuple(map(parse, (
    "office_mine ..14 other_victim|witness|crowd|woman|child_general|child|others_child",
)))  # fmt: skip
_BY_OFFSPRING = tuple(map(parse, (
    f"offspring ..6 {_HARM}|starve|money_control ..3 grown_me",
    "grown_me ..3 passive ..2 offspring",
    "offspring ..4 evict|evict_me",
)))  # fmt: skip
_AT_SCHOOL = ("bully", "schoolmate", "among_classmates")


def is_child(found: Scan) -> bool:
    """Whether the sender seems a child: says so, or speaks as one and not as an adult."""
    if _says_of_itself("grade_teller", found):
        return True
    if _tells_its_age(found):
        return True
    if found.has("adult_self") or found.has("adult_life") or not found.has("teller_self"):
        return False
    if _says_of_itself("teller_state", found) or found.has("teller_kin") or found.has("child_age"):
        return True
    # "Con bị bạn đánh" is how a mother tells of her child at school
    return found.has("teller_hurt") and not any(map(found.has, _AT_SCHOOL))


def _says_of_itself(kind: str, found: Scan) -> bool:
    """Whether "em học lớp 6" is said of the sender, not of "con gái em", a neighbour's child."""
    said = ends(parse(kind), found)
    for pattern in (*_OF_A_PUPIL, *_OF_NEXT_DOOR):
        said &= ~ends(pattern, found)
    return bool(said)


def _tells_its_age(found: Scan) -> bool:
    """Whether "em 14 tuổi" is said of the sender, and of now."""
    said = ends(_AGED, found)
    for pattern in _AGED_OTHERWISE:
        said &= ~ends(pattern, found)
    return bool(said)


def helps(found: Scan, *, child: bool) -> bool:
    """Whether somebody else is in danger; ``child``: a child is, and it is not the sender's own."""
    if child:
        return _in_office(found) or (_holds(_OF_OTHERS_CHILD, found) and not found.has("own_child"))
    office = _in_office(found)
    if not office and _leaves_herself_out(found):
        return False
    others = office or _names_others(found) or _holds(_OF_KIN, found)
    if found.has("hold_child"):
        return others and not _holds_own_child(found)
    another = any(map(found.has, _ANOTHER)) or _holds(_WIFE, found)
    if _holds(_NEW_MOTHER, found) and not another:
        return False
    return others and not _told_of_oneself(found)


def _told_of_oneself(found: Scan) -> bool:
    asked = ends(_ASKED_TO_HELP, found) | _reporting(found)
    return any(ends(pattern, found) & ~asked for pattern in _OF_ONESELF)


def _reporting(found: Scan) -> int:
    """Where she names herself only as who asks where to report."""
    return ends(_ME, found) & (_starts(_REPORTS, found) >> 1) & ~ends(_HIT_ONESELF, found)


def _names_others(found: Scan) -> bool:
    """Whether somebody else is named who may be in danger, not only as a place or an onlooker."""
    if _holds(_OF_OTHERS, found):
        return True
    named = ends(_ANYBODY, found)
    for pattern in _ONLY_NEAR:
        named &= ~ends(pattern, found)
    for words, when, unless in _ONLY_SEEMS:
        if ends(parse(when), found) and not (unless and ends(parse(unless), found)):
            named &= ~ends(parse(words), found)
    return bool(named)


def _leaves_herself_out(found: Scan) -> bool:
    """Whether she begins with what she suffers: "bị chồng đánh, hàng xóm biết cả"."""
    first = _first(_UNDERGOES, found)
    return first >= 0 and not 0 <= _first(_SUBJECTS, found) <= first


def _first(kinds: tuple[str, ...], found: Scan) -> int:
    """The first position of any of these classes, -1 for none."""
    starts = _starts(kinds, found)
    return (starts & -starts).bit_length() - 1


def _starts(kinds: tuple[str, ...], found: Scan) -> int:
    """The positions at which any of these classes starts, as a bit set."""
    starts = 0
    for kind in kinds:
        for at in found.found.get(kind, {}).values():
            starts |= at
    return starts


def _holds_own_child(found: Scan) -> bool:
    """Whether "hold the child and jump" is said of the sender: nobody else was named since."""
    before = (1 << ends(_HOLDS_CHILD, found).bit_length()) - 1
    own, others = ends(_ME, found) & before, ends(_SOMEBODY_ELSE, found) & before
    return not others or own > others


def tie(found: Scan, *, helper: bool) -> Tie:
    """What the sender is to the person she worries for."""
    if not helper:
        return Tie.NONE
    if _in_office(found):
        return Tie.OFFICE
    return Tie.KIN if _holds(_OF_KIN, found) else Tie.NONE


def _in_office(found: Scan) -> bool:
    return _holds(_IN_OFFICE, found) and not found.has("own_child")


def of_grown(found: Scan) -> bool:
    """Whether a grown person is among those who are harmed.

    "Đánh con, em can không nổi": with "em" something new begins.
    """
    nobody = _reporting(found) | ends(_PASSIVE, found) & (_starts(_PUNISHED, found) >> 1)
    nobody |= ends(_ME, found) & found.after_pause
    return any(ends(pattern, found) & ~nobody for pattern in _OF_GROWN)


def speaker(found: Scan, *, helper: bool) -> Speaker:
    """How to address the sender; a woman where nothing tells otherwise."""
    if found.has("man_me") and not found.has("husband"):
        return Speaker.MAN
    if helper:
        return Speaker.WOMAN
    own_age = found.has("old_age") and _holds(_OF_ONESELF, found)
    if own_age or found.has("elder_me") or _holds(_BY_OFFSPRING, found):
        return Speaker.ELDER
    return Speaker.WOMAN


def _holds(patterns: tuple[tuple[Step, ...], ...], found: Scan) -> bool:
    return any(ends(pattern, found) for pattern in patterns)
