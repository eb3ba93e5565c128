"""How much danger a message tells of. Pure, offline, without the library; never raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handlers.crisis import learned
from handlers.crisis.learned import Judgement
from handlers.crisis.lexicon import TOPIC
from handlers.crisis.rules import Category, Rule, Tells, matches
from handlers.crisis.scan import Scan, scan
from handlers.crisis.signs import names_harm
from handlers.crisis.teller import Speaker, Tie, helps, is_child, of_grown, speaker, tie
from handlers.crisis.words import Word, words_as_read, words_as_typed
from handlers.turn import Severity
from knowledge.text import shorthand
from knowledge.text.fold import fold

SAFE_WORDS = frozenset(("cuu", "113", "sos", "cuu em", "cuu toi", "cuu voi", "help", "so 113"))
SAFE_WORD = "gạo"
_LEVELS = (Severity.N, Severity.C1, Severity.C2, Severity.C3)
_HIGH_DANGER = ("pregnant", "infant", "disabled", "old_age", "weapon", "separated")
_GRAVE = (Severity.C2, Severity.C3)
# The net below the rules: heavy words by what they are about, and the points that call for C1, C2
_HEAVY = {
    "alarm_dv": Category.VIOLENCE,
    "alarm_sex": Category.SEXUAL_VIOLENCE,
    "alarm_sui": Category.SUICIDE,
    "alarm_tra": Category.TRAFFICKING,
    "alarm_chi": Category.CHILD_HARM,
}
_UNEASY, _ALARMED = 3, 6
# From this chance on what the whole message sounds like counts as C1, C2, C3; more is asked of what
# stands against a film or a book, or above a danger that a rule found
_SOUNDS = {Severity.C3: 0.5, Severity.C2: 0.6, Severity.C1: 0.7}
_SOUNDS_FOR_SURE = 0.95
# Where no word of harm was said, it is a hunch: C3 only of a long story that asks nothing, and C2
# of nothing that asks
_HUNCH = {Severity.C2: 0.8, Severity.C1: 0.75}
_HUNCH_OF_A_QUESTION = {Severity.C1: 0.75}
_WORDS_OF_A_STORY = 14
_FEWEST_WORDS = 4
# So sure must it be that nothing is wrong for a rule to be mistaken: for her own story surer
_SURELY_HARMLESS, _HARMLESS_THOUGH_OWN = 0.97, 0.99
# Who is spoken of in her own story; a sentence without them that asks about law is general
_PERSONAL = ("grown_me", "actor_mine", "other_victim", "witness", "child_age",
             "grade", "teller_state", "teller_hurt", "crowd", "doing")  # fmt: skip
# Somebody pointed at, a habit, this very hour, a cry, a rape: that is no question in general
_AT_HAND = ("pronoun", "habit", "child", "own_child", "recent", "just", "soon", "rescue", "plead",
            "scared", "harm_threat", "rape")  # fmt: skip
# What makes a question about guilt and punishment her own story after all
_OWN_STORY = ("grown_me", "actor_mine", "own_child", "kin_mine", "friend_of_mine", "teller_state",
              "teller_hurt", "grade_teller", "doing", "just", "recent", "soon", "rescue", "plead",
              "scared")  # fmt: skip
# What shows that she asks something
_ASKING = ("penalty", "definition", "procedure", "law_ask", "verdict", "what_if")
# Who may be the one that strikes, or was struck
_DOERS = ("abuser", "outsider", "crowd", "witness", "other_victim", "passive")
# "Con", "cháu" without an owner: most often the sender's own child
_LITTLE_ONES = ("little_one", "own_child", "grade")
_PEOPLE = ("grown_me", "kid", "family", "spouse", "other_victim")
_CALM = ("fiction", "penalty", "definition", "procedure", "errand", "general_topic", "law_ask",
         "use_question", "kitchen", "keys", "negation_only", "accident")  # fmt: skip
_ALARM_RULES = {
    about: Rule("alarm", Severity.C2, about, Tells.HALF, False, (), (), (), ())
    for about in (*_HEAVY.values(), Category.UNCLEAR)
}
_SOUND_RULES = {
    about: Rule("sounds", Severity.C2, about, Tells.HALF, False, (), (), (), ())
    for about in Category
}
_HUNCH_RULES = {
    about: Rule("hunch", Severity.C2, about, Tells.HALF, False, (), (), (), ())
    for about in Category
}
# Whatever makes danger words harmless in the plain reading makes them so as typed
_FRAMES = ("cover", "fiction", "penalty", "definition", "procedure")
_CHILDREN = ("child", "child_general", "child_age", "grade", "others_child", "teller_self")
_CHILD_CATEGORIES = frozenset((Category.CHILD_SEXUAL_ABUSE, Category.CHILD_HARM))
_OF_CHILDREN = _CHILD_CATEGORIES | {Category.PICTURES, Category.TRAFFICKING}
_BY_EAR = frozenset(("sounds", "hunch"))
# What outweighs what when two dangers are equally grave
_WEIGHT = (
    Category.CHILD_SEXUAL_ABUSE, Category.SUICIDE, Category.TRAFFICKING, Category.PICTURES,
    Category.SEXUAL_VIOLENCE, Category.VIOLENCE, Category.CHILD_HARM, Category.MEDICAL,
    Category.UNCLEAR, Category.NONE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict on a message.

    ``child_teller``: the sender seems a child. ``helper``: somebody else is in danger. ``topic``:
    only asks about such things, so the answer gets the safety line. ``rules`` name what was found,
    for statistics and for whoever mends the lists; they hold none of the message. ``card``: the
    reply that fits better than the category's own, '' for none; ``speaker``: how she or he is
    addressed; ``tie``: what a helper is to the person in danger. ``asks``:
    it also asks something, of law or procedure.
    """

    severity: Severity
    category: Category = Category.NONE
    child_teller: bool = False
    helper: bool = False
    child: bool = False
    topic: bool = False
    safe_word: bool = False
    rules: tuple[str, ...] = ()
    card: str = ""
    speaker: Speaker = Speaker.WOMAN
    tie: Tie = Tie.NONE
    asks: bool = False

    @property
    def by_ear(self) -> bool:
        """Whether only the learned model heard danger, no rule."""
        return bool(self.rules) and _BY_EAR.issuperset(self.rules)

    @property
    def hunch(self) -> bool:
        """Whether it was heard in a message that names no harm."""
        return self.rules == ("hunch",)


@dataclass(frozen=True, slots=True)
class _Finding:
    rule: Rule
    level: Severity


@lru_cache(maxsize=16)  # several handlers of one turn ask about its few words
def assess(raw_text: str, safe_word: str = SAFE_WORD) -> Assessment:
    """The danger a message tells of, from the words as typed and from their plain reading.

    ``safe_word`` is the ward's own harmless word, which counts when it stands alone. The graver of
    the two readings counts; linear in the length of the text.
    """
    tokens = shorthand.tokens(raw_text)
    typed, read = words_as_typed(tokens), words_as_read(tokens)
    found = scan(read)
    teller = is_child(found)
    heard = _heard(read, found)
    best = _assess(found, teller, shorthand.shows_distress(raw_text), heard)
    as_typed = [word.text for word in typed]
    if as_typed != [word.text for word in read] and not any(map(found.has, _FRAMES)):
        best = _graver(best, _assess(scan(typed), teller, distress=False, heard=heard))
    alone = fold(" ".join(as_typed))
    if alone in SAFE_WORDS or (alone and alone == fold(safe_word.lower().strip())):
        return _with_safe_word(best)
    return best


def _with_safe_word(best: Assessment) -> Assessment:
    return Assessment(
        Severity.C3, Category.VIOLENCE, best.child_teller, safe_word=True, rules=("safe-word",)
    )


def _graver(one: Assessment, other: Assessment) -> Assessment:
    heavier = _LEVELS.index(other.severity) > _LEVELS.index(one.severity)
    return other if heavier else one


def _heard(words: list[Word], found: Scan) -> Judgement | None:
    """What the message as a whole sounds like; None where nothing can be said."""
    model = learned.shipped()
    if model is None or len(words) < _FEWEST_WORDS:
        return None
    return model.judge([word.folded for word in words], found.found)


def _assess(found: Scan, teller: bool, distress: bool, heard: Judgement | None) -> Assessment:
    findings = list(_findings(found))
    if (alarm := _alarm(found, distress)) and not any(f.level in _GRAVE for f in findings):
        findings.append(alarm)
    if heard is not None:
        findings = [each for each in findings if not _mistaken(each, heard)]
        findings += _sounding(heard, found, findings)
    if not findings:
        asked = found.has(TOPIC) or any(True for _ in matches(found))
        return Assessment(Severity.N, child_teller=teller, topic=asked)
    severity = max((finding.level for finding in findings), key=_LEVELS.index)
    if teller and any(finding.rule.id != "hunch" for finding in findings):
        severity = _one_up(severity)
    return _verdict(severity, findings, found, teller)


def _mistaken(finding: _Finding, heard: Judgement) -> bool:
    own = finding.rule.tells is Tells.OWN or finding.level is Severity.C3
    return heard.harmless >= (_HARMLESS_THOUGH_OWN if own else _SURELY_HARMLESS)


def _sounding(heard: Judgement, found: Scan, findings: list[_Finding]) -> list[_Finding]:
    """The gravest level that the whole message sounds like, [] for none."""
    if not findings and not names_harm(found):
        return _heaviest(heard, _hunches(found), _HUNCH_RULES)
    told = found.has("fiction") and not findings
    above = any(each.level in _GRAVE for each in findings)
    surely = dict.fromkeys(_SOUNDS, _SOUNDS_FOR_SURE)
    return _heaviest(heard, surely if told or above else _SOUNDS, _SOUND_RULES)


def _hunches(found: Scan) -> dict[Severity, float]:
    """The chances that count where no harm is named: who and how old is no danger yet."""
    if any(map(found.has, (*_ASKING, "fiction"))):
        return _HUNCH_OF_A_QUESTION
    words = sum(sentence.bit_count() for sentence in found.sentences)
    return _SOUNDS if words >= _WORDS_OF_A_STORY else _HUNCH


def _heaviest(
    heard: Judgement, enough: dict[Severity, float], rules: dict[Category, Rule]
) -> list[_Finding]:
    """The gravest level whose chance is enough."""
    levels = (level for level, chance in enough.items() if heard.at_least(level) >= chance)
    return [_Finding(rules[heard.about], level) for level in levels][:1]


def _alarm(found: Scan, distress: bool) -> _Finding | None:
    """The net below the rules: enough alarming words in a message that only tells."""
    if any(map(found.has, _CALM)):
        return None
    heavy = {about: found.count(kind) for kind, about in _HEAVY.items()}
    words = 3 * sum(heavy.values()) + 2 * found.count("alarm_medium") + found.count("alarm_light")
    points = words + any(map(found.has, _PEOPLE)) + distress
    if not words or points < _UNEASY:
        return None
    if points < _ALARMED and found.has("what_if") and not any(map(found.has, _OWN_STORY)):
        return None
    about = max(heavy, key=lambda each: heavy[each]) if any(heavy.values()) else Category.UNCLEAR
    grave = points >= _ALARMED and about is not Category.UNCLEAR
    return _Finding(_ALARM_RULES[about], Severity.C2 if grave else Severity.C1)


def _verdict(severity: Severity, findings: list[_Finding], found: Scan, teller: bool) -> Assessment:
    category = _category(findings, found)
    helper = not teller and helps(found, child=category in _CHILD_CATEGORIES)
    return Assessment(
        severity,
        category,
        teller,
        helper=helper,
        child=teller or category in _CHILD_CATEGORIES or _about_child(found),
        topic=True,
        rules=tuple(finding.rule.id for finding in findings),
        card=_card(findings, category),
        speaker=Speaker.WOMAN if teller else speaker(found, helper=helper),
        tie=tie(found, helper=helper),
        asks=any(map(found.has, (*_ASKING, "errand"))),
    )


def _category(findings: list[_Finding], found: Scan) -> Category:
    """What the gravest findings are about; blows that only a child gets are harm to a child."""
    gravest = max(_LEVELS.index(finding.level) for finding in findings)
    about = {f.rule.about for f in findings if _LEVELS.index(f.level) == gravest}
    struck = any(finding.rule.about is Category.CHILD_HARM for finding in findings)
    with_child = any(map(found.has, _CHILDREN))
    if struck and Category.VIOLENCE in about and with_child and not of_grown(found):
        about = about - {Category.VIOLENCE} | {Category.CHILD_HARM}
    if not with_child:
        about = {Category.VIOLENCE if each is Category.CHILD_HARM else each for each in about}
    return min(about, key=_WEIGHT.index)


def _card(findings: list[_Finding], category: Category) -> str:
    """The card that the first finding of the category names, '' when none does."""
    named = (f.rule.card for f in findings if f.rule.about is category and f.rule.card)
    return next(named, "")


def _about_child(found: Scan) -> bool:
    return found.has("child_age") or found.has("grade")


def _findings(found: Scan) -> Iterator[_Finding]:
    """The rules that hold where the sentence does not only ask about law or tell of a film."""
    for rule, ends_of in matches(found):
        reached = ends_of & ~found.sentences_with(_yields_to(rule)) & ~_asks_only(rule, found)
        if rule.tells is Tells.OWN and rule.level is not Severity.C3:
            reached &= ~_supposed(found)
        if rule.tells is Tells.HALF and rule.level is not Severity.C3:
            reached &= ~_only_supposed(found)
        if rule.soft:
            reached &= ~_softened(found)
        if reached:
            yield _Finding(rule, _level(rule, found))


def _softened(found: Scan) -> int:
    """The sentences that ask what is right; all of them where the message asks about law."""
    return -1 if found.has("law_ask") else found.sentences_with(("what_if",))


def _supposed(found: Scan) -> int:
    """The sentences that suppose something and ask for the punishment."""
    return found.sentences_with(("suppose",)) & found.sentences_with(("penalty",))


def _only_supposed(found: Scan) -> int:
    """The sentences "and if one beats a child?", where the message names nobody who does it."""
    if any(map(found.has, (*_OWN_STORY, *_AT_HAND, *_DOERS))):
        return 0
    return found.sentences_with(("suppose",)) & found.sentences_with(("what_if",))


def _asks_only(rule: Rule, found: Scan) -> int:
    """The sentences that ask about law and tell of nobody in particular.

    "Where can one sue" weighs less than "what is the punishment": it clears no danger of now, but
    where a whole message names nobody it clears the sentences before the question too.
    """
    if _only_judged(rule, found):
        return -1
    personal = found.sentences_with(_PERSONAL)
    asked = found.sentences_with(("penalty", "definition"))
    own = found.sentences_with(("own_child",)) & ~found.sentences_with(("accident",))
    own |= _suffered_rape(found)
    asked |= found.sentences_with(("procedure",)) & ~own
    if rule.level is not Severity.C3 or rule.tells is Tells.SAID:
        at_hand = found.sentences_with(_AT_HAND)
        asked |= found.sentences_with(("law_ask",)) & ~at_hand
        if asked and not personal and not at_hand:
            return -1
    return asked & ~personal


def _only_judged(rule: Rule, found: Scan) -> bool:
    """Whether the message asks about guilt and punishment and tells of nobody of the sender's."""
    if not found.has("verdict") or any(map(found.has, _OWN_STORY)):
        return False
    return rule.about not in _OF_CHILDREN or not any(map(found.has, _LITTLE_ONES))


def _suffered_rape(found: Scan) -> int:
    """The sentences "was raped" without a subject: whoever writes so tells of herself."""
    of_others = ("victim_sort", "child_general", "some_child")
    raped = found.sentences_with(("rape",)) & found.sentences_with(("passive",))
    return raped & ~found.sentences_with(of_others)


def _yields_to(rule: Rule) -> tuple[str, ...]:
    """The frames that make the rule's words harmless; her own danger now yields to none."""
    if rule.tells is Tells.OWN:
        return () if rule.level is Severity.C3 else ("acting",)
    if rule.tells is Tells.SEEN:
        return ("fiction",)
    if rule.tells is Tells.HALF:
        return ("fiction", "penalty", "definition")
    return ("fiction", "penalty", "definition", "procedure")


def _level(rule: Rule, found: Scan) -> Severity:
    """The rule's level, C3 where violence meets a cue of high danger."""
    in_danger = rule.hurts and any(map(found.has, _HIGH_DANGER))
    return Severity.C3 if in_danger else rule.level


def _one_up(severity: Severity) -> Severity:
    return _LEVELS[min(_LEVELS.index(severity) + 1, len(_LEVELS) - 1)]
