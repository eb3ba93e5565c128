"""What is said when she is asked what she thinks of an answer."""

from __future__ import annotations

ASK = "Câu trả lời này có ích không? Chị nhắn CÓ hoặc KHÔNG."
THANKS = "Cảm ơn chị đã cho biết. Chị cần hỏi gì thêm thì cứ nhắn."
WHY = "Cảm ơn chị. Chưa được ở chỗ nào ạ?"
UNCLEAR, OFF_TARGET, INCOMPLETE, WRONG = (
    "Khó hiểu",
    "Không đúng điều tôi hỏi",
    "Còn thiếu",
    "Sai",
)
NOTED_UNCLEAR = "Tôi đã ghi lại. Tôi có thể nói từng ý ngắn, hoặc chị hỏi cán bộ Hội."
NOTED_OFF_TARGET = (
    "Tôi đã ghi lại. Chị thử hỏi bằng lời khác: việc gì, với ai, chị muốn biết điều gì."
)
NOTED = "Tôi đã ghi lại để người soạn xem và sửa. Việc cần chắc chắn thì chị hỏi cán bộ Hội."
