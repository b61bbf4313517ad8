"""What a definite noun goes back to, looked up by its words: as a walk back through all names would say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lexicon import lexicon
from detente.reading.names import definites
from detente.reading.names.definites import Definites
from detente.reading.names.discourse import History
from detente.reading.names.roles import fits
from detente.reading.names.words import words

NEUTRAL = {"bilateral", "landmark", "military", "same", "whole", "controversial", "key", "tech"}
NEAR = {"deal", "group", "office", "case", "complaint"}
BLOCS = {"EU", "body:asean", "body:mercosur"}
SENTENCES = [
    "Seoul may end GSOMIA.",
    "The pact expires in November.",
    "The military pact was extended.",
    "The free trade agreement stands.",
    "The Paris Agreement was signed.",
    "The MOTIE raised fees.",
    "The ministry gave no reason.",
    "The FKI gave a dinner.",
    "The federation has many members.",
    "Trade Minister Yoo Myung-hee spoke.",
    "U.S. Ambassador Harry Harris arrived.",
    "The envoy met traders.",
    "The foreign minister was away.",
    "The European Union raised duties.",
    "The bloc waited.",
    "Samsung Electronics and SK Hynix wait.",
    "The company lost money.",
    "The group waits.",
]


def called(name, noun, modifiers):
    entry = lexicon().get(name.id)
    texts = (entry.name, *entry.names) if entry else (name.text, (name.id or "").replace("-", " "))
    said = {w for text in texts for w in text.lower().replace("-", " ").replace(":", " ").split()}
    if name.kind in {"body", "organisation"} and noun not in said:
        return False
    return modifiers <= said | NEUTRAL


class Plainly(Definites):
    """The same by walking back from each noun through every name before it."""

    def _again(self, place, noun):
        if noun in definites._PLAIN:
            return super()._again(place, noun)
        if noun == "bloc":
            return self._nearest(place, lambda n: n.id in BLOCS, definites._FAR)
        kind = words().again.get(noun)
        if kind is None:
            return ()
        own = definites._modifiers(place.token)
        reach = definites._NEAR if noun in NEAR else definites._FAR
        found = self._nearest(place, lambda n: n.kind == kind and called(n, noun, own), reach)
        if found or kind != "agreement" or list(place.token.rights):
            return found
        only = {n.id: n for n in self._names if n.kind == kind and called(n, noun, own)}
        return tuple(only.values()) if len(only) == 1 else ()

    def _person(self, place, noun):
        said = " ".join(t.lower_ for t in place.token.lefts if t.dep_ in {"compound", "amod", "nmod"})
        for mention in self._history.before(place, definites._FAR):
            name = mention.name
            if name.kind == "person" and name.role and fits(noun, f"{said} {noun}", name.role):
                return (name,)
        return ()


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=16))
@settings(max_examples=40, deadline=None)
def test_a_noun_looked_up_by_its_words_means_what_a_walk_back_finds(read, sentences):
    found = read(" ".join(sentences))
    history = History(found.blocks, found.names)
    fast, plain = (which(history, found.names, lexicon()) for which in (Definites, Plainly))
    for place in history.places:
        assert fast.of(place) == plain.of(place)


def test_a_noun_asked_for_often_looks_at_few_names(read, monkeypatch):
    found = read("Seoul may end GSOMIA. The European agreement stands. " * 20)
    history = History(found.blocks, found.names)
    monkeypatch.setattr(History, "before", lambda *_: (_ for _ in ()).throw(AssertionError("walked back")))
    meaning = Definites(history, found.names, lexicon())
    assert not any(meaning.of(p) for p in history.places if p.token.lower_ == "agreement")
