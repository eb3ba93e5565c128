"""What is said about local places and about programmes: names, numbers, and how old they are."""

from __future__ import annotations

NOTE = "Lưu ý"
ADDRESS, PHONE, HOURS = "Địa chỉ", "Điện thoại", "Giờ làm việc"
ISSUED_BY, PERIOD, CONTACT = "Nơi ban hành", "Thời gian thực hiện", "Hỏi thêm"


def verified(day: str) -> str:
    """When somebody last tried the number or went there."""
    return f"(đã kiểm tra ngày {day})"


def verified_long_ago(day: str) -> str:
    """The same where so much time went by that it may no longer hold."""
    return f"(số này kiểm tra lần cuối ngày {day}, có thể đã đổi)"


NEVER_VERIFIED = "(chưa có ai kiểm tra, chị hỏi lại trước khi đi)"


# -- Places that the ward has not entered --

WARD_OFFICE = "Ủy ban nhân dân phường"
ONE_STOP = "nơi nhận giấy tờ của phường"
POLICE = "công an phường"
LEGAL_AID = "trung tâm trợ giúp pháp lý"
HEALTH = "trạm y tế, bệnh viện gần đây"
UNION = "Hội Phụ nữ phường"
SHELTER = "nơi tạm lánh, địa chỉ tin cậy của phường"
COURT = "tòa án"
INSURANCE = "cơ quan bảo hiểm xã hội"


def not_entered(place: str) -> str:
    """The ward has not told us where a place is."""
    return (
        f"Phường chưa nhập địa chỉ, số điện thoại, giờ làm việc của {place} cho tôi. Tôi không "
        "biết nên không dám nói bừa. Chị nhắn số 1, tôi báo cán bộ Hội chỉ cho chị."
    )


def police_in_danger(number: str) -> str:
    """The number that fits a question for the police."""
    return f"Đang nguy hiểm thì chị gọi ngay {number}, số này dùng trong cả nước."


def ambulance(number: str) -> str:
    """The number that fits a question for a doctor."""
    return f"Cần cấp cứu thì chị gọi ngay {number}, số này dùng trong cả nước."


def shelter(police: str, number: str) -> str:
    """The numbers that fit a question for a place to stay away from violence."""
    return (
        f"Đang nguy hiểm thì chị gọi ngay {police}. Cần chỗ ở tạm thì chị gọi {number} (Ngôi nhà "
        "Bình yên, gọi có cước)."
    )
