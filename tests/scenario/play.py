"""Plays a story in a town and compares what comes with what should come."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner
from redis import Redis

from bot.cli import main as command_line
from bot.simulator.driver import Person
from bot.store import AdminRepository, open_store
from bot.store.rosters import RosterRepository
from tests.product import APP, ZALO
from tests.scenario import records
from tests.scenario.script import Expectation, Step, Story, expectation
from tests.scenario.town import Place, Town, living_in
from tests.scenario.transcript import Transcript
from tests.scenario.virtual_time import beginning, moment, span

BREATH = timedelta(seconds=20)
"""What passes between two steps; beat comes by as often."""
_CHOICE = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_KINDS = {"picture": "image", "voice": "audio", "video": "video", "file": "file"}
_OTHER_KINDS: dict[str, Callable[[Person], str]] = {
    "sticker": lambda person: person.sends_sticker(),
    "location": lambda person: person.sends_location(),
    "link": lambda person: person.sends_link("https://vi-du.example/bai"),
}
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class StoryFailed(AssertionError):
    """Something else came than the story says; the text is the whole dialogue."""


def composed(text: str) -> str:
    """The text with composed letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """The same in small letters."""
    return composed(text).casefold()


def play(story: Story, place: Place, library: Path, folder: Path) -> None:
    """Play the story in a fresh product. Raises ``StoryFailed``, ``WrongStoryError``."""
    with Redis(port=place.redis_port) as redis, beginning(moment(story.starts), redis) as time:
        with living_in(place, folder, library, time) as town:
            Player(story, town).play()


class Player:
    """Plays one story."""

    def __init__(self, story: Story, town: Town) -> None:
        self._story = story
        self._town = town
        self._script = Transcript(story.title)
        self._people: dict[str, Person] = {}
        self._heard: dict[str, int] = {}
        self._last: dict[str, list[str]] = {}
        self._acts: dict[str, Callable[[Step], None]] = {
            "says": self._says,
            "sends": self._sends,
            "does": self._does,
            "picks": self._picks,
            "types to": self._types,
            "later": lambda step: self._town.passes(span(step.what)),
            "until": lambda step: self._town.passes(moment(step.what) - self._now()),
            "operator": self._operates,
            "trouble": self._trouble,
            "stored": self._stored,
            "keys": self._keys,
            "nowhere": self._nowhere,
            "unwritten": self._unwritten,
            "nothing": lambda step: None,
        }

    def play(self) -> None:
        """The whole story. Raises ``StoryFailed``."""
        self._prepare()
        for step in self._story.played():
            self._play(step)

    # Before the first step

    def _prepare(self) -> None:
        for key in self._story.strangers:
            self._people[key] = self._town.zalo.person(key, key.capitalize(), follower=False)
        for key in self._story.officers:
            self._person(key).opens_chat()  # she may be written to for seven days from now on
        self._put_officers()
        self._town.start()
        self._town.settle()
        for key in self._story.officers:
            self._news(key)

    def _put_officers(self) -> None:
        store = open_store(self._town.settings.database_url)
        admins, rosters = AdminRepository(store), RosterRepository(store)
        for key, officer in self._story.officers.items():
            email = f"{key}@hoi.example"
            admins.add(email, officer.role)
            rosters.put_officer(
                ZALO.oa_id, email, officer.name,
                handles_cases=officer.cases, zalo_user_id=self._person(key).user_id,
            )  # fmt: skip
            shifts = [(email, moment(begin), moment(end)) for begin, end in officer.shifts]
            rosters.add_shifts(ZALO.oa_id, shifts)
        for name, value in self._story.settings.items():
            rosters.put_setting(ZALO.oa_id, name, value)
        store.close()

    # Steps

    def _play(self, step: Step) -> None:
        before = self._now()
        if step.who:
            self._script.says(before, step.who, f"[{step.act} {step.to}] {step.what}")
        elif step.act != "nothing":
            self._script.says(before, f"({step.act})", str(step.what))
        self._acts[step.act](step)
        self._town.settle()
        if step.who:
            self._town.passes(BREATH)
        if step.act == "nothing":
            self._compare(step, self._last)
        else:
            self._last = self._everybodys_news()
            self._compare(step, self._last)

    def _says(self, step: Step) -> None:
        texts = [step.what] if isinstance(step.what, str) else list(step.what)
        if step.backwards:
            self._out_of_order(self._person(step.who), texts)
            return
        self._town.zalo.deliver(copies=step.copies)
        for text in texts:
            self._person(step.who).says(self._with_account(text), group=step.group)
        self._town.posted()
        self._town.zalo.deliver(copies=1)

    def _out_of_order(self, person: Person, texts: list[str]) -> None:
        """The later one of two events is delivered first, each with its own time."""
        began = int(self._now().timestamp() * 1000)
        for number in reversed(range(len(texts))):
            event = {
                "sender": {"id": person.user_id},
                "recipient": {"id": ZALO.oa_id},
                "event_name": "user_send_text",
                "message": {"msg_id": f"{began:x}{number}", "text": texts[number]},
                "timestamp": str(began + 1000 * number),
            }
            self._town.zalo.post_event(event, person.key)
            self._town.posted()

    def _sends(self, step: Step) -> None:
        person = self._person(step.who)
        for kind in [step.what] if isinstance(step.what, str) else step.what:
            if kind in _KINDS:
                caption = str((step.details or {}).get("caption", ""))
                written = (step.details or {}).get("content")
                data = written.encode() if written else _PNG
                name = str((step.details or {}).get("name", "anh.png"))
                person.sends_file(data, name, _KINDS[kind], caption)
            else:
                _OTHER_KINDS[kind](person)
        self._town.posted()

    def _does(self, step: Step) -> None:
        getattr(self._person(step.who), step.what.replace(" ", "_"))()

    def _picks(self, step: Step) -> None:
        """She types the number that stands before a choice."""
        for bubble in reversed(self._bubbles_of(step.who)):
            for number, label in _CHOICE.findall(bubble):
                if folded(step.what) in folded(label):
                    self._person(step.who).says(number)
                    return
        raise StoryFailed(self._script.differs(f"nobody offers {step.what!r}"))

    def _types(self, step: Step) -> None:
        self._town.zalo.officer_says(self._person(step.to).key, step.what, step.who)

    def _operates(self, step: Step) -> None:
        """A command of ``python -m bot``, run in this process."""
        environment = {
            **APP,
            "VAR_DIR": str(self._town.settings.var_dir),
            "LIBRARY": str(self._town.settings.library),
            "REDIS_URL": self._town.settings.redis_url,
            "ZALO_OPENAPI_URL": self._town.settings.zalo_openapi_url,
            "ZALO_OAUTH_URL": self._town.settings.zalo_oauth_url,
        }
        with patch.dict(os.environ, environment):
            done = CliRunner().invoke(command_line, self._named(step.what).split())
        self._script.hears(self._now(), "terminal", done.output)
        details = step.details or {}
        self._hold(expectation(details.get("prints", ())), [done.output], "operator")

    def _trouble(self, step: Step) -> None:
        """``Driver.fail_next`` with these words, or ``over``."""
        if step.what == "over":
            self._town.zalo.clear_faults()
        else:
            self._town.zalo.fail_next(**self._filled(step.what))

    # What is stored

    def _stored(self, step: Step) -> None:
        for table, wanted in step.what.items():
            rows = records.rows(self._town.settings.database_url, table)
            fault = records.difference(rows, self._filled(wanted))
            if fault:
                raise StoryFailed(self._script.differs(f"table {table}: {fault}"))

    def _keys(self, step: Step) -> None:
        for pattern, count in step.what.items():
            found = self._town.redis.keys(self._named(pattern))
            if len(found) != count:
                raise StoryFailed(self._script.differs(f"keys {pattern}: {found}"))

    def _nowhere(self, step: Step) -> None:
        """No table and no Redis key knows this person any more, except those named."""
        self._not_written(self._person(step.what).user_id, _exceptions(step))

    def _unwritten(self, step: Step) -> None:
        """These words stand nowhere in the clear, neither in a table nor in Redis."""
        for words in step.what:
            self._not_written(words, _exceptions(step))

    def _not_written(self, words: str, exceptions: tuple[str, ...]) -> None:
        places = records.places(self._town.settings.database_url, self._town.redis, words)
        left = [place for place in places if not place.startswith(exceptions)]
        if left:
            raise StoryFailed(self._script.differs(f"{words!r} stands in {left}"))

    # What came

    def _compare(self, step: Step, news: Mapping[str, list[str]]) -> None:
        hears = step.hears or {}
        for who, wanted in hears.items():
            self._hold(wanted, news.get(who, []), who)
        if not step.who or step.who in self._story.officers:
            return
        for who in set(self._people) - set(self._story.officers) - set(hears) - {step.who}:
            if news.get(who):
                raise StoryFailed(self._script.differs(f"{who} heard what nobody expected"))

    def _hold(self, wanted: Expectation, bubbles: list[str], who: str) -> None:
        fault = next(iter(_faults(wanted, bubbles)), None)
        if fault is not None:
            raise StoryFailed(self._script.differs(f"{who}: {fault}"))

    def _everybodys_news(self) -> dict[str, list[str]]:
        groups = [str(each["key"]) for each in self._town.zalo.groups()]
        return {who: self._news(who) for who in [*self._people, *groups]}

    def _news(self, who: str) -> list[str]:
        """The bubbles that came since the last look."""
        bubbles = self._bubbles_of(who)
        fresh = bubbles[self._heard.get(who, 0) :]
        self._heard[who] = len(bubbles)
        for bubble in fresh:
            self._script.hears(self._now(), who, bubble)
        return fresh

    def _bubbles_of(self, who: str) -> list[str]:
        return [each.text for each in self._town.zalo.messages(who, author="bot")]

    # People and words

    def _person(self, key: str) -> Person:
        if key not in self._people:
            self._people[key] = self._town.zalo.person(key, key.capitalize())
        return self._people[key]

    def _with_account(self, text: str) -> str:
        return text.replace("@Hội", f"[@{ZALO.oa_id}]")

    def _named(self, text: str) -> str:
        """The text with ``{lan}`` replaced by Lan's id, ``{oa}`` by the account's."""
        ids = {key: person.user_id for key, person in self._people.items()} | {"oa": ZALO.oa_id}
        for key, value in ids.items():
            text = text.replace(f"{{{key}}}", value)
        return text

    def _filled(self, written: Any) -> Any:
        """The same for everything that a step says."""
        return json.loads(self._named(json.dumps(written)))

    def _now(self) -> datetime:
        return self._town.time.now()


def _exceptions(step: Step) -> tuple[str, ...]:
    """Tables, and how Redis keys begin, that do not count."""
    return tuple((step.details or {}).get("except", ()))


def _faults(wanted: Expectation, bubbles: list[str]) -> Iterable[str]:
    whole = folded("\n".join(bubbles))
    labels = [folded(label) for bubble in bubbles for _, label in _CHOICE.findall(bubble)]
    if wanted.bubbles is not None and len(bubbles) != wanted.bubbles:
        yield f"{len(bubbles)} bubbles, not {wanted.bubbles}"
    if wanted.begins and not whole.startswith(folded(wanted.begins)):
        yield f"does not begin with {wanted.begins!r}"
    yield from (f"{words!r} is missing" for words in wanted.has if folded(words) not in whole)
    said = composed("\n".join(bubbles))
    yield from (f"{words!r} was said" for words in wanted.lacks if composed(words) in said)
    yield from (f"{label!r} is offered" for label in wanted.no_choices if _among(label, labels))
    if isinstance(wanted.choices, int):
        if wanted.choices != len(labels):
            yield f"{len(labels)} choices, not {wanted.choices}"
        return
    yield from (f"{one!r} is not offered" for one in wanted.choices if not _among(one, labels))


def _among(wanted: str, labels: list[str]) -> bool:
    return any(folded(wanted) in label for label in labels)
