"""The order in which handlers are tried, and the answer to a turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers import (
    address,
    album,
    calculator,
    choice,
    citation,
    clause,
    complaint,
    consent,
    crisis,
    desk,
    details,
    easy_reading,
    event_day,
    feedback,
    figures,
    follow_up,
    fragment,
    greeting,
    group,
    law,
    local_places,
    media,
    menu,
    more,
    officer,
    officer_broadcast,
    officer_faq,
    parked,
    pieces,
    plainer,
    privacy,
    refusal,
    smalltalk,
    still_in_force,
    subscription,
    takeover,
    topic,
    ward_answers,
)
from handlers.actions import Action, Conclude, Forget, Remember, Say
from handlers.memory import remembered
from handlers.turn import Turn

#: From a turn to actions; [] = not mine, the next one is tried.
Handler = Callable[[Turn], list[Action]]

ORDER: list[Handler] = [
    desk.handle,  # commands of officers with a code: what they write down may sound like danger
    officer_faq.command,  # an officer writes an FAQ, which may be about danger
    officer_broadcast.command,  # and a broadcast, which may be about danger too
    crisis.handle,  # a person in danger comes before everything else
    officer_faq.handle,  # the next step of an officer's FAQ, or a file of them
    officer_broadcast.handle,  # the next step of an officer's broadcast
    fragment.silent,  # the rest of the question waits already
    group.handle,  # before others little is said, and nothing personal
    media.handle,  # what cannot be read, unless its caption asks something
    privacy.handle,  # her data are hers
    consent.handle,  # what she allows, and takes back
    subscription.handle,  # she wants the Union's broadcasts
    feedback.handle,  # what she thinks of the answer she was just asked about
    officer.handle,  # whoever wants a person gets a person
    takeover.handle,  # she calls the assistant, which is here
    consent.refused,  # she took everything back: no question of hers is read on
    easy_reading.handle,  # easy reading, on and off, and choices that were left out for it
    ward_answers.handle,  # what officers of the ward answered themselves, in its own words
    parked.handle,  # a calculation that was left
    calculator.handle,  # the next fact of a calculation, or a question that asks for one
    figures.handle,  # a number that the law changes: base salary, minimum wage
    pieces.handle,  # onward and back in an answer that is told piece by piece
    plainer.handle,  # she did not understand
    more.handle,  # the rest of the last answer
    menu.handle,  # the topics and their questions
    greeting.handle,  # hello
    choice.handle,  # a number that no choice has (the others were read before, see respond)
    fragment.handle,  # a question is announced
    complaint.handle,  # the answer was wrong, or beside the point
    smalltalk.handle,  # thanks, goodbye, a message without words
    details.handle,  # one part of the card that answered last
    local_places.handle,  # a place in the ward that nobody has entered yet
    still_in_force.handle,  # whether a document still binds
    refusal.off_topic,  # what law cannot answer is not searched for
    citation.picked,  # an article picked from a list
    citation.handle,  # a place in the law by its number
    clause.handle,  # a clause of the article that was shown last
    follow_up.handle,  # what goes on with the topic
    law.handle,  # any question
    refusal.handle,  # nothing was found; always answers
]


#: Danger waits for nothing; calculations and numbers read the days in a message themselves.
_TIMES_ARE_THEIRS: tuple[Handler, ...] = (
    desk.handle,
    officer_faq.command,
    officer_broadcast.command,
    crisis.handle,
    officer_faq.handle,
    officer_broadcast.handle,
    calculator.handle,
    figures.handle,
    still_in_force.handle,
)


#: What is no part of a question that was begun in the message before.
_COMMANDS: tuple[Handler, ...] = (
    desk.handle,
    officer_faq.command,
    officer_broadcast.command,
    officer_faq.handle,
    officer_broadcast.handle,
    media.handle,
    privacy.handle,
    consent.handle,
    subscription.handle,
    feedback.handle,
    officer.handle,
    takeover.handle,
    easy_reading.handle,
    pieces.handle,
    plainer.handle,
    more.handle,
    menu.handle,
    greeting.handle,
    choice.handle,
    fragment.handle,
    complaint.handle,
    smalltalk.handle,
)


def respond(turn: Turn) -> list[Action]:
    """What the first handler that answers asks for; exactly one ``Conclude``, at the end.

    A picked choice is read as the words it stands for, the time of an event as the day whose law
    counts. While an officer is talking, only danger, rights and commands are answered.
    Raises whatever a handler raises.
    """
    if silence := takeover.silent(turn) or album.more(turn):
        return silence
    turn = officer_broadcast.meant(turn)
    heard = _with_beginning(choice.heard(turn))
    if not any(each(heard) for each in _TIMES_ARE_THEIRS):
        heard = event_day.noticed(heard, picked=heard.picked)
    actions = next(actions for handler in ORDER if (actions := handler(heard)))
    actions = address.in_her_word(turn.conversation.address, actions)
    actions = event_day.announced(heard, actions)
    actions = media.noticed(turn, greeting.noticed(turn, takeover.noticed(heard, actions)))
    if heard.conversation != turn.conversation:
        actions = [Remember(heard.conversation), *actions]
    actions = feedback.noticed(heard, easy_reading.noticed(heard, actions))
    actions = officer_faq.noticed(turn, _concluded(heard, _remembering(heard, actions)))
    return officer_broadcast.noticed(turn, actions)


def _with_beginning(turn: Turn) -> Turn:
    """The turn together with the beginning of the question that came before, where that tells of
    danger or makes a better question.
    """
    whole = fragment.together(turn)
    if whole is None or crisis.handle(turn):
        return turn
    if fragment.is_danger(turn, whole):
        return whole
    commands = any(each(turn) for each in _COMMANDS)
    return whole if not commands and fragment.reads_better(turn, whole) else turn


def _remembering(turn: Turn, actions: list[Action]) -> list[Action]:
    """The actions, and at their end what of the turn is remembered for what may go on with it."""
    if turn.message.in_group or any(isinstance(each, Forget) for each in actions):
        return actions
    conclusion = next(each for each in actions if isinstance(each, Conclude))
    done = remembered(turn.conversation, actions, turn.now)
    kept = album.after(turn, topic.after(turn, done, conclusion))
    kept = parked.after(turn, fragment.after(turn, kept, conclusion), actions)
    return actions if kept == done else [*actions, Remember(kept)]


def _concluded(turn: Turn, actions: list[Action]) -> list[Action]:
    """The conclusion last, and the safety line under the last bubble where one belongs."""
    conclusion = next(each for each in actions if isinstance(each, Conclude))
    others = [each for each in actions if not isinstance(each, Conclude)]
    footer = crisis.footer(turn, conclusion)
    return [*_with_footer(others, footer), conclusion]


def _with_footer(actions: Sequence[Action], footer: str) -> list[Action]:
    said = [i for i, each in enumerate(actions) if isinstance(each, Say)]
    if not footer or not said:
        return list(actions)
    last = said[-1]
    spoken = actions[last]
    text = spoken.text if isinstance(spoken, Say) else ""
    return [*actions[:last], Say(f"{text}\n\n{footer}"), *actions[last + 1 :]]
