"""Any acts in any order: what people read was approved, and nothing is ever lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.faq.content import FaqContent
from bot.faq.refusals import NoSuchVersion, SamePerson, StaleVersion, WrongState
from bot.store.faq_models import FaqState
from tests.bot.faq.conftest import CONTENT, OA, Office

PEOPLE = st.sampled_from(["lan", "hoa"])


class AnyOrder(RuleBasedStateMachine):
    """One FAQ beside a model of it: its versions, who wrote which, which were approved."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office

    @initialize(who=PEOPLE)
    def begin(self, who: str) -> None:
        self.number = self.office.life.draft(OA, CONTENT, getattr(self.office, who)).id
        self.state = FaqState.DRAFT
        self.written: list[tuple[str, FaqContent]] = [(who, CONTENT)]
        self.approved: set[int] = set()
        self.once_live: set[int] = set()
        self.live: int | None = None
        self.acts = 1
        self.release = self.office.faqs.release()

    @property
    def newest(self) -> int:
        return len(self.written)

    def act(self, name: str, who: str, allowed: bool, *given: object, **told: object) -> bool:
        """Try it; whether it was allowed must be what the model says."""
        act = getattr(self.office.life, name)
        try:
            act(self.number, *given, getattr(self.office, who), **told)
        except (WrongState, SamePerson, NoSuchVersion, StaleVersion):
            assert not allowed, (name, who, self.state)
            return False
        assert allowed, (name, who, self.state)
        self.acts += 1
        return True

    def goes_live(self, version: int | None) -> None:
        self.release += self.live != version
        self.live = version
        if version:
            self.once_live.add(version)

    @rule(who=PEOPLE, seen=st.integers(-1, 0))
    def edit(self, who: str, seen: int) -> None:
        words = replace(CONTENT, answer=f"{CONTENT.answer} Bản {self.newest + 1}.")
        if self.act("edit", who, seen == 0, words, based_on=self.newest + seen):
            self.written.append((who, words))
            self.state = FaqState.DRAFT

    @rule(who=PEOPLE)
    def check(self, who: str) -> None:
        if self.act("check", who, self.state is FaqState.DRAFT):
            self.state = FaqState.CHECKED

    @rule(who=PEOPLE)
    def approve(self, who: str) -> None:
        another = self.written[-1][0] != who
        if self.act("approve", who, self.state is FaqState.CHECKED and another):
            self.state = FaqState.APPROVED
            self.approved.add(self.newest)

    @rule(who=PEOPLE)
    def publish(self, who: str) -> None:
        ready = self.state in (FaqState.APPROVED, FaqState.UNPUBLISHED)
        if self.act("publish", who, ready and self.newest in self.approved):
            self.state = FaqState.PUBLISHED
            self.goes_live(self.newest)

    @rule(who=PEOPLE)
    def send_back(self, who: str) -> None:
        begun = self.state in (FaqState.CHECKED, FaqState.APPROVED)
        if self.act("send_back", who, begun, why="thiếu giờ"):
            self.state = FaqState.DRAFT
            self.approved.discard(self.newest)

    @rule(who=PEOPLE)
    def unpublish(self, who: str) -> None:
        if self.act("unpublish", who, self.live is not None, why="sai giờ"):
            if self.state is FaqState.PUBLISHED:
                self.state = FaqState.UNPUBLISHED
            self.goes_live(None)

    @rule(who=PEOPLE)
    def withdraw(self, who: str) -> None:
        puts_away = self.live is None and self.state is not FaqState.UNPUBLISHED
        if self.act("withdraw", who, puts_away, why="trùng"):
            self.state = FaqState.UNPUBLISHED

    @rule(who=PEOPLE, version=st.integers(1, 6))
    def roll_back(self, who: str, version: int) -> None:
        if self.act("roll_back", who, version in self.once_live, version, why="sai giờ"):
            self.written.append((who, self.written[version - 1][1]))
            self.approved.add(self.newest)
            self.state = FaqState.PUBLISHED
            self.goes_live(self.newest)

    @invariant()
    def as_the_model_says(self) -> None:
        faq = self.office.faqs.get(self.number)
        assert (faq.state, faq.version, faq.published_version) == (
            self.state,
            self.newest,
            self.live,
        )
        versions = self.office.faqs.versions(self.number)
        assert [version.content for version in versions] == [words for _, words in self.written]
        assert self.live is None or self.live in self.approved
        assert len(self.office.life.history(self.number)) == self.acts
        assert self.office.faqs.release() == self.release


def test_any_acts_in_any_order(office: Office) -> None:
    run_state_machine_as_test(
        lambda: AnyOrder(office),
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
