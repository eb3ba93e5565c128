"""Every sentence the assistant says, except the fixed texts for people in danger.

Vietnamese, for a reader of seventy with five years of school: short sentences, everyday words,
"chị" for her, "tôi" for the automatic assistant. Plain text only, because Zalo shows no formatting.
"""

from __future__ import annotations

from collections.abc import Sequence

# -- Who speaks --


def greeting(organisation: str, danger: str) -> str:
    """The first contact: who this is, what it does, what it keeps."""
    return (
        f"Chào chị! Tôi là trợ lý tự động của {organisation}. Tôi là máy, không phải người "
        "thật.\n\n"
        "• Tôi tra luật và chép lại đúng từng điều, khoản cho chị đọc.\n"
        "• Tôi chỉ dẫn giấy tờ, nơi nộp, cách làm.\n"
        "• Tôi chỉ nhớ cuộc trò chuyện trong 1 ngày rồi tự xóa. Muốn tôi nhớ lâu hơn, chị nhắn "
        "“cho phép”. Muốn xóa ngay, chị nhắn “xóa dữ liệu”.\n\n"
        f"{danger}\n\n"
        "Chị cứ gõ câu hỏi, không cần gõ dấu."
    )


GREETING_AGAIN = "Chào chị! Chị cứ gõ câu hỏi vào đây, hoặc chọn một chủ đề."


def first_notice(organisation: str, *, calm: bool = True) -> str:
    """The same notice for somebody who began with a question; not ``calm``: she was in danger not
    long ago, and is asked for nothing.
    """
    allowing = " Muốn tôi nhớ lâu hơn, chị nhắn “cho phép”." if calm else ""
    return (
        f"Chào chị! Tôi là trợ lý tự động của {organisation}, không phải người thật. Tôi chỉ nhớ "
        f"cuộc trò chuyện trong 1 ngày rồi tự xóa.{allowing} Nhắn “menu” để xem tôi giúp được gì."
    )


def who_i_am(organisation: str) -> str:
    """Answer to "bạn là ai"."""
    return (
        f"Tôi là trợ lý tự động của {organisation}. Tôi là máy, không phải người thật, cũng không "
        "phải luật sư. Tôi tra văn bản luật và chép lại đúng điều, khoản. Không tìm thấy thì tôi "
        "nói là không thấy."
    )


def in_danger(police: str, children: str) -> str:
    """The line for people in danger."""
    return (
        f"Nếu chị hoặc trẻ em đang gặp nguy hiểm: gọi ngay {police} (Công an) hoặc {children} (trẻ "
        "em)."
    )


# -- Answers --

NOT_ADVICE = "Thông tin tham khảo, không thay cho tư vấn của luật sư hoặc cán bộ."
MAY_HAVE_CHANGED = "Luật có thể đã sửa đổi sau bản này, chị hỏi lại cán bộ trước khi làm."
CHANGED_LATELY = "Nội dung này mới thay đổi, chị nên hỏi lại cán bộ trước khi làm."
OLDER_WORDS_BELOW = "Đoạn luật trích dưới đây có thể chưa ghi chỗ mới đổi."


def quotation(words: str) -> str:
    """Exact words of the law, in quotation marks."""
    return f"“{words}”"


def attribution(reference: str) -> str:
    """Where the quotation above stands."""
    return f"– {reference}"


def in_force_since(day: str) -> str:
    """Since when the quoted text binds."""
    return f"có hiệu lực từ {day}"


def in_force_later(day: str) -> str:
    """From when a text that does not bind yet will bind."""
    return f"CHƯA có hiệu lực, từ {day} mới áp dụng"


def resting_on(references: Sequence[str]) -> str:
    """Law that the answer rests on without quoting it here."""
    return f"Căn cứ: {'; '.join(references)}."


def see_also(references: Sequence[str]) -> str:
    """More places of the law beside the one that is quoted."""
    return f"Điều luật liên quan: {'; '.join(references)}."


def source(name: str) -> str:
    """Where the text was taken from."""
    return f"Nguồn: {name.rstrip('.')}."


def found_article(title: str) -> str:
    """The lead over a quotation that no plain-language answer stands before."""
    return f"Điều luật gần nhất tôi tìm được: {title}. Luật viết như sau:"


def found_untitled(reference: str) -> str:
    """The same for an article without a heading."""
    return f"Quy định gần nhất tôi tìm được là {reference}. Luật viết như sau:"


def found_later(about: str, day: str) -> str:
    """The lead over a text that does not bind yet."""
    return f"Quy định này CHƯA áp dụng, từ {day} mới áp dụng: {about}. Luật viết như sau:"


def from_day(day: str) -> str:
    """Behind the name of an article that does not bind yet, where it can be picked."""
    return f"(từ {day} mới áp dụng)"


def part_of(reference: str, part: int, parts: int) -> str:
    """Over the whole text of an article, or over one part of it."""
    return f"{reference}:" if parts == 1 else f"{reference} (phần {part}/{parts}):"


def rest_elsewhere(link: str) -> str:
    """After the last part of an article that is too long for a chat."""
    online = f", hoặc đọc ở {link}" if link else ""
    return f"Điều này còn dài. Chị nhờ cán bộ cho xem toàn văn{online}."


PAPERS = "Giấy tờ cần có:"
STEPS = "Các bước:"
WHERE, FEE, DURATION, WEBSITE = "Nơi làm", "Lệ phí", "Thời gian", "Trang web"


def fact(name: str, value: str) -> str:
    """One fact of a procedure on a line."""
    return f"{name}: {value}"


def papers(lines: Sequence[str]) -> str:
    """The papers a procedure asks for, one a line."""
    return "\n".join([PAPERS, *(f"• {line}" for line in lines)])


def steps(lines: Sequence[str]) -> str:
    """The steps of a procedure, numbered in words so that they are not taken for choices."""
    numbered = (f"Bước {number}: {line}" for number, line in enumerate(lines, start=1))
    return "\n".join([STEPS, *numbered])


# -- Choices --

PICK = "Chị nhắn số để chọn:"
WHICH_ONE = "Chị muốn hỏi điều nào? Nhắn số để chọn:"
MORE = "Xem thêm"
OTHER_ARTICLES = "Xem điều luật khác"
OFFICER = "Gặp cán bộ Hội"
MENU = "Xem các chủ đề"
NONE_OF_THESE = "Không phải các ý trên"


def not_so_many(count: int) -> str:
    """A number beyond the choices."""
    if count == 1:
        return "Lúc này chỉ có một mục, số 1. Chị chọn lại giúp tôi:"
    return f"Tôi chỉ có các mục từ 1 đến {count}. Chị chọn lại giúp tôi:"


NO_CHOICES = (
    "Lúc này tôi chưa đưa ra mục nào để chọn theo số. Chị gõ câu hỏi, hoặc chọn một chủ đề dưới "
    "đây."
)
NOTHING_MORE = "Tôi đã đưa hết phần này rồi. Chị có thể hỏi câu khác."
POSSIBLE_MATCHES_LEAD = "Tôi chưa chắc đã hiểu đúng ý chị. Tôi thấy mấy mục gần với câu hỏi:"
OTHER_ARTICLES_LEAD = "Đây là các điều luật khác gần với câu hỏi của chị:"
NO_OTHER_ARTICLES = (
    "Tôi không thấy điều luật nào khác gần với câu hỏi này. Chị thử hỏi cách khác nhé."
)

# -- Direct citations --


def exact_text(article: str, title: str) -> str:
    """Over the text that was asked for by its number."""
    about = f" nói về: {title}" if title else ""
    return f"Điều {article}{about}. Luật viết nguyên văn như sau:"


def part_of_article(point: str, clause: str) -> str:
    """A part of an article as people name it: "điểm a khoản 1"."""
    point_words = f"điểm {point} " if point else ""
    return f"{point_words}khoản {clause}" if clause else point_words.strip()


def article_of_which_law(article: str) -> str:
    """An article number without a law."""
    return (
        f"Chị muốn xem Điều {article} của luật nào? Chị viết thêm tên luật giúp tôi. Ví dụ: “điều "
        f"{article} luật hôn nhân và gia đình”."
    )


def which_article(law: str) -> str:
    """A document without an article."""
    law = law[:1].upper() + law[1:]
    return f"{law}.\n\nChị muốn xem điều nào? Chị nhắn số điều, ví dụ: “điều 1”."


def document_unknown(written: str) -> str:
    """A document that the library does not have."""
    return (
        f"Tôi chưa có văn bản “{written}” trong kho luật, nên không trích được. Chị xem lại tên "
        "hoặc số văn bản nhé."
    )


def document_without_text(name: str) -> str:
    """A document known by name of which the library has no text."""
    return f"Tôi biết có {name}, nhưng chưa có nguyên văn, nên không trích được."


def article_missing(article: str, document: str) -> str:
    """An article that the document does not have here."""
    return f"Tôi không thấy Điều {article} trong {document}."


def clause_missing(part: str, article: str) -> str:
    """A clause or point that the article does not have."""
    return f"Tôi không thấy {part} trong Điều {article}. Tôi trích cả điều để chị xem:"


def expired(document: str, day: str, successors: Sequence[str]) -> str:
    """A document that binds no longer."""
    document = document[:1].upper() + document[1:]
    since = f" từ ngày {day}" if day else ""
    new = f" Văn bản thay thế: {'; '.join(successors)}." if successors else ""
    return f"{document} đã hết hiệu lực{since}, nên tôi không trích làm căn cứ.{new}"


NEAREST = "Chị có thể xem mục gần nhất. Nhắn số để chọn:"

# -- Nothing found --

NOTHING_FOUND = (
    "Tôi chưa tìm được điều luật đúng với câu chị hỏi, nên tôi không dám trả lời bừa.\n\n"
    "Chị thử giúp tôi:\n"
    "• Hỏi từng việc một, câu ngắn thôi.\n"
    "• Nói rõ việc gì, với ai. Ví dụ: “ly hôn thì con 2 tuổi ai nuôi”.\n"
    "• Hoặc chọn một mục dưới đây."
)
NOTHING_FOUND_AGAIN = (
    "Tôi vẫn chưa tìm được điều luật đúng ý chị. Tôi xin lỗi chị.\n\n"
    "Việc này chị nên hỏi cán bộ Hội. Chị nhắn số 1, tôi sẽ báo cán bộ."
)
TRY_OTHER_WORDS = (
    "Vậy chị hỏi lại bằng lời khác giúp tôi nhé: việc gì, với ai, chị muốn biết điều gì. Viết "
    "ngắn thôi cũng được."
)
MISUNDERSTOOD = (
    "Tôi xin lỗi, tôi hiểu chưa đúng ý chị. Chị nói lại giúp tôi bằng một câu ngắn: việc gì, với "
    "ai, chị muốn biết điều gì. Hoặc để tôi báo cán bộ Hội."
)
NOT_MY_FIELD = (
    "Việc này tôi không biết, chị ạ. Tôi chỉ tra luật về phụ nữ, trẻ em, gia đình, việc làm, bảo "
    "hiểm và giấy tờ."
)


def health_question(emergency: str) -> str:
    """A question about medicines or treatment."""
    return (
        "Chuyện thuốc men, chữa bệnh tôi không được trả lời, vì nói sai rất nguy hiểm. Chị hỏi "
        f"bác sĩ hoặc trạm y tế phường. Cấp cứu: gọi {emergency}."
    )


ONLY_SEARCHING = (
    "Tôi chỉ là máy tra cứu luật, không làm theo yêu cầu như vậy được. Chị cần hỏi luật gì, tôi "
    "tìm giúp ngay."
)

# -- Small talk --

WELCOME = "Dạ, không có gì ạ. Chị cần hỏi thêm thì cứ nhắn."
ALL_RIGHT = "Dạ vâng. Chị cần hỏi gì thêm thì cứ nhắn."
GOODBYE = "Chào chị, chúc chị và gia đình mạnh khỏe. Khi cần, chị cứ nhắn."
SORRY = (
    "Tôi xin lỗi vì chưa giúp được chị. Chị nói lại việc chị cần bằng một câu ngắn, hoặc để tôi "
    "báo cán bộ Hội."
)
ONLY_EMOJI = "Tôi chỉ đọc được chữ, chưa hiểu hình vẽ. Chị gõ câu hỏi giúp tôi nhé."
NO_WORDS = "Tôi chưa đọc được chữ nào trong tin nhắn. Chị gõ lại câu hỏi giúp tôi nhé."

# -- Pictures, voice and the rest --


def voice(danger: str) -> str:
    """A voice message."""
    return f"Tôi chưa nghe được tin nhắn thoại. Chị gõ chữ giúp tôi, không cần gõ dấu.\n\n{danger}"


def picture(danger: str) -> str:
    """A picture."""
    return f"Tôi chưa xem được ảnh. Chị gõ câu hỏi bằng chữ giúp tôi.\n\n{danger}"


def video(danger: str) -> str:
    """A video."""
    return f"Tôi chưa xem được video. Chị gõ câu hỏi bằng chữ giúp tôi.\n\n{danger}"


def location(danger: str) -> str:
    """A place on the map."""
    return (
        "Tôi đã nhận vị trí, nhưng tôi không tự chỉ đường hay gọi ai tới được. Chị cần gì, chị gõ "
        f"chữ nhé.\n\n{danger}"
    )


STICKER = "Cảm ơn chị. Chị cần hỏi gì về luật hay giấy tờ, chị cứ gõ chữ nhé."
FILE = (
    "Tôi chưa đọc được tệp gửi kèm. Chị gõ câu hỏi bằng chữ giúp tôi. Chị đừng gửi ảnh giấy tờ "
    "tùy thân vào đây."
)
CONTACT = "Tôi chưa dùng được danh thiếp. Chị gõ câu hỏi bằng chữ giúp tôi nhé."
LINK = (
    "Tôi không mở được đường dẫn. Nếu người lạ gửi cho chị, chị đừng bấm vào, đừng nhập mật khẩu "
    "hay mã OTP. Chị muốn hỏi gì, chị gõ chữ nhé."
)
ONLY_YOUR_WORDS = "Tôi chưa xem được phần gửi kèm, nên chỉ trả lời phần chữ chị viết."

# -- Groups --


def write_privately(danger: str) -> str:
    """A personal story in a group: never answered before everybody."""
    return (
        "Chuyện riêng chị đừng kể ở nhóm, mọi người đều đọc được. Chị nhắn riêng cho trang này, "
        f"tôi trả lời riêng cho chị.\n\n{danger}"
    )


GROUP_NOTHING_FOUND = (
    "Tôi chưa tìm được điều luật đúng với câu này. Chị nhắn riêng cho trang này để tôi hỏi thêm "
    "cho rõ."
)
GROUP_HOW_TO_ASK = (
    "Tôi là trợ lý tự động tra luật của Hội. Chị gọi tên tôi kèm câu hỏi, hoặc nhắn riêng cho "
    "trang này nhé."
)
