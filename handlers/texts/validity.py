"""What is said about the validity of the law: changes first, old words marked, the day asked about.

``law`` is a short name ("Luật 113/2025/QH15"), ``day`` a written day, ``where`` the place as it is
read ("Chỗ này", "Khoản 1").
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.day import EventTime, written

TODAYS_LAW = "Luật hiện nay"

HERE, DOCUMENT = "Chỗ này", "Văn bản này"
ASK_FIRST = "Chị hỏi lại cán bộ cho chắc."
OLD_WORDS = "Lời văn cũ, trước khi sửa:"


def amended(where: str, day: str, law: str, change: str) -> str:
    """A place whose new words bind."""
    if not day:
        return f"{where} đã được sửa ({law}), tôi chưa rõ từ ngày nào: {change}"
    return f"{where} đã được sửa từ {day} ({law}): {change}"


def repealed(where: str, day: str, law: str, change: str) -> str:
    """A place that is no more."""
    return f"{where} đã bị bỏ từ {day} ({law}): {change}"


def amount(day: str, law: str, change: str) -> str:
    """A place whose words stay while the amount is another."""
    return f"Mức tiền từ {day} ({law}): {change}"


def partly(day: str, law: str, change: str) -> str:
    """A document that was amended somewhere."""
    since = f" từ {day}" if day else ""
    return f"{DOCUMENT} đã được sửa một số chỗ{since} ({law}). {change}"


def maybe(where: str, day: str, law: str, change: str) -> str:
    """A place that the amending law names."""
    return f"{where} có thể đã được sửa từ {day} ({law}). {change}"


def replaced(day: str, law: str, change: str) -> str:
    """A document that ended."""
    return f"{DOCUMENT} hết hiệu lực từ {day}, thay bằng {law}. {change}"


def overtaken(day: str, law: str, change: str) -> str:
    """A document whose matter follows another law now."""
    return f"Việc ghi ở đây, từ {day} theo {law}: {change}"


def changes_on(where: str, day: str, law: str, change: str) -> str:
    """A place whose new words bind only from a later day on."""
    return f"Từ {day}, {where[:1].lower()}{where[1:]} được sửa ({law}): {change}"


def changes_partly_on(day: str, law: str, change: str) -> str:
    """A document that is amended somewhere, from a later day on."""
    return f"Từ {day}, văn bản này được sửa một số chỗ ({law}). {change}"


def ends_on(day: str, law: str, change: str) -> str:
    """A document that ends on a later day."""
    return f"Từ {day}, văn bản này hết hiệu lực, thay bằng {law}. {change}"


def still_written(phrase: str, law: str, now: str) -> str:
    """Words of the law that name an office which is no more."""
    by = f" ({law})" if law else ""
    return f"Đoạn luật này còn ghi “{phrase}”. {now.removesuffix('.')}{by}."


def old_words_of(parts: str) -> str:
    """Over a quotation of which only some parts are old: "khoản 1"."""
    return f"Lời văn cũ ở {parts}, trước khi sửa:"


def mark(day: str) -> str:
    """Behind the name of a place that is named without being quoted."""
    return f"(đã sửa từ {day})" if day else "(đã sửa)"


def coming_mark(day: str) -> str:
    """The same for a place that changes only on a later day."""
    return f"(sửa từ {day})"


def exact_old_text(article: str, title: str) -> str:
    """Over an old text that was asked for by its number; ``OLD_WORDS`` stands right above it."""
    about = f" nói về: {title}" if title else ""
    return f"Điều {article}{about}."


def found_old(about: str) -> str:
    """The lead over an old text that no plain-language answer stands before."""
    return f"Điều luật gần nhất tôi tìm được: {about}."


def law_of(time: EventTime) -> str:
    """Over every answer by the law of another day than today."""
    if time.day:
        return f"Theo luật áp dụng ngày {written(time.last)}:"
    if time.month:
        return f"Theo luật áp dụng tháng {time.month}/{time.year}:"
    return (
        f"Theo luật áp dụng năm {time.year} (tính đến {written(time.last)}). Chị nhắn rõ ngày, "
        "tháng thì tôi tìm đúng hơn."
    )


def no_law_of_then(law: str, since: str, before: Sequence[str]) -> str:
    """The law that answers today did not bind then, and the one before it is not at hand."""
    law = f"{law[:1].upper()}{law[1:]}"
    then = f" Lúc đó áp dụng {'; '.join(before)}." if before else ""
    return (
        f"{law} từ {since} mới có hiệu lực, nên không dùng cho việc của chị được.{then} Tôi chưa "
        "có đủ luật của thời gian đó trong kho, nên không dám trả lời. Chị hỏi cán bộ giúp."
    )


NOTHING_OF_THEN = (
    "Tôi chưa có đủ luật của thời gian đó trong kho, nên không dám trả lời. Chị hỏi cán bộ giúp. "
    "Chị cũng có thể xem luật hiện nay, nhưng việc cũ có thể khác."
)


def changed_since_then(law: str) -> str:
    """Our answer tells a change that did not bind then."""
    return (
        f"Việc này từ đó đến nay đã đổi ({law}). Câu trả lời tôi có là theo luật mới, nên không "
        "dùng cho việc của chị được. Chị hỏi cán bộ giúp."
    )


def todays(title: str) -> str:
    """A choice: the same matter by today's law."""
    return f"{TODAYS_LAW}: {title}"


# -- Whether a document still binds --


def since(name: str, day: str, *, begun: bool) -> str:
    """A document and its first day."""
    return f"{name}, có hiệu lực từ {day}" if begun else f"{name}, đến {day} mới có hiệu lực"


def over(name: str, day: str, successors: Sequence[str]) -> str:
    """It binds no more."""
    new = f" Văn bản thay thế: {'; '.join(successors)}." if successors else ""
    return (
        f"Không còn. {name} đã hết hiệu lực từ {day}.{new} Việc xảy ra trước ngày đó có thể vẫn "
        "theo luật cũ; chị nhắn rõ ngày xảy ra thì tôi tìm giúp."
    )


def not_yet(name: str, day: str) -> str:
    """It is to come."""
    return f"Chưa. {name} đến {day} mới có hiệu lực."


def binds(name: str, day: str, amended: Sequence[str], until: str, ends: Sequence[str]) -> str:
    """It binds, perhaps amended, perhaps with a known end."""
    changed = f" Một số chỗ đã được sửa bởi: {'; '.join(amended)}." if amended else ""
    after = f", thay bằng {'; '.join(ends)}" if ends else ""
    end = f" Đến {until} thì hết hiệu lực{after}." if until else ""
    return f"Còn hiệu lực. {name} có hiệu lực từ {day}.{changed}{end}"


def binds_perhaps(name: str, day: str) -> str:
    """It began, and nobody wrote down whether it ended."""
    return (
        f"{name} có hiệu lực từ {day}. Tôi chưa thấy văn bản nào thay thế, nhưng việc này chưa ai "
        f"soát lại. {ASK_FIRST}"
    )


def maybe_over(name: str, newer: str) -> str:
    """Nobody wrote down its end, but a later law bears its name."""
    return f"{name} là bản cũ. Văn bản cùng tên mới hơn là {newer}. {ASK_FIRST}"


def law_over(name: str, law: str, day: str) -> str:
    """Nobody wrote down its end, but the law that it details is over or has a later namesake."""
    return (
        f"{name} hướng dẫn {law}. Từ {day} luật ấy hết hiệu lực hoặc đã có luật mới, nên văn bản "
        f"này có thể không còn dùng. {ASK_FIRST}"
    )


def unknown(name: str) -> str:
    """Nothing is known of its days."""
    return f"Kho luật của tôi có {name}, nhưng chưa ghi ngày hiệu lực. {ASK_FIRST}"


def none_of_year(year: str) -> str:
    """No document of the name is of the year that was named."""
    return f"Kho luật của tôi không có luật này của năm {year}."
