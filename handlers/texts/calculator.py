"""What is said around a calculation: questions for facts, labels, the frame of the answer."""

from __future__ import annotations

CALCULATE = "Tính giúp tôi"
TRY = "Tính thử"
AGAIN = "Tính việc khác"
MENU_LEAD = "Tôi tính giúp chị những việc dưới đây. Tôi hỏi từng câu một, chị trả lời là được."
FORMULA = "Cách tính:"
ESTIMATE = "Đây là con số ước tính."
STOPPED = "Dạ, tôi không tính nữa. Chị cần hỏi gì thì cứ nhắn."
TO_STOP = "Không muốn tính nữa, chị nhắn “thôi”."
MAY_SKIP = "Chưa biết thì chị nhắn “không biết”."
NOT_READ = "Tôi chưa đọc được câu trả lời."
DONT_KNOW = (
    "Không sao. Chưa biết số này thì tôi chưa tính được. Chị hỏi nơi làm hoặc xem giấy tờ, rồi "
    "nhắn lại. Hoặc chị chọn:"
)
NO_LAW = "Luật về việc này vừa đổi nên tôi chưa tính được. Chị hỏi cán bộ Hội giúp tôi."


def command(label: str) -> str:
    """The words that start a calculator."""
    return f"tính giúp: {label}"


def begun(label: str, place: str) -> str:
    """What is worked out, and which law says how ('' where no card tells)."""
    law = f"\nCăn cứ: {place}." if place else ""
    return f"Tôi tính giúp chị: {label}.{law}"


def by_the_law_of(day: str) -> str:
    """Whose law and values were taken."""
    return f"Tính theo luật của ngày {day}."


# -- What is asked, one at a time --

SALARY = "Lương đóng bảo hiểm mỗi tháng là bao nhiêu? Ví dụ: 8 triệu."
WAGE = "Bình quân lương đóng bảo hiểm mỗi tháng là bao nhiêu? Ví dụ: 6 triệu."
CONTRACT_WAGE = "Lương theo hợp đồng, bình quân 6 tháng cuối, là bao nhiêu? Ví dụ: 9 triệu."
HOURLY = (
    "Một giờ làm bình thường được bao nhiêu tiền? Lấy lương tháng chia số giờ làm trong tháng. Ví "
    "dụ: 30 nghìn."
)
HOURS = "Làm thêm bao nhiêu giờ? Ví dụ: 10 giờ."
DUE = "Ngày sinh, hoặc ngày dự sinh, là ngày nào? Ví dụ: 12/10/2026."
CHILD = "Đây là con thứ mấy?"
CHILD_1, CHILD_2, CHILD_3 = "Con đầu lòng", "Con thứ hai", "Con thứ ba trở lên"
INSURANCE = "Người sinh con đóng bảo hiểm xã hội loại nào?"
COMPULSORY, VOLUNTARY = "Bắt buộc, do nơi làm đóng", "Tự nguyện, tự đóng"
SURGERY = "Sinh thường hay sinh mổ?"
SURGERY_NO, SURGERY_YES = "Sinh thường, đủ tháng", "Sinh mổ, hoặc non dưới 32 tuần"
CUT = "Sinh thường hay sinh mổ? Chọn giúp tôi:"
CUT_NO, CUT_YES = "Sinh thường", "Sinh mổ"
SEX = "Người cần tính là nữ hay nam?"
WOMAN, MAN = "Nữ", "Nam"
BORN = "Người cần tính sinh tháng mấy, năm nào? Ví dụ: 3/1971."
BORN_MONTH = "Sinh tháng mấy? Ví dụ: tháng 3."
YEARS_PAID = "Đã đóng bảo hiểm xã hội bao lâu? Ví dụ: 20 năm 6 tháng."
POOR = "Nhà có thuộc hộ nghèo hoặc hộ cận nghèo không?"
YES, NO = "Có", "Không"
BEFORE_2014 = "Trước năm 2014 đã đóng bao lâu? Chưa đóng thì nhắn số 0. Ví dụ: 2 năm."
SINCE_2014 = "Từ năm 2014 đến nay đã đóng bao lâu? Ví dụ: 5 năm 3 tháng."
WORKED = "Đã làm ở đó bao lâu? Ví dụ: 3 năm 8 tháng."
UNEMPLOYMENT = (
    "Trong thời gian đó, đóng bảo hiểm thất nghiệp bao lâu? Không đóng thì nhắn số 0. Ví dụ: 2 năm."
)
ON = "Làm thêm vào ngày nào?"
ORDINARY_DAY, REST_DAY, HOLIDAY = "Ngày thường", "Ngày nghỉ hằng tuần", "Ngày lễ, tết"
NIGHT = "Làm thêm ban ngày hay ban đêm?"
DAYTIME, NIGHTTIME = "Ban ngày", "Ban đêm"
CONDITIONS = "Công việc thế nào?"
ORDINARY_WORK = "Việc bình thường"
HARD_WORK = "Việc nặng nhọc, độc hại"
HARDEST_WORK = "Việc đặc biệt nặng nhọc, độc hại"
PRINCIPAL = "Số tiền vay là bao nhiêu? Ví dụ: 50 triệu."
RATE = "Lãi thế nào? Ví dụ: 3% một tháng, hoặc 5 nghìn một triệu một ngày."
SPOUSE = "Vợ hoặc chồng của người mất còn sống không?"
STILL, NO_MORE = "Còn sống", "Không còn"
PARENTS = "Cha mẹ của người mất còn mấy người?"
PARENTS_0, PARENTS_1, PARENTS_2 = "Không còn ai", "Còn một người", "Còn cả hai"
CHILDREN = "Người mất có mấy người con? Tính cả con nuôi, con riêng. Ví dụ: 3 con."
ESTATE = "Tài sản chia đáng giá bao nhiêu? Ví dụ: 900 triệu."
COMMON = "Tài sản đó là của ai?"
COMMON_YES, COMMON_NO = "Chung của hai vợ chồng", "Riêng của người mất"
CHILD_BIRTH = "Con sinh ngày nào? Ví dụ: 03/05/2015."
SOMEBODYS_BIRTH = "Người đó sinh ngày nào? Ví dụ: 03/05/2012."
BIRTH_DAY = "Bé sinh ngày nào? Ví dụ: 12/10/2026."
DEATH_DAY = "Người đó mất ngày nào? Ví dụ: 10/11/2026."
WRONG_DAY = "Chị phát hiện quyền lợi bị vi phạm vào ngày nào? Ví dụ: 15/08/2026."
ABOUT = "Chị muốn biết việc gì?"
ABOUT_MARRIAGE_WOMAN, ABOUT_MARRIAGE_MAN = "Kết hôn, người nữ", "Kết hôn, người nam"
ABOUT_WORK, ABOUT_IDENTITY, ABOUT_CRIME = "Đi làm", "Thẻ căn cước", "Chịu tội hình sự"
ABOUT_WILL, ABOUT_GENERAL = "Viết di chúc", "Xem chung nhiều việc"

# -- The calculators, as they stand in the menu --

LABELS = {
    "pay": "Tiền thai sản",
    "leave": "Ngày nghỉ sinh con",
    "grant": "Trợ cấp một lần khi sinh con",
    "husband": "Ngày nghỉ của chồng khi vợ sinh",
    "recovery": "Nghỉ dưỡng sức sau sinh",
    "retirement": "Tuổi và tháng nghỉ hưu",
    "pension": "Tỷ lệ lương hưu",
    "social-pension": "Trợ cấp hưu trí xã hội",
    "lump-sum": "Rút bảo hiểm xã hội một lần",
    "severance": "Trợ cấp thôi việc",
    "overtime": "Tiền làm thêm giờ",
    "annual-leave": "Ngày phép năm",
    "loan": "Lãi vay có vượt mức không",
    "inheritance": "Chia thừa kế không có di chúc",
    "support": "Cấp dưỡng cho con đến khi nào",
    "birth-registration": "Hạn đăng ký khai sinh",
    "death-registration": "Hạn đăng ký khai tử",
    "labour-dispute": "Hạn kiện nơi làm",
    "inheritance-claim": "Hạn đòi chia thừa kế",
    "age": "Bao nhiêu tuổi thì được làm gì",
}
