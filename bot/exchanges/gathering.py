"""What goes on with open questions by itself: they are put into groups, and forgotten in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.unanswered import Grouping, UnansweredQuestions
from bot.store.waiting_answers import WaitingAnswers
from bot.takeover.windows import REACHABLE

AT_ONCE = 1_000
"""So many new questions are put into groups in one go."""
KEPT = timedelta(days=180)
"""So long an open question is kept."""


class Gathering:
    """Runs in the worker. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, questions: UnansweredQuestions, answers: WaitingAnswers) -> None:
        self._questions = questions
        self._answers = answers
        self._words: dict[int, str] = {}

    def tick(self, now: datetime) -> None:
        """Group what is new; take out who may no longer be answered; erase what is old."""
        for oa_id in self._questions.accounts_with_fresh():
            self.gather(oa_id, now)
        self._questions.let_go(now)
        self._questions.erase(now - KEPT)
        self._answers.erase_loose(now - REACHABLE)

    def gather(self, oa_id: str, now: datetime) -> None:
        """Put the new questions of an account into groups."""
        fresh = {each.id: each.words for each in self._questions.fresh(oa_id, AT_ONCE)}
        if not fresh:
            return
        # Loaded where there is something to do: it takes a second and a lot of memory.
        from bot.exchanges.clusters import arrange

        groups = self._questions.grouped_ids(oa_id)
        standing = self._known(groups)
        found = arrange(fresh, standing, groups)
        self._questions.arrange(oa_id, Grouping(found.joined, found.begun, found.middles), now)

    def _known(self, groups: dict[int, int]) -> dict[int, str]:
        """The words of these questions; opened once, as long as they are open."""
        unread = [each for each in groups if each not in self._words]
        known = {each: self._words[each] for each in groups if each in self._words}
        known |= self._questions.words(unread)
        self._words = known
        return dict(known)
