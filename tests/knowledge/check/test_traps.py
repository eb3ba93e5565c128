"""What changed in 2025–2026 and older sources still have wrong: none of it gets into a card or tip,
and every one of it may still be named as what is no more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.documents import Citation
from tests.knowledge.check.samples import CARD, TIP, faults, faults_of_tip

#: Number of the trap, a sentence that falls into it, and what the check says instead.
TRAPS = [
    (1, "Chị nộp đơn ở Tòa án huyện.", "Tòa án nhân dân khu vực"),
    (1, "Chị nộp đơn ở TAND cấp huyện nơi chồng ở.", "Tòa án nhân dân khu vực"),
    (1, "Nop don o toa an nhan dan huyen.", "Tòa án nhân dân khu vực"),
    (2, "Chị xin giấy ở Ủy ban nhân dân huyện.", "thủ tục về xã, phường"),
    (2, "Phòng Tư pháp huyện giải quyết.", "thủ tục về xã, phường"),
    (3, "Theo Nghị định 144/2021 thì bị phạt.", "282/2025/NĐ-CP"),
    (3, "Căn cứ NĐ số 144/2021/NĐ-CP.", "282/2025/NĐ-CP"),
    (4, "Lương cơ sở là 2.340.000 đồng.", "2.530.000"),
    (4, "Lương cơ sở là 2,34 triệu đồng.", "2.530.000"),
    (4, "Sinh một con, chị nhận 4.680.000 đồng.", "2.530.000"),
    (4, "Dưỡng sức mỗi ngày 702.000 đồng.", "2.530.000"),
    (4, "Mai táng phí là 23.400.000 đồng.", "2.530.000"),
    (5, "Sinh con thứ hai, chị được nghỉ thai sản 6 tháng.", "7 tháng"),
    (5, "Con thứ hai cũng như con đầu. Chị được nghỉ trước và sau sinh sáu tháng.", "7 tháng"),
    (6, "Trợ cấp hưu trí xã hội là 500.000 đồng một tháng.", "540.000"),
    (6, "Người đủ 75 tuổi được xét. Mỗi tháng nhận 500 nghìn đồng.", "540.000"),
    (7, "Theo Nghị định 12/2022/NĐ-CP, công ty bị phạt.", "283/2026/NĐ-CP"),
    (7, "Theo NĐ 12/2022, công ty bị phạt.", "283/2026/NĐ-CP"),
    (8, "Theo Luật Hộ tịch 03/2026/QH16, chị khai sinh ở đâu cũng được.", "01/03/2027"),
    (8, "Luật Hộ tịch mới cho khai sinh qua mạng.", "01/03/2027"),
    (8, "Chị khai sinh cho con ở bất kỳ xã nào.", "01/03/2027"),
    (9, "Nghị định 13/2023 bảo vệ dữ liệu của chị.", "91/2025/QH15"),
    (10, "Bộ LĐTBXH trả lời chị.", "Bộ Y tế"),
    (10, "Tổng đài 111 của Bộ Lao động - Thương binh và Xã hội.", "Bộ Y tế"),
    (10, "Theo Bộ Lao động–Thương binh và Xã hội.", "Bộ Y tế"),
    (10, "Chị đến Sở Lao động hỏi.", "Bộ Y tế"),
    (10, "Tổng đài 111 chỉ dành cho trẻ em.", "mua bán người"),
    (11, "Chị mang CMND đi cùng.", "thẻ căn cước"),
    (11, "Chị mang chứng minh nhân dân đi cùng.", "thẻ căn cước"),
    (11, "Chị làm căn cước ở Công an huyện.", "Công an xã"),
    (12, "Thông tư 55/2021/TT-BCA hướng dẫn tạm trú.", "116/2026/TT-BCA"),
    (12, "Mẫu theo TT 66/2023.", "116/2026/TT-BCA"),
    (12, "Chị mang theo sổ hộ khẩu.", "Sổ hộ khẩu giấy đã bỏ"),
    (13, "Mỗi năm chị được nghỉ lễ, tết 11 ngày.", "24/11"),
    (0, "Khai sinh muộn thì chị bị phạt.", "không bị phạt"),
    (0, "Chị gọi miễn phí số 1900 969 680.", "gọi có cước"),
    (0, "Chị gọi 1900 969 680, trực 24/7.", "gọi có cước"),
]

HONEST = [
    "Nay không còn Tòa án huyện, chị đến Tòa án nhân dân khu vực.",
    "Cấp huyện đã bỏ từ 01/07/2025.",
    "Chuyện nhà huyện nào cũng vậy.",
    "Nghị định 282/2025 thay cho Nghị định 144/2021.",
    "Trước 01/07/2026, chị nhận 4.680.000 đồng. Nay là 5.060.000 đồng.",
    "Con đầu chị nghỉ thai sản 6 tháng. Con thứ hai chị nghỉ 7 tháng.",
    "Chị được nghỉ thai sản 6 tháng.",
    "Sinh con thứ hai, chồng nghỉ 10 ngày. Chị đóng bảo hiểm đủ 6 tháng mới được hưởng.",
    "Trợ cấp hưu trí xã hội nay là 540.000 đồng. Mức cũ là 500.000 đồng.",
    "Phạt từ 500.000 đồng đến 1 triệu đồng.",
    "Hạn cuối là ngày 31/12/2022.",
    "Nghị định 12/2022 đã thay bằng Nghị định 283/2026.",
    "Luật Hộ tịch mới có hiệu lực từ 01/03/2027.",
    "Chị nộp hồ sơ khai sinh ở bất kỳ Trung tâm Phục vụ hành chính công nào trong tỉnh.",
    "Nghị định 13/2023 không còn dùng.",
    "Bộ Lao động - Thương binh và Xã hội không còn.",
    "Chị hỏi cán bộ lao động của công ty, ở cơ sở lao động đó.",
    "Bộ luật Lao động cho chị quyền này.",
    "Chứng minh nhân dân hết giá trị rồi.",
    "Thông tư 116/2026 thay cho Thông tư 55/2021.",
    "Chứng minh thư cũ còn dùng được không?",
    "Không cần sổ hộ khẩu.",
    "Trước đây nghỉ lễ 11 ngày. Nay thêm ngày 24/11.",
    "Chị khiếu nại trong 11 ngày.",
    "Khai sinh muộn thì không bị phạt.",
    "Chị gọi 111 miễn phí, hoặc 1900 969 680 có cước.",
]


@pytest.mark.parametrize(("_trap", "sentence", "reason"), TRAPS)
def test_a_trap_is_refused_in_a_card_and_in_a_tip(_trap: int, sentence: str, reason: str) -> None:
    for found in (
        faults(replace(CARD, answer=sentence)),
        faults_of_tip(replace(TIP, text=sentence)),
    ):
        assert any(reason in fault for fault in found)


def test_every_trap_of_the_list_is_tried() -> None:
    assert {trap for trap, _, _ in TRAPS} >= set(range(1, 14))


@pytest.mark.parametrize("sentence", HONEST)
def test_what_is_no_more_may_be_named_as_such(sentence: str) -> None:
    assert faults(replace(CARD, answer=sentence)) == []
    assert faults_of_tip(replace(TIP, text=sentence)) == []


@pytest.mark.parametrize("field", ["title", "where", "fee", "duration"])
def test_a_trap_is_refused_wherever_people_read(field: str) -> None:
    changed = replace(CARD, **{field: "Tòa án huyện: 300.000 đồng"})
    assert any("khu vực" in fault for fault in faults(changed))
    for lines in ({"papers": ("Sổ hộ khẩu",)}, {"steps": ("Mang CMND.",)}):
        assert len(faults(replace(CARD, **lines))) == 1
    assert any("khu vực" in fault for fault in faults_of_tip(replace(TIP, picture="Tòa án huyện")))


def test_in_a_question_people_may_use_the_old_names() -> None:
    old = (*CARD.questions, "Nộp đơn ở tòa án huyện à?", "mang cmnd dc ko")
    assert faults(replace(CARD, questions=old)) == []


@pytest.mark.parametrize(
    "number",
    ["144/2021/NĐ-CP", "12/2022/NĐ-CP", "13/2023/NĐ-CP", "55/2021/TT-BCA", "66/2023/TT-BCA"]
    + ["73/2024/NĐ-CP", "03/2026/QH16", "58/2014/QH13", "38/2013/QH13", "02/2007/QH12"],
)
def test_no_card_or_tip_rests_on_a_document_that_does_not_bind(number: str) -> None:
    place = Citation(number, "5")
    assert len(faults(replace(CARD, citations=(place,)))) == 1
    assert len(faults_of_tip(replace(TIP, citation=place))) == 1


def test_what_waits_for_the_new_law_may_speak_of_it_as_current() -> None:
    waiting = replace(CARD, answer="Chị khai sinh cho con ở bất kỳ xã nào.")
    assert len(faults(waiting)) == 1
    assert faults(replace(waiting, effective=date(2027, 3, 1))) == []
