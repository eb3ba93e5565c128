"""Whether a message names harm at all: what the learned model says alone must lean on that."""

from __future__ import annotations

from handlers.crisis.scan import Scan

#: Classes that speak of harm by themselves. Words of every day that only patterns make grave
#: ("có", "đòi", "nói", "bắt") are not among them, nor who is spoken of, how old she is, and when.
_HARM = frozenset((
    "alarm_dv", "alarm_sex", "alarm_sui", "alarm_tra", "alarm_chi", "alarm_medium", "alarm_light",
    "sign_of_harm", "strike", "weapon", "strangle", "kill", "harm_threat", "violence_word",
    "injury", "bruise", "lock", "hide", "evict", "evict_me", "smash", "siege", "follow",
    "humiliate", "insult", "control", "money_control", "isolate", "marital_force", "burn_tool",
    "shove", "shove_fall", "drag", "beating_bag", "getting_violent", "lost_control", "drunk",
    "molest", "rape", "sex", "touch", "private_part", "indecent", "peeped", "intimate_picture",
    "night_room", "pester", "avoids", "secret", "leak", "suicide_word", "suicide_bare", "attempt",
    "die_want", "dying", "tired_of_life", "leaving_life", "burden", "vague", "farewell", "jump",
    "brink", "many_pills", "poison", "thrown_away", "lured", "held", "ransom", "kidnap",
    "lost_child", "offer", "baby_sale", "prostitution", "passport_held", "debt_bondage", "starve",
    "neglect", "child_torture", "bully", "steered", "kid_struck", "scared", "afraid_of", "shaking",
    "scream", "rescue", "rescue_word", "plead", "trouble", "home_fear", "emergency",
))  # fmt: skip


def names_harm(found: Scan) -> bool:
    """Whether a word of harm, of fear or of weariness of life stands in the message."""
    return not _HARM.isdisjoint(found.found)
