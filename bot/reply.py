"""From a turn to what will be said: the handlers' actions, rendered and split for Zalo."""

from __future__ import annotations

from dataclasses import dataclass

from bot.outbox import Plan
from bot.zalo.text import split
from handlers import bubbles, memory, order
from handlers.actions import Action, Conclude, Forget, OfferChoices, Request
from handlers.exchange import Exchange, exchange
from handlers.turn import Choice, Conversation, Turn


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a turn leads to; ``bubbles`` fit Zalo's limit, ``choices`` are offered now."""

    bubbles: tuple[str, ...]
    conversation: Conversation
    conclusion: Conclude
    choices: tuple[Choice, ...] = ()
    requests: tuple[Request, ...] = ()
    forget: bool = False
    exchange: Exchange | None = None


def reply_to(turn: Turn) -> Reply:
    """Run the handlers on the turn. Raises whatever a handler raises; nothing is sent or stored."""
    actions = order.respond(turn)
    after = memory.remembered(turn.conversation, actions, turn.now)
    return Reply(
        bubbles=tuple(part for bubble in bubbles.render(actions) for part in split(bubble)),
        conversation=after,
        conclusion=next(action for action in actions if isinstance(action, Conclude)),
        choices=_offered(actions),
        requests=tuple(action for action in actions if isinstance(action, Request)),
        forget=any(isinstance(action, Forget) for action in actions),
        exchange=exchange(turn, actions, after),
    )


def plan_for(turn: Turn) -> Plan:
    """What is to be sent and done for the turn. Raises whatever a handler raises."""
    reply = reply_to(turn)
    return Plan(
        bubbles=reply.bubbles,
        conversation=reply.conversation,
        planned_at=turn.now,
        requests=reply.requests,
        forget=reply.forget,
        intent=reply.conclusion.intent,
        severity=reply.conclusion.severity,
        exchange=reply.exchange,
    )


def _offered(actions: list[Action]) -> tuple[Choice, ...]:
    offers = [action.choices for action in actions if isinstance(action, OfferChoices)]
    return offers[-1] if offers else ()
