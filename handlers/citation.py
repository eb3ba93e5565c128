"""A place in the law asked for by its number: "khoản 3 điều 51 luật hôn nhân gia đình"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import changes, texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.answer import MENU, OFFICER, Answer, actions
from handlers.day import written
from handlers.found import LAW_LIKELY, article_choice
from handlers.law import article_answer, question_in
from handlers.outlived import doubted
from handlers.passage import (
    A_PAGE,
    Passage,
    beginning,
    has_expired,
    may_be_quoted,
    named,
    passage,
    read_on,
    without_words,
)
from handlers.texts import section, validity
from handlers.turn import Choice, Turn
from handlers.wording import is_short, plain
from knowledge.citation import CitationRequest, document_label, is_section, parse
from knowledge.clauses import clauses
from knowledge.documents import Article, Citation, Document, article_id
from knowledge.search import Hit

#: So many neighbours are offered where the article itself is not there, and so many further
#: articles where several were asked for at once.
MOST_NEAREST = 3

_LEADING_NUMBER = re.compile(r"\d+")


def handle(turn: Turn) -> list[Action]:
    """The exact text asked for, or plainly why it is not shown; [] if no article is named."""
    requests = parse(question_in(turn.message.text))
    return answered(turn, requests[0], requests[1:]) if requests else []


def answered(
    turn: Turn, request: CitationRequest, others: Sequence[CitationRequest] = ()
) -> list[Action]:
    """The same for a request that was read already; ``others`` are offered beside it."""
    document = _document(turn, request)
    if document and has_expired(document, turn.day):
        return _expired(turn, request, document)
    if not request.article:
        return _document_alone(turn, request, document)
    if document is None:
        return _unknown(turn, request)
    return _from_document(turn, request, document, others)


def picked(turn: Turn) -> list[Action]:
    """An article asked for by its id, as choices do: for the question that stood before, if any."""
    article = turn.library.article(turn.message.text.strip())
    document = turn.library.document(article.document) if article else None
    if article is None or document is None:
        return []
    if has_expired(document, turn.day):
        return _expired(turn, CitationRequest(article.number), document)
    if not may_be_quoted(article, document, turn.day):
        return _without_text(turn, document, CitationRequest(article.number))
    if question := turn.conversation.question:
        return article_answer(turn, Hit(article, document, 1.0, 1.0), question)
    return _from_document(turn, CitationRequest(article.number), document, [])


def _document(turn: Turn, request: CitationRequest) -> Document | None:
    """The document that is meant; without name or number the one that was cited last."""
    if request.document:
        return turn.library.document(request.document)
    if request.name:
        return _named(turn, request.name)
    cited = turn.conversation.citations
    return turn.library.document(cited[0].document) if cited else None


def _named(turn: Turn, name: str) -> Document | None:
    """The document of this name; of several the one that binds today and can be read."""
    day = turn.day
    found = turn.library.documents_named(name, as_of=day)
    same = [each for each in found if plain(each.name) == plain(found[0].name)]
    readable = (d for d in same if d.in_force(day) and turn.library.articles_of(d.number))
    return next(readable, found[0] if found else None)


def _from_document(
    turn: Turn, request: CitationRequest, document: Document, others: Sequence[CitationRequest]
) -> list[Action]:
    article = turn.library.article(article_id(document.number, request.article))
    if article is None:
        return _missing(turn, request, document)
    if not may_be_quoted(article, document, turn.day):
        return _without_text(turn, document, request)
    lead, shown = _shown(turn, request, document, article)
    lead = f"{doubted(turn.library, document, turn.day)}\n\n{lead}".strip()
    further = [choice for each in others if (choice := _choice(turn, each, document))]
    own = article.id
    several = [each for each in dict.fromkeys(further) if each.says != own][:MOST_NEAREST]
    answer = Answer(lead, shown, Intent.LAW, 1.0, choices=tuple(several), thoughts=())
    return actions(turn, answer)


def _shown(
    turn: Turn, request: CitationRequest, document: Document, article: Article
) -> tuple[str, Passage]:
    day = turn.day
    wanted = Citation(document.number, article.number, request.clause, request.point)
    if not (request.clause or request.point):
        whole = _whole(turn, document, article)
        return _introduction(article, whole), whole
    if not _has(article, request):
        part = _part_asked_for(request)
        return texts.clause_missing(part, article.number), _whole(turn, document, article)
    if request.point:
        shown = passage(article, document, wanted, "", day, A_PAGE)
    else:
        shown = _whole(turn, document, article, request.clause)
    return _introduction(article, shown), shown


def _introduction(article: Article, shown: Passage) -> str:
    if is_section(article.number):
        return section.exact_text(article.number, _heading(article))
    tell = validity.exact_old_text if shown.changed.old else texts.exact_text
    return tell(article.number, _heading(article))


def _whole(turn: Turn, document: Document, article: Article, clause: str = "") -> Passage:
    """The article, or one of its clauses, from the beginning; what follows is for later."""
    place, day = Citation(document.number, article.number, clause), turn.day
    words = beginning(article, clause)
    changed = changes.of(place, article.text, words if clause else article.text, day)
    old = changes.of(place, article.text, words, day).old  # over the words that are shown alone
    return replace(
        without_words(place, document, article, day),
        words=words,
        source=document.source,
        whole=read_on(article, document, day, clause),
        changed=replace(changed, old=old),
    )


def _has(article: Article, request: CitationRequest) -> bool:
    """Whether the article has the clause, and the clause the point, that is asked for."""
    found = [each for each in clauses(article) if request.clause in ("", each.number)]
    letters = {point.letter for clause in found for point in clause.points}
    return bool(found) and (not request.point or request.point in letters)


def _part_asked_for(request: CitationRequest) -> str:
    return texts.part_of_article(point=request.point, clause=request.clause)


def _heading(article: Article) -> str:
    return article.title.strip().rstrip(".")


def _choice(turn: Turn, request: CitationRequest, document: Document) -> Choice | None:
    """A further place named in the same message, to pick."""
    meant = _document(turn, request) if request.document or request.name else document
    article = meant and turn.library.article(article_id(meant.number, request.article))
    if not meant or not article or not may_be_quoted(article, meant, turn.day):
        return None
    return Choice(named(Citation(meant.number, article.number), meant), article.id)


def _document_alone(
    turn: Turn, request: CitationRequest, document: Document | None
) -> list[Action]:
    """A document without an article: what it is, and how to ask on; a longer question is law's."""
    if not is_short(turn.message.text) or not request.document:
        return []
    if document is None:
        return _unknown(turn, request)
    known = without_words(Citation(document.number, ""), document, None, turn.day)
    if sections := _sections(turn, document):
        return _told(turn, section.which_section(known.law), sections, about=known.citation)
    return _told(turn, texts.which_article(known.law), about=known.citation)


def _sections(turn: Turn, document: Document) -> tuple[Choice, ...]:
    """The first sections of a document without điều, to pick; () where it has điều."""
    ids = turn.library.articles_of(document.number)[:MOST_NEAREST]
    first = [article for each in ids if (article := turn.library.article(each))]
    if not all(is_section(article.number) for article in first):
        return ()
    return tuple(_neighbour(document, article.number) for article in first)


def _unknown(turn: Turn, request: CitationRequest) -> list[Action]:
    """No such document; or no document was named and none was cited before."""
    written_name = request.document or request.name
    if not written_name and not is_short(turn.message.text):
        return []
    if not written_name:
        return _told(turn, texts.article_of_which_law(request.article))
    return _told(turn, texts.document_unknown(written_name), _similar(turn, request))


def _expired(turn: Turn, request: CitationRequest, document: Document) -> list[Action]:
    """Which document took its place; what is expired is never quoted."""
    successors = [_name_of(turn, number) for number in document.replaced_by]
    until = written(document.expires) if document.expires else ""
    return _told(
        turn,
        texts.expired(_full_name(document), until, successors),
        _similar(turn, request, document),
    )


def _without_text(turn: Turn, document: Document, request: CitationRequest) -> list[Action]:
    """What is known of a place without its text: that it changed, as far as that is so."""
    place = Citation(document.number, request.article, request.clause, request.point)
    changed = changes.of(place, "", "", turn.day)
    news = changes.said_first((*changed.news, *changed.coming), "")
    sentence = texts.document_without_text(_full_name(document))
    return _told(turn, f"{news}\n\n{sentence}".strip())


def _missing(turn: Turn, request: CitationRequest, document: Document) -> list[Action]:
    numbers = [each.rsplit("+", 1)[1] for each in turn.library.articles_of(document.number)]
    if not numbers or not document.answerable:
        return _without_text(turn, document, request)
    nearest = sorted(numbers, key=lambda number: _distance(number, request.article))[:MOST_NEAREST]
    choices = tuple(_neighbour(document, number) for number in sorted(nearest, key=_ordinal))
    return _told(turn, texts.article_missing(request.article, _full_name(document)), choices)


def _neighbour(document: Document, number: str) -> Choice:
    label = named(Citation(document.number, number), document)
    return Choice(label, article_id(document.number, number))


def _similar(
    turn: Turn, request: CitationRequest, document: Document | None = None
) -> tuple[Choice, ...]:
    """Articles in force on the same matter, as far as the message or the old heading tells it."""
    old = document and turn.library.article(article_id(document.number, request.article))
    matter = old.title if old and old.title else question_in(turn.message.text)
    hits = turn.library.search(matter, limit=MOST_NEAREST, as_of=turn.day, answerable_only=True)
    return tuple(article_choice(hit) for hit in hits if hit.confidence >= LAW_LIKELY)


def _told(
    turn: Turn, sentence: str, choices: tuple[Choice, ...] = (), about: Citation | None = None
) -> list[Action]:
    """Plainly why nothing is quoted, and what there is instead; remembers what it is about."""
    cited = (about,) if about else turn.conversation.citations
    return [
        Remember(replace(turn.conversation, question="", citations=cited)),
        Say(sentence),
        KeepForLater(()),
        OfferChoices((*choices, OFFICER, MENU), texts.NEAREST if choices else texts.PICK),
        Conclude(Intent.LAW, 0.0),
    ]


def _name_of(turn: Turn, number: str) -> str:
    return _full_name(turn.library.document(number) or Document(number))


def _full_name(document: Document) -> str:
    return document_label(document, document.number)


def _ordinal(number: str) -> int:
    found = _LEADING_NUMBER.match(number)
    return int(found.group()) if found else 0


def _distance(one: str, other: str) -> int:
    return abs(_ordinal(one) - _ordinal(other))
