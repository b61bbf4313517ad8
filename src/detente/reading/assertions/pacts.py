"""Which agreement a sentence speaks of: by its subject, by a pronoun, or as the one told of before it."""

from collections.abc import Iterator

from detente.model import Mention
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.tree import children
from detente.reading.blocks import Block
from detente.reading.parsed import Span as Sentence
from detente.reading.parsed import Token

_OTHER = frozenset(
    {"licence", "license", "permit", "tariff", "duty", "levy", "ban", "embargo", "quota", "order", "measure"}
    | {"exemption", "exclusion", "waiver", "lease", "contract", "visa", "sanction", "curb", "restriction"}
    | {"mandate", "ultimatum", "ceasefire", "policy", "law", "rule", "regulation", "suspension", "pause"}
)
"""Things that run and expire as well, and that "it" may be."""
_SIDES = frozenset(
    {"side", "party", "country", "government", "nation", "state", "signatory", "they", "member"}
)
_PARTS = frozenset({"term", "notice", "period", "validity", "clause", "text", "expiry", "article", "renewal"})
_PRONOUNS = frozenset({"it", "this", "which", "that", "its"})
_BACK = 2
"""Sentences back to the agreement that "it", or "either side", is about."""
_CLIMB = 4


class Pacts:
    """The agreements of one article, as its sentences name them."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._trade = any(n.kind == "agreement" and n.id for n in scene.names) or (
            len({n.id for n in scene.names if n.kind in {"country", "government"}}) > 1
        )

    def of(  # noqa: PLR0911 - a table of cases
        self, block: Block, sentence: Sentence, trigger: Token
    ) -> Mention | None:
        """The agreement whose clock the words at the trigger tell; None where they are of something else."""
        if not self._trade:
            return None
        subject = _subject(trigger)
        if subject is None:
            return self._told(block, sentence, trigger)
        if self._is_pact(block, subject):
            return self._mention(block, subject)
        lemma = subject.lemma_.lower()
        name = self._scene.name_at(block, subject)
        side = lemma in _SIDES or (name is not None and name.kind in {"country", "government"})
        if lemma in _PARTS:
            owner = next((t for t in subject.subtree if self._is_pact(block, t)), None)
            if owner is None and any(c.dep_ == "poss" and c.pos_ != "PRON" for c in subject.children):
                return None
            return self._mention(block, owner) if owner else self._before(block, sentence)
        if side:
            inside = next((t for t in sentence if self._is_pact(block, t)), None)
            return self._mention(block, inside) if inside else self._before(block, sentence)
        if lemma in _PRONOUNS or subject.lower_ in _PRONOUNS:
            return self._told(block, sentence, subject)
        return None

    def _is_pact(self, block: Block, token: Token) -> bool:
        if token.pos_ not in {"NOUN", "PROPN"}:
            return False
        name = self._scene.name_at(block, token)
        if name is not None and name.kind == "agreement":
            return True
        if self._scene.belongs(block, token, ["agreement"]):
            return True
        weak = self._scene.words.classes["agreement"].weak
        return token.lemma_.lower() in weak and any(c.lower_ in {"the", "this"} for c in token.children)

    def _mention(self, block: Block, token: Token) -> Mention:
        name = self._scene.name_at(block, token)
        return self._scene.mention(block, token, name if name and name.kind == "agreement" else None)

    def _told(self, block: Block, sentence: Sentence, until: Token) -> Mention | None:
        """The last thing that can expire before a token, where that is an agreement."""
        for token in reversed([t for t in sentence if t.i < until.i]):
            if self._is_pact(block, token):
                return self._mention(block, token)
            if token.lemma_.lower() in _OTHER:
                return None
        return self._before(block, sentence)

    def _before(self, block: Block, sentence: Sentence) -> Mention | None:
        """The same of the sentences before: what one of them is about, else its last."""
        for earlier_block, earlier in self._earlier(block, sentence):
            things = [t for t in earlier if self._is_pact(earlier_block, t) or t.lemma_.lower() in _OTHER]
            first = next((t for t in things if t.dep_ in {"nsubj", "nsubjpass"}), None)
            thing = first or (things[-1] if things else None)
            if thing is not None:
                return self._mention(earlier_block, thing) if self._is_pact(earlier_block, thing) else None
        return None

    def _earlier(self, block: Block, sentence: Sentence) -> Iterator[tuple[Block, Sentence]]:
        """The sentences before, the nearest first, the title last."""
        every = [
            (b, s)
            for b in self._scene.blocks
            for s in b.doc.sents
            if (b.start, s.start) < (block.start, sentence.start)
        ]
        yield from every[::-1][:_BACK]


def _subject(trigger: Token) -> Token | None:
    """What the clause of a token is about: its subject, of a relative clause what that hangs on."""
    node, steps = trigger, 0
    while steps < _CLIMB * 2:
        if own := children(node, "nsubj", "nsubjpass"):
            first = own[0]
            if first.tag_ in {"WDT", "WP"} and node.dep_ == "relcl":
                return node.head
            return first
        if node.dep_ in {"relcl", "acl"} and node.head.i < node.i:
            return node.head
        if node.dep_ == "ROOT" or node.head == node:
            return None
        node, steps = node.head, steps + 1
    return None
