"""How the pages call what broadcasts are and how far they are: plain words, numbers that add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.broadcast.eligibility import REASONS
from bot.broadcast.preview import Preview
from bot.store.broadcast_models import BroadcastState as B
from bot.store.broadcast_models import RecipientKind, SeriesState
from bot.store.broadcast_models import RecipientState as R
from bot.store.broadcast_records import Audience, Numbers
from handlers.texts import broadcast as texts

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
BEFORE_LEDGER = (B.DRAFT, B.CHECKED, B.APPROVED, B.SCHEDULED)
"""Nobody has got anything, and who will is only foreseen."""
CHANGEABLE = frozenset(BEFORE_LEDGER)
ENDABLE = frozenset({*BEFORE_LEDGER, B.RUNNING, B.PAUSED})
OTHER_REASON = "lý do khác của Zalo"
_REASONS = {
    "daily_limit": "Zalo đã hết lượt gửi cho người này hôm nay",
    "declines_this_kind": "không nhận loại tin này của OA",
    "blocks_invitations": "chặn lời mời của OA",
    "no_relation": "chưa quan tâm OA",
    "no_interaction": "quá lâu chưa nhắn cho OA",
    "banned_or_inactive": "tài khoản Zalo không còn dùng",
    "not_in_group": "OA không còn trong nhóm",
    "group_disabled": "nhóm đã bị khóa hoặc hết hạn",
    "lost": "máy chủ ngắt giữa chừng",
}


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
    seen, delivered = by[R.SEEN], by[R.DELIVERED] + by[R.SEEN]
    told = (("máy đã nhận", delivered), ("đã xem", seen))
    lines = [
        Count(OUT, by[R.SENT] + delivered, tuple(each for each in told if each[1])),
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


def reason(why: str) -> str:
    """Why somebody does not get it, in a few words."""
    return REASONS.get(why) or _REASONS.get(why) or OTHER_REASON


def trouble(why: str) -> str:
    """What is wrong with a group or an account, and what to do."""
    return texts.what_to_do(why)


def audience(whom: Audience, topic: str, groups: Mapping[str, str]) -> Iterator[str]:
    """Whom it is for, a line each; ``groups`` are names by id."""
    if whom.kind is RecipientKind.GROUP:
        if whom.every_group:
            yield "Mọi nhóm Zalo của OA"
        for each in whom.groups:
            yield f"Nhóm {groups.get(each) or 'không còn thấy trên Zalo'}"
        return
    yield f"Người đã đăng ký nhận tin về {topic}" if topic else "Mọi người đã đồng ý nhận tin"
    if whom.active_days is not None:
        yield f"Chỉ ai nhắn cho OA trong {whom.active_days} ngày qua"


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
