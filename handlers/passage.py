"""The exact words of the law that an answer shows, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers import changes, texts
from handlers.article_portions import Portion, portions
from handlers.changes import Changes
from handlers.day import written
from handlers.texts import reading
from knowledge.citation import document_label, is_section, label
from knowledge.documents import Article, Citation, Document
from knowledge.search import Library
from knowledge.snippet import held, quote
from knowledge.validity import period

#: Characters of the law in one bubble: beside an answer in plain words, alone, and page by page.
BESIDE_AN_ANSWER = 420
ALONE = 560
A_PAGE = 760

#: An article is read out in at most so many parts; then from the next clause on, if it has one.
MOST_PARTS = 11


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the law. ``words`` are exact and empty where no text may be quoted.

    ``part`` names the place of the words within its law ("khoản 3 Điều 81"), ``asked`` the place
    that was asked for; ``law`` is the law and since when it binds; ``source`` is where the words
    come from; ``whole`` is the whole article in bubbles, if the words are not all of it;
    ``changed`` is what of it is no longer so.
    """

    citation: Citation
    part: str
    law: str
    words: str = ""
    source: str = ""
    whole: tuple[str, ...] = ()
    changed: Changes = Changes()
    asked: str = ""

    @property
    def reference(self) -> str:
        """ "Khoản 3 Điều 81 Luật … số 52/2014/QH13, có hiệu lực từ 01/01/2015"."""
        return capitalised(f"{self.part} {self.law}")


def cited(
    library: Library, citation: Citation, question: str, day: date, limit: int
) -> Passage | None:
    """The passage a card cites; without words if the library has none; None if it binds no more."""
    document = library.document(citation.document)
    if document is not None and has_expired(document, day):
        return None
    article = library.article(citation.article_id)
    if document is None or article is None or not may_be_quoted(article, document, day):
        return without_words(citation, document, article, day)
    return passage(article, document, citation, question, day, limit)


def named_only(library: Library, citation: Citation, day: date) -> Passage | None:
    """The place that a card cites, without its words; None if it binds no more."""
    document, article = library.document(citation.document), library.article(citation.article_id)
    if document is not None and has_expired(document, day):
        return None
    return without_words(citation, document, article, day)


def without_words(
    citation: Citation, document: Document | None, article: Article | None, day: date
) -> Passage:
    """The place alone."""
    begins = first_day(article, document)
    law = document_label(document, citation.document)
    if begins is not None:
        tell = texts.in_force_since if begins <= day else texts.in_force_later
        law = f"{law}, {tell(written(begins))}"
    changed = changes.of(citation, article.text if article else "", "", day)
    return Passage(citation, part_of(citation), law, changed=changed)


def first_day(article: Article | None, document: Document | None) -> date | None:
    """The first day on which the article, or the document without one, binds; None if unknown."""
    if article is not None and document is not None:
        return period(article, document).begins
    known = article or document
    return known.effective if known else None


def passage(
    article: Article, document: Document, citation: Citation, question: str, day: date, limit: int
) -> Passage:
    """The words of the article that answer the question, or of the cited clause."""
    found = quote(article, question, limit, citation.clause, citation.point)
    place = Citation(citation.document, citation.article, found.clause, found.point)
    complete = found.text.strip() == article.text.strip()
    asked = replace(citation, clause=citation.clause and place.clause)
    return replace(
        without_words(place, document, article, day),
        part=_part_held(place, found.text),
        asked=part_of(citation),
        words=found.text.strip(),
        source=document.source,
        whole=() if complete else read_out(article, document, day),
        changed=changes.of(asked, article.text, found.text, day),
    )


def _part_held(place: Citation, words: str) -> str:
    """The place that the quoted words stand for: all their clauses, a point only if it is alone."""
    clauses, points = held(words)
    if len(clauses) > 1 and place.clause in clauses and not is_section(place.article):
        article = part_of(replace(place, clause="", point=""))
        each = (part_of(replace(place, clause=number, point="")) for number in clauses)
        return f"{', '.join(part.removesuffix(article).strip() for part in each)} {article}"
    return part_of(place if len(points) <= 1 else replace(place, point=""))


def references(passages: Sequence[Passage]) -> list[str]:
    """The places, law by law, each law named once: "Khoản 1 Điều 8, Điều 9 Luật …"; what was
    amended is marked.
    """
    laws: dict[str, list[str]] = {}
    for each in passages:
        part = each.asked or each.part
        laws.setdefault(each.law, []).append(f"{part} {each.changed.mark}".strip())
    return [capitalised(f"{', '.join(parts)} {law}") for law, parts in laws.items()]


def part_of(citation: Citation) -> str:
    """The place within its law: "khoản 3 Điều 81"."""
    law = document_label(None, citation.document)
    return label(citation, None).removesuffix(law).strip()


def named(citation: Citation, document: Document) -> str:
    """The place with its law, as a heading: "Khoản 3 Điều 81 Luật … số 52/2014/QH13"."""
    return capitalised(label(citation, document))


def capitalised(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def has_expired(document: Document, day: date) -> bool:
    """Whether the document once bound and binds no more."""
    return document.expires is not None and document.expires <= day


def may_be_quoted(article: Article, document: Document, day: date) -> bool:
    """Whether the article's text may be shown to people at all."""
    return article.answerable and document.answerable and not has_expired(document, day)


def beginning(article: Article, clause: str = "") -> str:
    """The exact words that are shown first where the article, or one of its clauses, is asked for;
    "" where it has no such clause.
    """
    found = portions(article.text, A_PAGE, clause)
    return found[0].words(article.text) if found else ""


def read_out(article: Article, document: Document, day: date) -> tuple[str, ...]:
    """The whole article clause by clause, in bubbles that name what they hold, their part, and if
    it binds only later; what changed is said before the first, and each is marked.
    """
    return _read(article, document, day, portions(article.text, A_PAGE), counted=True)


def read_on(article: Article, document: Document, day: date, clause: str = "") -> tuple[str, ...]:
    """The same of what follows the beginning of the article, or of a clause; () where nothing does;
    counted are the parts of a whole article.
    """
    if not clause:
        return read_out(article, document, day)[1:]
    parts = portions(article.text, A_PAGE, clause)[1:]
    return _read(article, document, day, parts, counted=False)


def _read(
    article: Article, document: Document, day: date, parts: Sequence[Portion], *, counted: bool
) -> tuple[str, ...]:
    words = "\n".join(part.words(article.text) for part in parts)
    citation = Citation(article.document, article.number)
    changed = changes.of(citation, article.text, words, day)
    place = _place_read(article, document, day, changed)
    bubbles = [
        f"{_heading(part, place, number, len(parts) if counted else 1)}\n"
        f"{texts.quotation(part.words(article.text))}"
        for number, part in enumerate(parts[:MOST_PARTS], start=1)
    ]
    if bubbles and (said := changes.said_first((*changed.news, *changed.coming), "")):
        bubbles[0] = f"{said}\n\n{bubbles[0]}"
    return (*bubbles, *_rest(article, parts))


def _place_read(article: Article, document: Document, day: date, changed: Changes) -> str:
    citation = Citation(article.document, article.number)
    place = f"{named(citation, document)} {changed.mark}".strip()
    begins = first_day(article, document)
    if begins is not None and begins > day:
        place = f"{place}, {texts.in_force_later(written(begins))}"
    return place


def _heading(part: Portion, place: str, number: int, count: int) -> str:
    """What stands over a part: its clauses, and which part it is of several."""
    return texts.part_of(capitalised(f"{part.name} {place}".strip()), number, count)


def _rest(article: Article, parts: Sequence[Portion]) -> tuple[str, ...]:
    """How the rest of an article is reached of which not all is kept."""
    if len(parts) <= MOST_PARTS:
        return ()
    following = parts[MOST_PARTS].first
    if following and following != parts[MOST_PARTS - 1].last:
        return (reading.read_on_from(following),)
    return (texts.rest_elsewhere(article.url),)
