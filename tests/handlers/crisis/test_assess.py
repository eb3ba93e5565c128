from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.crisis import Category, assess
from handlers.turn import Severity
from tests.handlers.crisis.mutations import MUTATIONS
from tests.handlers.crisis.sentences import DATA, LEVELS, read, score

EXAMPLES = Path(__file__).parents[4] / "shared" / "reference" / "crisis-examples.tsv"
OURS = read(DATA / "sentences.tsv")
HELD_OUT = [sentence for path in sorted(DATA.glob("held_out*.tsv")) for sentence in read(path)]
ALMOST = 0.02
# A missing space hides more than a missing accent
GLUED = 0.06


@pytest.mark.parametrize("sentence", OURS, ids=lambda sentence: sentence.text[:40])
def test_every_sentence_of_ours_has_its_level(sentence):
    assert assess(sentence.text).severity is sentence.level


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_level_holds_however_it_is_typed(name):
    found = score(OURS, MUTATIONS[name])
    allowed = GLUED if name.startswith("glued") else ALMOST
    assert found.c3 >= 1 - allowed
    assert found.grave >= 1 - allowed
    assert found.noticed >= 1 - allowed
    assert found.false_alarms <= 0.05


@pytest.mark.parametrize("name", MUTATIONS)
def test_sentences_written_after_the_rules_are_noticed(name):
    found = score(HELD_OUT, MUTATIONS[name])
    assert found.c3 >= 0.93
    assert found.noticed >= 0.95
    assert found.false_alarms <= 0.06


def test_the_lists_are_large_and_balanced():
    assert len(OURS) >= 250
    assert len(HELD_OUT) >= 100
    for level, fewest in zip(LEVELS, (90, 15, 50, 80), strict=True):
        assert sum(sentence.level is level for sentence in OURS) >= fewest


@pytest.mark.law
@pytest.mark.skipif(
    not EXAMPLES.exists(), reason="the reference examples are not beside the project"
)
@pytest.mark.parametrize("name", MUTATIONS)
def test_the_reference_examples_hold_their_level(name):
    examples = read(EXAMPLES)
    found = score(examples, MUTATIONS[name])
    assert found.c3 == 1
    assert found.grave == 1
    assert found.noticed == 1
    assert found.false_alarms == 0


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("chồng em đang đánh em", Category.VIOLENCE),
        ("con gái 8 tuổi bị ông ấy sờ chỗ kín", Category.CHILD_SEXUAL_ABUSE),
        ("em bị bạn trai cưỡng bức", Category.SEXUAL_VIOLENCE),
        ("tôi không muốn sống nữa", Category.SUICIDE),
        ("họ bắt em tiếp khách, không cho về", Category.TRAFFICKING),
        ("nó dọa tung ảnh nóng của em", Category.PICTURES),
        ("mẹ kế bỏ đói thằng bé", Category.CHILD_HARM),
        ("mẹ em đang co giật", Category.MEDICAL),
    ],
)
def test_the_category_is_told(text, category):
    assert assess(text).category is category


@pytest.mark.parametrize(
    ("child", "grown"),
    [
        ("bố hay đánh con, con học lớp 5", "bố hay đánh em, em 30 tuổi rồi"),
        ("cháu không muốn sống nữa, cháu học lớp 8", "chị không muốn sống nữa"),
    ],
)
def test_a_child_who_tells_is_one_level_higher(child, grown):
    young, old = assess(child), assess(grown)
    assert young.child_teller
    assert not old.child_teller
    assert LEVELS.index(young.severity) == LEVELS.index(old.severity) + 1


@pytest.mark.parametrize(
    "text",
    [
        "em đang mang thai mà chồng hay đánh em",
        "em mới sinh mà chồng hay đánh em",
        "chồng hay đánh em, em bị liệt một chân",
        "con trai hay đánh tôi, tôi 75 tuổi",
        "mới ly hôn mà chồng cũ vẫn đến đánh em",
    ],
)
def test_high_danger_makes_violence_urgent(text):
    assert assess("chồng hay đánh em").severity is Severity.C2
    assert assess(text).severity is Severity.C3


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục xin cấm tiếp xúc thế nào, chồng em đang cầm dao đuổi em",
        "em đang xem phim thì chồng em xông vào bóp cổ em",
        "em đang đánh máy đơn thì chồng em cầm búa đập em",
        "bị phạt bao nhiêu nếu nó vừa đánh em chảy máu đầu",
        "máy giặt còn bảo hành không, mà chồng em đang nhốt em trong phòng",
    ],
)
def test_no_harmless_frame_cancels_a_danger_of_its_own(text):
    assert assess(text).severity is Severity.C3


@pytest.mark.parametrize("text", ["cứu", "CỨU", "113", "gạo", "Cuu!", "cứu 😭", "sos"])
def test_a_safe_word_alone_calls_the_card(text):
    assert assess(text).safe_word
    assert assess(text).severity is Severity.C3


@pytest.mark.parametrize("text", ["113 là số gì", "gạo bao nhiêu một cân", "113 tuổi", "tra cứu"])
def test_a_safe_word_within_a_question_does_not(text):
    assert not assess(text).safe_word
    assert assess(text).severity is Severity.N


@pytest.mark.parametrize(
    ("text", "helper"),
    [
        ("hàng xóm đang đánh vợ", True),
        ("chị gái em bị chồng đánh", True),
        ("bạn em nói không muốn sống nữa", True),
        ("chồng em đang đánh em", False),
        ("em không muốn sống nữa", False),
        ("em bị đồng nghiệp sàm sỡ", False),
        ("tôi thấy mình vô dụng", False),
        ("em thấy tuyệt vọng", False),
        ("bạn em thấy tuyệt vọng", True),
        ("em thấy chị hàng xóm tuyệt vọng", True),
    ],
)
def test_whoever_tells_of_somebody_else_is_a_helper(text, helper):
    assert assess(text).helper is helper


@pytest.mark.parametrize(
    "text",
    [
        "bạo lực gia đình là gì",
        "mức phạt khi đánh vợ",
        "tội mua bán người bị phạt thế nào",
        "mẹ chồng chửi mắng suốt ngày có phạm luật không",
        "chồng hay đánh vợ thì bị xử phạt thế nào",
    ],
)
def test_questions_about_such_law_are_a_topic(text):
    assert assess(text).severity is Severity.N
    assert assess(text).topic


@pytest.mark.parametrize(
    "text",
    [
        "bị cấp trên quấy rối thì kiện ở đâu",
        "quấy rối ở nơi làm việc thì gửi đơn khiếu nại đến đâu",
        "chồng không cho vợ đi làm thì sao",
        "chồng thu hết lương của vợ, làm vậy có đúng không",
        "nhốt vợ trong nhà có phạm pháp không",
        "Nhà chồng nhiếc móc vợ trước mặt con. Hành vi đó có phải bạo lực không?",
    ],
)
@pytest.mark.parametrize("typed", ["as_typed", "no_accents"])
def test_where_to_sue_is_a_question_with_the_safety_line(text, typed):
    found = assess(MUTATIONS[typed](text))
    assert found.severity is Severity.N
    assert found.topic


@pytest.mark.parametrize(
    ("text", "fewest"),
    [
        ("chồng em đánh em thì kiện ở đâu", Severity.C2),
        ("em bị sếp sờ mông, kiện được không", Severity.C2),
        ("chồng hay đánh đập, kiện ở đâu", Severity.C2),
        ("nó đánh suốt, tố cáo được không", Severity.C2),
        ("chồng đánh, xin ly hôn", Severity.C2),
        ("bị hiếp thì kiện ở đâu", Severity.C2),
        ("bị nhốt trong phòng hai ngày, luật sư có giúp được không", Severity.C3),
        ("bảo nếu dám kiện thì giết cả nhà", Severity.C3),
        ("đang bị chồng đánh, làm đơn tố cáo ở đâu", Severity.C3),
    ],
)
@pytest.mark.parametrize("typed", ["as_typed", "no_accents"])
def test_a_question_does_not_hide_her_own_danger(text, fewest, typed):
    seen = assess(MUTATIONS[typed](text)).severity
    assert LEVELS.index(seen) >= LEVELS.index(fewest)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("đánh vợ thì bị xử thế nào", Severity.N),
        ("bị chồng em đánh, chồng em bị xử thế nào", Severity.C2),
        ("sờ mó bé gái 9 tuổi thì đi tù mấy năm", Severity.N),
        ("con gái 9 tuổi bị sờ mó, kẻ đó đi tù mấy năm", Severity.C3),
        ("con dâu chửi mẹ chồng có bị phạt về bạo lực gia đình không", Severity.N),
        ("con dâu đang đánh mẹ chồng, có bị phạt không", Severity.C3),
    ],
)
@pytest.mark.parametrize("typed", ["as_typed", "no_accents"])
def test_guilt_is_a_question_of_law_until_it_is_her_own_story(text, told, typed):
    assert assess(MUTATIONS[typed](text)).severity is told


def test_other_questions_are_no_topic():
    assert not assess("làm khai sinh cho con ở đâu").topic


def test_findings_name_rules_and_never_the_message():
    found = assess("chồng em đang đánh em bằng gậy")
    assert found.rules
    assert all(" " not in rule for rule in found.rules)


@given(st.text(max_size=300))
@example("")
@example("😭" * 100)
@example("1" * 500 + " tuổi")
@example("²³ tuổi ٣ tuổi lớp ٣")
@example("\x00\u200b\ufeff")
def test_any_text_gets_a_verdict(text):
    assert assess(text).severity in LEVELS


@pytest.mark.parametrize(
    "piece",
    [
        "đánh em ",
        "dang danh em ",
        "a",
        "em bị chồng đánh. ",
        "x y ",
        "13 tuổi ",
        "đ.á.n.h ",
        "chồng",
    ],
)
def test_a_huge_message_gets_a_verdict(piece):
    text = (piece * 10_000)[:10_000]
    assert assess(text).severity in LEVELS


def test_danger_at_the_end_of_a_long_message_is_seen():
    story = "Em kể chị nghe chuyện nhà em, em làm công nhân, nhà có hai con nhỏ. " * 120
    assert assess(f"{story} Chồng em đang cầm dao đuổi em.").severity is Severity.C3


@pytest.mark.parametrize(
    ("text", "helper"),
    [
        ("em mới sinh con, em muốn nhảy cầu", False),
        ("em moi sinh con em muon nhay cau", False),
        ("emmoisinhconmuonnhaycau", False),
        ("chị dâu em mới sinh con, chị ấy muốn nhảy cầu", True),
        ("vợ tôi mới sinh con, cô ấy muốn nhảy cầu", True),
        ("con em muốn nhảy cầu", True),
    ],
)
def test_a_new_mother_who_wants_to_die_is_no_helper(text: str, helper: bool) -> None:
    assert assess(text).helper is helper


@pytest.mark.parametrize(
    "text",
    [
        "chi hoi lien hiep phu nu o dau",
        "ai duoc vao hoi lien hiep phu nu",
        "nhiem vu cua lien hiep phu nu",
        "tham gia hiep hoi doanh nghiep nu dong phi bao nhieu",
    ],
)
def test_the_unions_own_name_typed_without_accents_is_no_danger(text):
    assert assess(text).severity is Severity.N


def test_the_unions_own_name_hides_no_danger_beside_it():
    told = assess("em bi chong danh, hoi lien hiep phu nu giup em voi")
    assert told.severity is Severity.C2
    assert assess("no keo vo phong lien hiep em").severity is Severity.C3
    assert assess("em bi hiep hoi nam ngoai").severity is Severity.C2
