"""Documents that an officer might bring; nothing in them is law."""

from __future__ import annotations

PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG VÍ DỤ
Số: 12/KH-UBND
Ví Dụ, ngày 5 tháng 3 năm 2026
KẾ HOẠCH
Mở lớp kỹ năng số cho phụ nữ
I. MỤC ĐÍCH
Giúp chị em dùng điện thoại thông minh an toàn.
II. NỘI DUNG
1. Lớp học mở tối thứ ba hằng tuần tại nhà văn hóa phường.
2. Người học không phải đóng tiền.
"""

WITHOUT_NUMBER = PLAN.replace("Số: 12/KH-UBND\n", "")
