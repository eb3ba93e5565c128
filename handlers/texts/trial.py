"""What somebody reads who joins the trial of an account."""

JOINED = (
    "Cảm ơn chị đã tham gia chạy thử. Từ giờ trợ lý tự động sẽ trả lời chị. Mời chị gửi câu hỏi "
    "về pháp luật."
)
