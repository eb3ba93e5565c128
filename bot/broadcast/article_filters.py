"""Zalo's filters of followers, in words (reference, section 7.2).

The cities are those before the mergers of 2025: whether Zalo changed its numbers is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.store.article_records import Filters

AGES = {
    "0": "0–12 tuổi", "1": "13–17 tuổi", "2": "18–24 tuổi", "3": "25–34 tuổi",
    "4": "35–44 tuổi", "5": "45–54 tuổi", "6": "55–64 tuổi", "7": "từ 65 tuổi",
}  # fmt: skip
GENDERS = {"0": "mọi giới", "1": "nam", "2": "nữ"}
REGIONS = {"0": "miền Bắc", "1": "miền Trung", "2": "miền Nam"}
PLATFORMS = {"1": "iOS", "2": "Android", "3": "Windows Phone"}
_CITY_NAMES = (
    "Đồng Tháp", "Bình Phước", "Ninh Bình", "Bạc Liêu", "Hồ Chí Minh", "Vĩnh Long", "Lâm Đồng",
    "Yên Bái", "Hà Nam", "Hà Nội", "Hải Dương", "Hậu Giang", "An Giang", "Trà Vinh", "Tiền Giang",
    "Tây Ninh", "Đồng Nai", "Đắk Lắk", "Bình Định", "Kon Tum", "Đà Nẵng", "Bắc Giang", "Bắc Kạn",
    "Điện Biên", "Hòa Bình", "Thái Bình", "Vĩnh Phúc", "Hà Giang", "Kiên Giang", "Bình Dương",
    "Bình Thuận", "Đắk Nông", "Khánh Hòa", "Gia Lai", "Quảng Nam", "Quảng Trị", "Hà Tĩnh",
    "Hưng Yên", "Quảng Ninh", "Thanh Hóa", "Phú Thọ", "Lai Châu", "Thái Nguyên", "Cao Bằng",
    "Cà Mau", "Cần Thơ", "Sóc Trăng", "Bến Tre", "Long An", "Bà Rịa-Vũng Tàu", "Ninh Thuận",
    "Phú Yên", "Quảng Ngãi", "Thừa Thiên Huế", "Quảng Bình", "Nghệ An", "Nam Định", "Hải Phòng",
    "Lạng Sơn", "Lào Cai", "Sơn La", "Bắc Ninh", "Tuyên Quang", "ngoài Việt Nam",
)  # fmt: skip
CITIES = {str(number): name for number, name in enumerate(_CITY_NAMES)}
_LISTS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("ages", "Tuổi", AGES),
    ("locations", "Miền", REGIONS),
    ("cities", "Tỉnh, thành (theo tên trước sáp nhập 2025)", CITIES),
    ("platform", "Điện thoại", PLATFORMS),
)


def in_words(filters: Filters) -> list[str]:
    """Whom it goes to, a line each."""
    if not filters.narrow:
        return ["Mọi người quan tâm OA."]
    told = [f"{name}: {_named(chosen, known)}." for name, chosen, known in _chosen(filters)]
    if filters.gender not in ("", "0"):
        told.insert(0, f"Giới tính: {GENDERS.get(filters.gender, filters.gender)}.")
    return ["Người quan tâm OA, theo thông tin Zalo biết:", *told]


def faults(filters: Filters) -> Iterator[str]:
    """What stands against these filters, in words for officers."""
    for field, name, known in _LISTS:
        if strange := [each for each in getattr(filters, field) if each not in known]:
            yield f"{name}: Zalo không có mục {', '.join(strange)}."
    if filters.gender and filters.gender not in GENDERS:
        yield f"Giới tính: Zalo không có mục {filters.gender}."
    if not filters.narrow and not filters.everyone:
        yield "Chưa chọn ai nhận. Muốn gửi mọi người quan tâm OA, chị chọn rõ “gửi mọi người”."
    if filters.narrow and filters.everyone:
        yield "Đã chọn gửi mọi người thì không chọn thêm điều kiện."


def _chosen(filters: Filters) -> Iterator[tuple[str, tuple[str, ...], Mapping[str, str]]]:
    for field, name, known in _LISTS:
        unused = field == "locations" and filters.cities  # the cities go before
        if (values := getattr(filters, field)) and not unused:
            yield name, values, known


def _named(values: tuple[str, ...], known: Mapping[str, str]) -> str:
    return ", ".join(known.get(each, each) for each in values)
