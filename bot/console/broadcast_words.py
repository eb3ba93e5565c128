"""How the pages call what broadcasts are and how far they are: plain words, numbers that add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.broadcast.preview import Preview
from bot.broadcast.states import ENDED
from bot.broadcast.states import OUT as REACHED_ZALO
from bot.store.broadcast_models import BroadcastState as B
from bot.store.broadcast_models import RecipientKind, SeriesState
from bot.store.broadcast_models import RecipientState as R
from bot.store.broadcast_records import Audience, Broadcast, Numbers
from handlers.texts import broadcast_reasons

KINDS = {
    B.DRAFT: "quiet",
    B.CHECKED: "waiting",
    B.APPROVED: "waiting",
    B.SCHEDULED: "good",
    B.RUNNING: "good",
    B.PAUSED: "bad",
    B.FINISHED: "quiet",
    B.CANCELLED: "quiet",
    B.EXPIRED: "bad",
}
SERIES_KINDS = {
    SeriesState.DRAFT: "waiting",
    SeriesState.APPROVED: "good",
    SeriesState.PAUSED: "bad",
    SeriesState.ENDED: "quiet",
}
TABS: Mapping[str, tuple[str, tuple[B, ...]]] = {
    "tat-ca": ("Tất cả", tuple(B)),
    "nhap": ("Bản nháp", (B.DRAFT,)),
    "cho-duyet": ("Chờ duyệt", (B.CHECKED,)),
    "cho-hen": ("Chờ hẹn giờ", (B.APPROVED,)),
    "da-hen": ("Đã hẹn giờ", (B.SCHEDULED,)),
    "dang-gui": ("Đang gửi", (B.RUNNING, B.PAUSED)),
    "da-xong": ("Đã xong", (B.FINISHED, B.CANCELLED, B.EXPIRED)),
}
"""The address's word → what the tab is called, and whose states it shows: each state in one."""
NEXT_STEPS = {
    B.DRAFT: "Bản nháp. Xem lại cho kỹ rồi bấm “Đã soát xong” để chuyển người duyệt.",
    B.CHECKED: "Đã soát. Chờ một người khác duyệt.",
    B.APPROVED: "Đã duyệt. Còn một bước: hẹn giờ gửi.",
    B.SCHEDULED: "Đã hẹn giờ. Đến giờ tin tự gửi; chị tắt máy cũng được.",
    B.RUNNING: "Đang gửi. Số liệu tự cập nhật, chị không cần tải lại trang.",
    B.PAUSED: "Đang tạm dừng. Chưa ai nhận thêm cho đến khi chị cho gửi tiếp.",
    B.FINISHED: "Đã gửi xong.",
    B.CANCELLED: "Đã hủy. Ai chưa nhận thì không nhận nữa.",
    B.EXPIRED: "Quá giờ “không gửi sau” nên thôi gửi. Ai chưa nhận thì không nhận nữa.",
}
STANDS = "Đang dừng. Không ai nhận thêm."
OTHER_REASON = "lý do khác"


@dataclass(frozen=True, slots=True)
class Count:
    """A line of numbers; ``parts`` add up to it or tell of it."""

    name: str
    count: int
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a broadcast is; the lines add up to ``total``."""

    total: int
    lines: tuple[Count, ...]

    @property
    def done(self) -> int:
        """Of how many it is settled what became of them."""
        return self.total - sum(each.count for each in self.lines if each.name in (WAITING, GOING))


OUT, WAITING, GOING = "Đã gửi", "Đang chờ gửi", "Đang gửi"


def tally(numbers: Numbers) -> Tally:
    """The numbers of a ledger in words."""
    by = {state: numbers.by_state.get(state, 0) for state in R}
    out = sum(by[state] for state in REACHED_ZALO)
    lines = [
        Count(OUT, out),
        Count(WAITING, by[R.WAITING]),
        Count(GOING, by[R.CLAIMED]),
        Count("Chưa rõ đã đến chưa", by[R.UNKNOWN]),
        Count("Zalo không nhận", by[R.REFUSED], _why(numbers, R.REFUSED)),
        Count("Không gửi", by[R.SKIPPED], _why(numbers, R.SKIPPED)),
    ]
    return Tally(numbers.total, tuple(each for each in lines if each.count or each.name == OUT))


def foreseen(shown: Preview) -> Tally:
    """Who would get it and who would not, and why; the lines add up to everybody."""
    reasons = sorted(shown.left_out.items(), key=lambda each: -each[1])
    parts = tuple((reason(why), count) for why, count in reasons if count)
    billed = (("có thể mất phí", shown.billed),) if shown.billed else ()
    left_out = sum(shown.left_out.values())
    lines = (Count("Sẽ nhận", shown.gets, billed), Count("Không nhận", left_out, parts))
    return Tally(shown.people, lines)


def reason(code: str) -> str:
    """Why somebody does not get it, in a few words."""
    return broadcast_reasons.why(code) or OTHER_REASON


def trouble(code: str, *, begun: bool = False) -> str:
    """What is wrong with a broadcast, a group or an account, and what to do; '' for nothing.
    ``begun``: some may have got the broadcast.
    """
    return broadcast_reasons.what_to_do(code, begun=begun)


def next_step(broadcast: Broadcast) -> str:
    """Where it is and what comes."""
    return STANDS if _stands(broadcast) else NEXT_STEPS[broadcast.state]


def written_again(broadcast: Broadcast) -> bool:
    """Whether only a new one can still bring its words to people."""
    return broadcast.state in ENDED or (_stands(broadcast) and not changeable(broadcast))


def _stands(broadcast: Broadcast) -> bool:
    """Whether it stopped and cannot go on as it is."""
    return broadcast.state is B.PAUSED and not broadcast_reasons.goes_on(broadcast.reason)


def changeable(broadcast: Broadcast) -> bool:
    """Whether it may be written anew: nobody has got anything, and who will is only foreseen."""
    return broadcast.size is None and broadcast.state not in ENDED


def audience(whom: Audience, topic: str, groups: Mapping[str, str]) -> Iterator[str]:
    """Whom it is for, a line each; ``groups`` are names by id."""
    yield from _groups(whom, groups) if whom.kind is RecipientKind.GROUP else _people(whom, topic)
    if whom.branches:
        yield f"Thuộc {', '.join(whom.branches)}"
    if whom.tags:
        yield f"Có nhãn {', '.join(whom.tags)}"


def _groups(whom: Audience, groups: Mapping[str, str]) -> Iterator[str]:
    if whom.every_group or not whom.groups:
        yield "Mọi nhóm Zalo của OA"
    for each in whom.groups:
        yield f"Nhóm {groups.get(each) or 'không còn thấy trên Zalo'}"


def _people(whom: Audience, topic: str) -> Iterator[str]:
    yield f"Người đã đăng ký nhận tin về {topic}" if topic else "Mọi người đã đồng ý nhận tin"
    if whom.active_days is not None:
        yield f"Chỉ ai nhắn cho OA trong {whom.active_days} ngày qua"
    if whom.free_only:
        yield "Chỉ ai nhắn trong 48 giờ qua, để không mất phí"


def _why(numbers: Numbers, state: R) -> tuple[tuple[str, int], ...]:
    """The reasons of a state, most frequent first; the same words are one line."""
    found: dict[str, int] = {}
    for (where, why), count in numbers.by_reason.items():
        if where is state and count:
            found[reason(why)] = found.get(reason(why), 0) + count
    left = numbers.by_state.get(state, 0) - sum(found.values())
    if found and left:
        found[OTHER_REASON] = found.get(OTHER_REASON, 0) + left
    return tuple(sorted(found.items(), key=lambda each: -each[1]))
