"""One part of the card that answered last: how long, what it costs, where, which papers, the
steps, its law, its address on the internet, an example. Only what the library has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from handlers import card as cards
from handlers import passage, texts
from handlers.actions import Action, Conclude, Intent, OfferChoices, Say
from handlers.answer import MENU, OFFICER, Answer, actions
from handlers.calculators.catalogue import beside
from handlers.card_pieces import sentences
from handlers.passage import Passage
from handlers.texts import calculator as calculator_texts
from handlers.texts import follow_up as said
from handlers.topic import alive, card_of
from handlers.turn import Choice, MessageKind, Topic, Turn
from handlers.wording import is_short, plain
from knowledge.citation import document_label
from knowledge.documents import Card, Citation
from knowledge.text.fold import fold
from knowledge.text.reading import understand

#: So many example questions, and so many addresses, are shown.
MOST_EXAMPLES, MOST_ADDRESSES = 3, 3

Teller = Callable[[Turn, Topic], list[Action]]

_AROUND_BEFORE = frozenset(
    "a ad anh ban bot cai chi cho con da em la may minh nay nhung o oi ok roi the thi toi ua uh um "
    "va vang vay viec voi xin".split()
)
_AROUND_AFTER = frozenset(
    "a ad anh ban chi day em gi ha hay minh nhe nhi nua oi the toi u vay voi".split()
)

_DO = (
    "lam giai quyet xu ly thu tuc nop dang ky xin cap gui den toi ra len lay nhan di ho so don giay"
    " viec cai nay do vay thi la co duoc phai can minh"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How one part is asked for: what must be said, and the only words beside it."""

    key: re.Pattern[str]
    beside: frozenset[str]

    def fullmatch(self, words: str) -> bool:
        """Whether the words ask for this part and nothing else."""
        rest = self.key.sub(" ", words)
        return rest != words and set(rest.split()) <= self.beside


def _asked(key: str, beside: str) -> _Asked:
    return _Asked(re.compile(rf"\b(?:{key})\b"), frozenset(beside.split()))


_LONG = _asked(
    r"bao lau|bao gio|khi nao|chung nao|luc nao|(?:may|bao nhieu|nhieu) (?:ngay|tuan|thang|hom|bua)"
    r"|(?:co )?(?:lau|nhanh) (?:khong|hon)|(?:khong|co) lau",
    f"{_DO} het mat trong cho doi khoang moi se xong ket qua tra hen chi nua roi",
)
_COST = _asked(
    r"(?:le phi|chi phi|an phi|phi)(?: (?:bao nhieu|nhieu|the nao|khong|gi|sao))?"
    r"|(?:ton|het|mat|nop|dong|tra|thu|lay|giao|chi) (?:(?:tien|phi) )?"
    r"(?:bao nhieu|nhieu|may|gi)(?: tien)?"
    r"|(?:ton|mat|thu|nop|dong|tra|lay|doi) (?:\w+ )?(?:tien|phi|dong nao|dong)"
    r"(?: gi)?(?: nhieu)?(?: khong)?|mien phi(?: khong)?|ton kem(?: khong)?"
    r"|(?:gia|muc|tien) (?:bao nhieu|nhieu)|may dong|mat may",
    f"{_DO} ton het mat dong muc tien khong co thu can bo phuong xa nguoi ta ho o tren them gi "
    "nhieu lam nha nuoc cong an uy ban toa bao luon",
)
_SUM = _asked("bao nhieu tien|may tien|bao tien", "thi la vay tong cong tat ca")
_PLACE = _asked(
    r"(?:o |cho |noi |den |toi |ra |len )?(?:dau|cho nao|noi nao|co quan nao|phuong nao|xa nao)"
    r"|gap ai|gui ai|hoi ai|cho ai|ai cap|ai giai quyet",
    f"{_DO} o tai giay to bao nay gio",
)
_PAPERS = _asked(
    r"giay (?:to )?(?:gi|nao|chi)|giay to|ho so (?:gom |can )?(?:nhung )?gi"
    r"|(?:gom|can)(?: co)?(?: nhung)? gi|(?:mang|mang theo|chuan bi)(?: nhung)? gi",
    "can phai co mang theo chuan bi nop gom ho so nhung cac loai don den di thu tuc thi lam sao "
    "gi duoc dem",
)
#: What a sentence on such a part has, folded.
_OF_TIME = r"\b\d+ (?:ngay|tuan|thang|nam)\b(?! tuoi)|\bngay lam viec\b|\btrong ngay\b"
_OF_COST = r"\b(?:le phi|an phi|phi|mien phi|(?:mat|dong|nop|tra) (?:\w+ )?tien)\b|\d dong\b|%"
_OF_A_SUM = r"\d dong\b|\b(?:le phi|an phi|mien phi)\b"
_OF_PLACE = r"\b(?:nop|lam|den|hoi|ra|o|bao)\b.*\b(?:uy ban|cong an|toa|phuong|trung tam|co quan)\b"
_OF_PAPERS = r"\b(?:giay|to khai|can cuoc|don|ho so|bien lai|hop dong|ban an)\b"

_STEPS = _asked(
    r"cac buoc|buoc nao|lam (?:nhu )?the nao|lam (?:lam )?sao|quy trinh|trinh tu|bat dau tu dau"
    r"|lam gi truoc|cach lam|cach nop",
    "the nao lam nhu cach thi phai bay gio nay do gom may co viec",
)
_LAW = re.compile(
    r"(?:(?:cai|dieu|viec) (?:do|nay) )?(?:theo |can cu |o )*"
    r"(?:luat|dieu|van ban|nghi dinh) (?:nao|may)(?: (?:quy dinh|noi|ghi)(?: vay)?)?"
    r"|can cu (?:vao )?dau"
)
_SIGNED = re.compile(r"(?:(?:nguoi nao|ai) (?:la nguoi )?ky(?: \w+){0,2}|ai ban hanh)")
_LINK = re.compile(
    r"(?:(?:gui|cho|xin|co|lay|them|dua|xem) )*(?:duong )?"
    r"(?:link|dan|duong dan|web|trang web|website|ban goc)"
    r"(?: (?:luat|goc|van ban|di|khong|cho|xem|cua|do|nay))*"
)
_EXAMPLE = re.compile(
    r"(?:(?:cho|lay|neu|co|mot|xin|dua) )*(?:vi du|vd)(?: (?:cu the|di|xem|khong|minh hoa))*"
)


def handle(turn: Turn) -> list[Action]:
    """The part that a short message asks for, right after a card or an article; else []."""
    topic, tell = alive(turn), _asked_for(turn)
    return tell(turn, topic) if topic and tell else []


def asks(turn: Turn) -> bool:
    """Whether the message asks for nothing but a part of what was answered."""
    return _asked_for(turn) is not None


def _asked_for(turn: Turn) -> Teller | None:
    text = turn.message.text
    if turn.picked or turn.message.kind is not MessageKind.TEXT or not is_short(text):
        return None
    words = _core(text)
    return next((tell for asked, tell in _PARTS if asked.fullmatch(words)), None)


def _core(text: str) -> str:
    """The folded words without politeness and openers."""
    words = plain(understand(text).query).split()
    while len(words) > 1 and words[0] in _AROUND_BEFORE and not _opens(words):
        words.pop(0)
    while len(words) > 1 and words[-1] in _AROUND_AFTER and words[-2:] not in _KEPT:
        words.pop()
    return " ".join(words)


def _opens(words: Sequence[str]) -> bool:
    """Whether the first word already belongs to what is asked."""
    return words[:2] in _OPENING


_OPENING = [
    *(["may", unit] for unit in ("ngay", "tuan", "thang", "hom", "bua", "dong", "tien")),
    *(["cho", asked] for asked in ("nao", "ai", "vi")),
    ["o", "dau"],
]
_KEPT = [["can", "gi"], ["giay", "gi"], ["mang", "gi"], ["to", "gi"], ["nhung", "gi"], ["bi", "gi"],
         ["so", "gi"], ["theo", "gi"], ["gom", "gi"]]  # fmt: skip


# -- Facts of a card --


def _fact(name: str, value: Callable[[Card], str], about: str = "", at_last: str = "") -> Teller:
    """Tells the field of the card, else what its answer says ``about`` it (a pattern of folded
    words), else the field of a procedure that it leads to, ``at_last`` such words of its answer.
    """

    def tell(turn: Turn, topic: Topic) -> list[Action]:
        card = card_of(turn.library, topic)
        if card is None:
            return []
        if card.kind != "procedure" and (words := _sentences(card, about)):
            return _from_card(turn, topic, card, words)
        told = next((each for each in _with_procedures(turn, card) if value(each)), None)
        if told is None and (words := _sentences(card, at_last)):
            return _from_card(turn, topic, card, words)
        if told is None:
            return _unknown(turn, card) if card.kind == "procedure" else []
        words = value(told)
        return _from_card(turn, topic, told, texts.fact(name, words) if name else words)

    return tell


def _with_procedures(turn: Turn, card: Card) -> Iterator[Card]:
    """The card, then the procedures that it leads to."""
    yield card
    for each in filter(None, map(turn.library.card, card.related)):
        if each.kind == "procedure" and cards.may_be_shown(turn.library, each, turn.day):
            yield each


def _sum(turn: Turn, topic: Topic) -> list[Action]:
    """The sums that the answer names, else what the procedure costs."""
    card = card_of(turn.library, topic)
    if card is not None and (words := _sentences(card, _OF_A_SUM)):
        return _from_card(turn, topic, card, words)
    return _fact(texts.FEE, lambda each: each.fee)(turn, topic)


def _sentences(card: Card, about: str) -> str:
    """The sentences of the answer that speak of it; "" for none."""
    found = (each for each in sentences(card.answer) if about and re.search(about, fold(each)))
    return " ".join(found)


def _papers(card: Card) -> str:
    return texts.papers(card.papers) if card.papers else ""


def _steps(card: Card) -> str:
    return texts.steps(card.steps) if card.steps else ""


def _from_card(turn: Turn, topic: Topic, card: Card, fact: str) -> list[Action]:
    """The fact in the shape of every answer, with the law that the card rests on."""
    also = _grounds(turn, card)
    lead = said.part(card.title, fact)
    if card.needs_officer_check:
        lead = f"{lead}\n\n{texts.CHANGED_LATELY}"
    answer = Answer(
        lead,
        None,
        Intent(card.kind),
        1.0,
        topic.words,
        also=also,
        source=card.checked_against,
        checked=True,
        choices=(cards.as_choice(card), *cards.related(turn.library, card, turn.day)),
        card=card.id,
    )
    return actions(turn, answer)


def _grounds(turn: Turn, card: Card) -> tuple[Passage, ...]:
    found = (
        passage.without_words(
            each,
            turn.library.document(each.document),
            turn.library.article(each.article_id),
            turn.day,
        )
        for each in card.citations
    )
    return tuple(found)


def _unknown(turn: Turn, card: Card) -> list[Action]:
    return _plainly(said.not_written(card.title), (OFFICER, cards.as_choice(card), MENU))


# -- What belongs to the law --


def _law(turn: Turn, topic: Topic) -> list[Action]:
    card = card_of(turn.library, topic)
    if card is None or not card.citations:
        return []
    return _from_card(turn, topic, card, texts.resting_on(passage.references(_grounds(turn, card))))


def _signed(turn: Turn, topic: Topic) -> list[Action]:
    """Who signs is in no card and no law; where the paper is made, or who made the law, may be."""
    card = card_of(turn.library, topic)
    if card is not None and card.where:
        where = f"{said.WHO_SIGNS} {texts.fact(texts.WHERE, card.where)}"
        return _from_card(turn, topic, card, where)
    document = turn.library.document(topic.citations[0].document) if topic.citations else None
    if document is None or not document.issuer:
        return _plainly(said.WHO_SIGNS, (OFFICER, MENU))
    named = document_label(document, document.number)
    return _plainly(said.issued_by(named, document.issuer), (OFFICER, MENU))


def _link(turn: Turn, topic: Topic) -> list[Action]:
    card = card_of(turn.library, topic)
    lines = [texts.fact(texts.WEBSITE, card.link)] if card and card.link else []
    lines += _addresses(turn, topic.citations)
    if lines:
        return _plainly(said.addresses(lines), (OFFICER, MENU))
    laws = dict.fromkeys(_named(turn, each) for each in topic.citations)
    return _plainly(said.no_address(list(laws)), (OFFICER, MENU))


def _addresses(turn: Turn, cited: Sequence[Citation]) -> list[str]:
    """The official address of each article that was cited, as far as the library knows it."""
    found = []
    for each in cited:
        article = turn.library.article(each.article_id)
        if article is not None and article.url:
            document = turn.library.document(article.document)
            place = replace(each, clause="", point="")
            named = passage.named(place, document) if document else each.article
            found.append(texts.fact(named, article.url))
    return list(dict.fromkeys(found))[:MOST_ADDRESSES]


def _named(turn: Turn, citation: Citation) -> str:
    return document_label(turn.library.document(citation.document), citation.document)


def _example(turn: Turn, topic: Topic) -> list[Action]:
    """A calculation to try, and what other people ask; the steps, where the card has some."""
    card = card_of(turn.library, topic)
    if card is None:
        return []
    calculator = beside(card.id)
    asked = [each for each in card.questions if fold(each) != each and each.endswith("?")]
    parts = [
        said.CALCULATED_EXAMPLE if calculator else "",
        _steps(card),
        said.examples(card.title, asked[:MOST_EXAMPLES]) if asked else "",
    ]
    tried = (Choice(calculator_texts.TRY, calculator.command),) if calculator else ()
    words = "\n\n".join(filter(None, parts))
    return _plainly(words, (*tried, cards.as_choice(card), OFFICER)) if words else []


def _plainly(words: str, choices: tuple[Choice, ...]) -> list[Action]:
    return [Say(words), OfferChoices(choices, texts.PICK), Conclude(Intent.MENU)]


_PARTS: tuple[tuple[_Asked | re.Pattern[str], Teller], ...] = (
    (_LONG, _fact(texts.DURATION, lambda card: card.duration, _OF_TIME)),
    (_COST, _fact(texts.FEE, lambda card: card.fee, _OF_COST)),
    (_SUM, _sum),
    (_PLACE, _fact(texts.WHERE, lambda card: card.where, _OF_PLACE)),
    (_PAPERS, _fact("", _papers, at_last=_OF_PAPERS)),
    (_STEPS, _fact("", _steps)),
    (_LAW, _law),
    (_SIGNED, _signed),
    (_LINK, _link),
    (_EXAMPLE, _example),
)
