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
    "grown_me ..2 die_want|urge|thought|attempt|hide|lock|scared", "me ..2 doing ..1 hide",
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
    "child ..8 by_spouse",
)))  # fmt: skip
_OF_OTHERS = tuple(map(parse, (
    "crowd", "other_victim", "witness",
    "child|family|kid ..6 die_want|suicide_word|suicide_bare|attempt|held|lured|abroad",
    "actor_mine|spouse ..8 baby_urge harm_child",
)))  # fmt: skip
_HOLDS_CHILD = parse("hold_child")
_ME = parse("grown_me")
_SOMEBODY_ELSE = parse("other_victim|victim_kin|spouse|actor_mine|pronoun|witness|crowd")
_OF_OTHERS_CHILD = tuple(map(parse, (
    "others_child",
    "crowd|witness ..5 strike|child_torture|lock|starve|neglect|violence_word|fight",
)))  # fmt: skip
_OF_KIN = tuple(map(parse, (
    f"victim_kin ..5 {_HARM}", f"{_HARM} ..3 victim_kin", "victim_kin ..5 by_spouse",
    f"actor_mine ..4 {_HARM} ..1 relation|woman",
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
    if found.has("grade_teller"):
        return True
    if found.has("adult_self") or found.has("adult_life") or not found.has("teller_self"):
        return False
    if found.has("teller_state") or found.has("teller_kin") or found.has("child_age"):
        return True
    # "Con bị bạn đánh" is how a mother tells of her child at school
    return found.has("teller_hurt") and not any(map(found.has, _AT_SCHOOL))


def helps(found: Scan, *, child: bool) -> bool:
    """Whether somebody else is in danger; ``child``: a child is, and it is not the sender's own."""
    if child:
        return _in_office(found) or (_holds(_OF_OTHERS_CHILD, found) and not found.has("own_child"))
    others = _holds(_OF_OTHERS, found) or _holds(_OF_KIN, found) or _in_office(found)
    if found.has("hold_child"):
        return others and not _holds_own_child(found)
    another = any(map(found.has, _ANOTHER)) or _holds(_WIFE, found)
    if _holds(_NEW_MOTHER, found) and not another:
        return False
    return others and not _holds(_OF_ONESELF, found)


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
    """Whether a grown person is among those who are harmed."""
    return _holds(_OF_GROWN, found)


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
