"""Persons: full names, what they are, and every later short form of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.lexicon import Lexicon
from detente.model import Article, Name
from detente.reading.blocks import Block
from detente.reading.names.brackets import kind_of
from detente.reading.names.known import slug
from detente.reading.names.marks import Marks
from detente.reading.names.offices import Office, apposed, is_role, office_of
from detente.reading.names.words import words
from detente.reading.parsed import Span

_WORD = r"[^\W\d_a-z][\w'’]*(?:-\w+)*\.?"
_FULL = re.compile(rf"{_WORD}(?: (?:(?:van|von|der|de|da|al|bin|den) )?{_WORD}){{0,3}}")
_TITLED = re.compile(rf"(?:{_WORD} ?)")


@dataclass(slots=True)
class Person:
    """One person of the article: the fullest form, id, and the office first told."""

    full: str
    id: str
    office: Office | None = None

    @property
    def surname(self) -> str:
        """The last word, or the first of a name in the order of East Asia ("Moon Jae-in")."""
        parts = self.full.split()
        return parts[0] if len(parts) > 1 and "-" in parts[-1] else parts[-1]


def mark_people(blocks: Sequence[Block], article: Article, lexicon: Lexicon, marks: Marks) -> None:
    """Add the persons, with role and party, and their short forms throughout the article."""
    people: dict[str, Person] = {}
    for name in marks:
        entry = lexicon.get(name.id) if name.kind == "person" else None
        if entry:
            people.setdefault(entry.id, Person(entry.name, entry.id))
    found = [(b, span) for b in blocks for span in _spans(b, marks)]
    for block, span in sorted(found, key=lambda f: -len(f[1].text.split())):
        _enter(block, span, people, marks, sure=block.part == "body")
    _short_forms(blocks, people, marks)
    _offices(blocks, people, marks)
    _tell(people, article, lexicon, marks)


def _spans(block: Block, marks: Marks) -> Iterator[Span]:
    """Where the model sees a person or a title is followed by capitalised words."""
    doc = block.doc
    for entity in doc.ents:
        if (
            entity.label_ == "PERSON"
            and (trimmed := _trim(entity)) is not None
            and _free(block, trimmed, marks)
        ):
            yield trimmed
    for token in doc[:-1]:
        if block.part == "body" and is_role(token) and not token.nbor().ent_type_:
            match = _FULL.match(doc.text, token.nbor().idx)
            span = doc.char_span(*match.span()) if match and token.whitespace_ else None
            if span is not None and all(t.pos_ in {"PROPN", "PUNCT", "PART", "ADP"} for t in span):
                trimmed = _trim(span)
                if trimmed is not None and _free(block, trimmed, marks):
                    yield trimmed


def _may_be_person(block: Block, entity: Span, marks: Marks) -> bool:
    """A person by the model, or two or three capitalised words that an apposition says are one."""
    if entity.label_ == "PERSON":
        return True
    plain = 1 < len(entity.text.split()) <= 3 and entity.label_ in {"ORG", "GPE", "NORP"}  # noqa: PLR2004
    return plain and kind_of(entity.text) == "organisation" and apposed(block, entity, marks)


def _trim(span: Span) -> Span | None:
    """A person's name without titles before it and a possessive after it; None if nothing is left."""
    start, end = span.start, span.end
    while start < end and (is_role(span.doc[start]) or span.doc[start].lower_ in words().courtesy | {"the"}):
        start += 1
    while end > start and (span.doc[end - 1].tag_ == "POS" or not span.doc[end - 1].text[0].isalnum()):
        end -= 1
    rest = span.doc[start:end]
    if not rest or not rest.text[0].isupper() or not _FULL.fullmatch(" ".join(rest.text.split())):
        return None
    return rest


def _free(block: Block, span: Span, marks: Marks) -> bool:
    """Whether no name stands here, but for a country that is a given name ("Chad Example")."""
    over = marks.over(*block.at(span))
    if not over:
        return True
    return (
        len(span) > 1
        and len(over) == 1
        and over[0].kind in {"country", "place"}
        and over[0].start == block.at(span).start
        and len(over[0].text.split()) == 1
        and not over[0].text.isupper()
        and over[0].end < block.at(span).end
        and span[0].ent_type_ == "PERSON"
        and span[0].tag_ == "NNP"
    )


def _enter(block: Block, span: Span, people: dict[str, Person], marks: Marks, *, sure: bool) -> None:
    text = " ".join(span.text.split())
    known = _same(text, people)
    if known is None:
        if not (sure and _plausible(span)) and not office_of(block, span, marks):
            return
        known = Person(text, f"person:{slug(text)}")
        people[known.id] = known
    start, end = block.at(span)
    marks.add(Name(span.text, start, end, known.id, "person"))


def _plausible(span: Span) -> bool:
    """Whether the model's word is enough: two words, a courtesy title, or one word that acts."""
    titled = span.start > 0 and span.doc[span.start - 1].lower_ in words().courtesy
    return len(span.text.split()) > 1 or titled or span.root.dep_ in {"nsubj", "nsubjpass"}


def _same(text: str, people: dict[str, Person]) -> Person | None:
    """The person already known whom this form means."""
    parts = text.split()
    for person in people.values():
        own = person.full.split()
        if text == person.full or (len(parts) == 1 and parts[0] in {own[0], own[-1]}):
            return person
        if len(parts) > 1 and parts[-1] == own[-1] and parts[0] == own[0]:
            return person
    return None


def _short_forms(blocks: Sequence[Block], people: dict[str, Person], marks: Marks) -> None:
    """Mark every free-standing surname of a person known by a fuller form."""
    surnames = {p.surname: p for p in people.values() if len(p.full.split()) > 1}
    if not surnames:
        return
    pattern = re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(surnames, key=len, reverse=True))) + r")\b(?!-)"
    )
    for block in blocks:
        for match in pattern.finditer(block.doc.text):
            start, end = block.start + match.start(), block.start + match.end()
            span = block.doc.char_span(*match.span())
            if span is not None and span.root.pos_ in {"PROPN", "NOUN"} and not marks.over(start, end):
                marks.add(Name(match[0], start, end, surnames[match[0]].id, "person"))


def _offices(blocks: Sequence[Block], people: dict[str, Person], marks: Marks) -> None:
    for block in blocks:
        for name in marks.over(block.start, block.end):
            if name.kind != "person" or name.id not in people:
                continue
            person = people[name.id]
            span = block.between(name.start, name.end)
            told = office_of(block, span, marks) if span is not None else None
            if told and (person.office is None or (person.office.acts_for is None and told.acts_for)):
                person.office = told


def _tell(people: dict[str, Person], article: Article, lexicon: Lexicon, marks: Marks) -> None:
    """Write role and party into every mention; what the text does not tell comes from the lexicon."""
    for name in marks:
        person = people.get(name.id or "") if name.kind == "person" else None
        if person is None:
            continue
        entry = lexicon.get(person.id)
        role = person.office.role if person.office else _role_then(entry.terms if entry else {}, article)
        acts_for = (person.office.acts_for if person.office else None) or (entry.country if entry else None)
        marks.change(name, role=role, acts_for=acts_for)


def _role_then(terms: object, article: Article) -> str | None:
    """The office held on the day of publication, None where no date or no office is known."""
    offices = terms.get("offices", ()) if isinstance(terms, dict) else ()
    day = article.published.day.isoformat() if article.published else None
    for office in offices:
        if day and office["from"] <= day <= office.get("to", "9999"):
            return str(office["role"])
    return None
