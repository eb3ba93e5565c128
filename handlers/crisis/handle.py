"""The conversation with a person in danger: the first handler of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from handlers import citation, follow_up, law
from handlers.actions import (
    ANSWERS,
    Action,
    CaseNews,
    Conclude,
    Intent,
    OfferChoices,
    Remember,
    Say,
)
from handlers.address import spoken
from handlers.crisis import cards, duty, officer, replies
from handlers.crisis.assess import Assessment, assess
from handlers.crisis.rules import Category
from handlers.crisis.teller import Speaker, Tie
from handlers.memory import WAY_BACK
from handlers.texts.address import spoken_to
from handlers.topic import to_go_back_to
from handlers.turn import (
    CaseMark,
    Choice,
    Conversation,
    Fragment,
    MessageKind,
    Severity,
    Telling,
    Topic,
    Turn,
)
from handlers.wording import asks, plain, says
from knowledge.documents import Citation
from knowledge.errors import KnowledgeError

#: So long after the last sign of danger the numbers stay under every answer.
WATCHFUL = timedelta(hours=24)
RIGHTS = tuple(Citation("13/2022/QH15", article) for article in ("9", "17", "25", "28"))

_ONLY_LAW = plain(cards.ONLY_LAW)
_LAW = plain("hỏi luật")
_UNREAD = frozenset(
    (MessageKind.AUDIO, MessageKind.STICKER, MessageKind.IMAGE, MessageKind.VIDEO, MessageKind.GIF)
)
_GENERAL = Assessment(Severity.C3, Category.VIOLENCE)


def handle(turn: Turn) -> list[Action]:
    """Answers danger, and whatever belongs to a card that was shown; else [].

    Before others, in a group, nothing is said here: nobody must be pointed at.
    """
    if turn.message.in_group:
        return []
    if _reads_nothing(turn):
        return _unread(turn) if watchful(turn) else []
    return _taken_back(turn) or _in_her_words(turn, _answered(turn))


def _answered(turn: Turn) -> list[Action]:
    return officer.skipped(turn) or _commanded(turn) or _assessed(turn) or officer.answered(turn)


def _in_her_words(turn: Turn, actions: list[Action]) -> list[Action]:
    """The bubbles with the word of address that fits whoever writes, for the whole conversation."""
    remembered = [each.conversation for each in actions if isinstance(each, Remember)]
    word = (remembered or [turn.conversation])[-1].address
    return [spoken(word, each) for each in actions]


def footer(turn: Turn, conclusion: Conclude) -> str:
    """The line with the numbers for under another handler's answer, '' where none belongs.

    It stands for 24 hours after a sign of danger, and under answers about violence and abuse.
    """
    if turn.message.in_group or conclusion.intent in {Intent.CRISIS, Intent.PRIVACY}:
        return ""
    if says(turn.message.text, replies.phrases("hide")):
        return ""
    if watchful(turn) and not _corrects(turn.message.text):
        return replies.line("sticky")
    found = assess(turn.message.text)
    asked_already = found.severity is Severity.C1 and not found.by_ear
    topic = conclusion.intent in ANSWERS and found.topic and not asked_already
    return spoken_to(turn.conversation.address, replies.line("topic")) if topic else ""


def watchful(turn: Turn) -> bool:
    """Whether there was a sign of grave danger within the last 24 hours."""
    until = turn.conversation.danger_until
    return until is not None and until > turn.now


def _reads_nothing(turn: Turn) -> bool:
    return turn.message.kind in _UNREAD and not plain(turn.message.text)


def _unread(turn: Turn) -> list[Action]:
    return [Say(replies.answer("unread")), _concluded(turn)]


def _concluded(turn: Turn, citations: tuple[Citation, ...] = ()) -> Conclude:
    return Conclude(Intent.CRISIS, severity=turn.conversation.severity, citations=citations)


# -- What she picks or commands --


def _commanded(turn: Turn) -> list[Action]:
    """The answer to a command of the cards; commands of everyday words count only after a card."""
    text = turn.message.text
    for name, command in _COMMANDS.items():
        if (name in _ALWAYS or _after_card(turn)) and says(text, replies.phrases(name)):
            return command(turn)
    return []


def _taken_back(turn: Turn) -> list[Action]:
    """The answer to "I only ask about law", with her question or without; [] for all else."""
    text = turn.message.text
    if _after_card(turn) and says(text, replies.phrases("not_me")):
        return _corrected(turn, _doubted(turn) if _LAW in plain(text) else "")
    if plain(text).startswith(f"{_ONLY_LAW} ") and ":" in text:
        return _corrected(turn, text.split(":", 1)[1].strip())
    return []


def _after_card(turn: Turn) -> bool:
    offered = {choice.label for choice in turn.conversation.choices}
    return watchful(turn) or replies.label("danger") in offered


def _corrects(text: str) -> bool:
    return says(text, replies.phrases("not_me")) or plain(text).startswith(_ONLY_LAW)


def _hidden(turn: Turn) -> list[Action]:
    return [Say(replies.answer("hidden")), OfferChoices(()), Conclude(Intent.MENU)]


def _safe(turn: Turn) -> list[Action]:
    choices = cards.after_safe(_before(turn))
    news = duty.noted(turn, CaseNews.SAFE)
    return [*news, Say(replies.answer("safe")), OfferChoices(choices), _concluded(turn)]


def _not_safe(turn: Turn) -> list[Action]:
    """The card again, for the danger that she told of before, now as danger at this moment."""
    found = replace(_before(turn), severity=Severity.C3, safe_word=False)
    card = _card(turn, found, turn.conversation.doubted)
    return [*card[:-1], *duty.noted(turn, CaseNews.NOT_SAFE), card[-1]]


def _before(turn: Turn) -> Assessment:
    """What she told of before the last card; violence where that is not known any more."""
    told = turn.conversation.telling
    if told is None or not _after_card(turn):
        return _GENERAL
    return replace(
        _GENERAL,
        category=Category(told.category),
        card=told.card,
        child_teller=told.child_teller,
        helper=told.helper,
        child=told.child,
        speaker=Speaker(told.speaker),
        tie=Tie(told.tie),
    )


def _telling(found: Assessment) -> Telling:
    return Telling(
        found.category.value,
        found.card,
        found.child_teller,
        found.helper,
        found.child,
        found.speaker.value,
        found.tie.value,
    )


def _doubted(turn: Turn) -> str:
    """The question for which the card was shown, '' where it asked none or is too long ago."""
    kept = turn.conversation.doubted
    return kept.text if kept and kept.at + WAY_BACK > turn.now else ""


def _asked(turn: Turn, found: Assessment) -> Fragment | None:
    """What she wrote, if it asks something; nothing else of hers is kept."""
    text = turn.message.text
    if found.safe_word or not (found.asks or asks(text)):
        return None
    return Fragment(text[-cards.LONGEST_QUESTION :], turn.now)


def _declined(turn: Turn) -> list[Action]:
    news = duty.noted(turn, CaseNews.DECLINED)
    return [*news, Say(replies.answer("no_thanks")), OfferChoices(()), _concluded(turn)]


def _rights(turn: Turn) -> list[Action]:
    return [
        Say(replies.answer("rights")),
        Say(replies.answer("rights_source")),
        OfferChoices(_others("rights")),
        _concluded(turn, RIGHTS),
    ]


def _plan(turn: Turn) -> list[Action]:
    return [Say(replies.answer("plan")), OfferChoices(_others("plan")), _concluded(turn)]


def _shelter(turn: Turn) -> list[Action]:
    return [Say(replies.answer("shelter")), OfferChoices(_others("shelter")), _concluded(turn)]


def _others(shown: str) -> tuple[Choice, ...]:
    names = (name for name in ("officer", "rights", "plan", "shelter") if name != shown)
    return tuple(cards.choice(name) for name in names)


def _corrected(turn: Turn, question: str) -> list[Action]:
    """A false alarm, or not her own: watchfulness ends and the question is answered."""
    before = to_go_back_to(turn)
    calm = replace(
        turn.conversation,
        topic=None,
        left=None,
        severity=Severity.N,
        danger_until=None,
        choices=(),
        telling=None,
        doubted=None,
    )
    answered = _answered_calmly(turn, question, calm, before) if question else []
    thanked = "corrected_case" if turn.conversation.case is CaseMark.TOLD else "corrected"
    thanks: list[Action] = [
        *duty.noted(turn, CaseNews.ONLY_LAW),
        Remember(calm if answered else replace(calm, topic=before)),
        Say(spoken_to(turn.conversation.address, replies.answer(thanked))),
    ]
    if answered:
        return [*thanks, *answered]
    again = spoken_to(turn.conversation.address, replies.answer("ask_again"))
    return [*thanks, Say(again), Conclude(Intent.CRISIS)]


def _answered_calmly(
    turn: Turn, question: str, calm: Conversation, before: Topic | None
) -> list[Action]:
    """The answer to the question, read as what goes on with what she asked before the danger, or by
    itself; [] for none.
    """
    message = replace(turn.message, text=question)
    asked = replace(turn, conversation=calm, message=message, picked=False)
    goes_on = replace(asked, conversation=replace(calm, topic=before))
    return citation.handle(asked) or follow_up.handle(goes_on) or law.handle(asked)


#: Command → what it does; the commands are tried in this order.
_COMMANDS: dict[str, Callable[[Turn], list[Action]]] = {
    "hide": _hidden,
    "danger": _not_safe,
    "rights": _rights,
    "plan": _plan,
    "shelter": _shelter,
    "officer": officer.wanted,
    "safe": _safe,
    "not_safe": _not_safe,
    "no_thanks": _declined,
}
_ALWAYS = frozenset(("hide", "danger"))


# -- What a message tells of --


def _assessed(turn: Turn) -> list[Action]:
    found = assess(turn.message.text, turn.organisation.safe_word)
    if found.severity is Severity.N:
        return []
    if found.severity is Severity.C1:
        return officer.answered(turn) or _asked_gently(turn, found)
    return _card(turn, found, _asked(turn, found))


def _asked_gently(turn: Turn, found: Assessment) -> list[Action]:
    """The gentle question; what she also asks of law is answered in the same breath.

    Where only the model heard distress in a question, the answer is enough: the line with the
    numbers is under it.
    """
    kept = _asked(turn, found)
    answer = _answered_as_law(turn) if kept else []
    if answer and found.by_ear:
        return [_at_level(found, each) for each in answer]
    remembered = [each.conversation for each in answer if isinstance(each, Remember)]
    gentle = replace(
        (remembered or [turn.conversation])[-1],
        address=_address(turn, found),
        telling=_telling(found),
        doubted=kept,
    )
    if not answer:
        concluded = Conclude(Intent.CRISIS, severity=found.severity)
        choices = OfferChoices(cards.choices(found))
        return [Say(cards.card(found)), Remember(gentle), choices, concluded]
    rest = [_with_danger(_at_level(found, each)) for each in answer]
    return [Say(cards.card(found)), *rest[:-1], Remember(gentle), rest[-1]]


def _answered_as_law(turn: Turn) -> list[Action]:
    """The answer of the law, [] where there is none, or no library."""
    try:
        answer = citation.handle(turn) or law.handle(turn)
    except KnowledgeError:  # whoever may be in danger is asked without a library too
        return []
    concluded = [each for each in answer if isinstance(each, Conclude)]
    return answer if any(each.intent in ANSWERS for each in concluded) else []


def _at_level(found: Assessment, action: Action) -> Action:
    return replace(action, severity=found.severity) if isinstance(action, Conclude) else action


def _with_danger(action: Action) -> Action:
    """Choices of the answer, "I am in danger" before them."""
    if not isinstance(action, OfferChoices):
        return action
    return replace(action, choices=(cards.choice("danger"), *action.choices))


def _card(turn: Turn, found: Assessment, doubted: Fragment | None) -> list[Action]:
    """The card at once; how to keep the chat private is said the first time only."""
    first = not watchful(turn)
    bubbles: Iterable[str] = [
        cards.card(found),
        *([cards.addressed(replies.answer("chat_safety"), found)] if first else []),
    ]
    card, *safety = (Say(bubble) for bubble in bubbles)
    return [
        card,
        *duty.opening(turn, found),
        *officer.contact_in(turn),
        *safety,
        Remember(replace(_watched(turn, found), doubted=doubted)),
        OfferChoices(cards.choices(found), _call_now(found)),
        Conclude(Intent.CRISIS, severity=found.severity),
    ]


def _call_now(found: Assessment) -> str:
    """In danger now the numbers stand at the end too: on a phone the end is what is seen."""
    return replies.line("call_now") if found.severity is Severity.C3 else ""


def _watched(turn: Turn, found: Assessment) -> Conversation:
    """The conversation, watchful for another 24 hours, at the graver of the two levels."""
    before = turn.conversation.severity if watchful(turn) else Severity.N
    return replace(
        turn.conversation,
        severity=max(before, found.severity, key=list(Severity).index),
        danger_until=turn.now + WATCHFUL,
        danger=found.category.value,
        telling=_telling(found),
        case=duty.mark(turn, found),
        address=_address(turn, found),
        later=(),
    )


def _address(turn: Turn, found: Assessment) -> str:
    """What this message shows, else what was known before."""
    return cards.address(found) or turn.conversation.address
