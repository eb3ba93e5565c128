"""How the stand-in shows its own objects as JSON, to the page and to tests."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.simulator.deliveries import Delivery
from bot.simulator.simulation import Simulation
from bot.simulator.state import Group, Message, Person

View = dict[str, Any]


def of_person(person: Person) -> View:
    """A person, as the page lists her."""
    return {
        "key": person.key,
        "name": person.name,
        "user_id": person.user_id,
        "follower": person.follower,
        "anonymous": person.anonymous,
        "last_interaction_ms": person.last_interaction_ms,
        "tags": person.tags,
    }


def of_group(group: Group) -> View:
    """A group with its members' keys."""
    return asdict(group)


def of_message(message: Message) -> View:
    """A message, complete."""
    return asdict(message)


def of_delivery(delivery: Delivery) -> View:
    """A delivery without the body."""
    return {
        "id": delivery.id,
        "event_name": delivery.event_name,
        "conversation": delivery.conversation,
        "message_id": delivery.message_id,
        "state": delivery.state,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "num_retry": delivery.retry,
        "milliseconds": delivery.milliseconds,
        "at_ms": delivery.at_ms,
    }


def changes(simulation: Simulation, since: int) -> View:
    """Everything that changed after a revision, grouped by kind."""
    world = simulation.world
    with world.changed:
        revision, places = world.revision, list(world.touched_since(since))
        found: View = {"people": [], "groups": [], "messages": [], "deliveries": []}
        recent = {str(d.id): d for d in list(simulation.postman.log)}
        for kind, key in places:
            view = _view(simulation, recent, kind, key)
            if view is not None:
                found[kind].append(view)
    account = {
        "name": simulation.options.oa_name,
        "webhook_enabled": simulation.postman.enabled,
        "now_ms": simulation.clock.now_ms(),
    }
    place = {"epoch": world.epoch, "revision": revision, "cursor": f"{world.epoch}:{revision}"}
    return {**place, "account": account, **found}


def _view(simulation: Simulation, recent: dict[str, Delivery], kind: str, key: str) -> View | None:
    state, message = simulation.world.state, simulation.world.message(key)
    match kind:
        case "people" if key in state.people:
            return of_person(state.people[key])
        case "groups" if key in state.groups:
            return of_group(state.groups[key])
        case "messages" if message:
            return of_message(message)
        case "deliveries" if key in recent:
            return of_delivery(recent[key])
        case _:
            return None
