"""Small questions about tokens that several stages ask."""

from detente.reading.parsed import Token

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def base(token: Token) -> str:
    """The lemma in small letters; of a capitalised noun, which the model leaves as it is, its singular.

    "Groups" in a headline is "group".
    """
    lemma: str = token.lemma_.lower()
    if token.pos_ != "PROPN" or token.is_upper:
        return lemma
    if lemma.endswith("ies") and len(lemma) > len("ties"):
        return lemma[:-3] + "y"
    return lemma[:-1] if lemma.endswith("s") and not lemma.endswith("ss") else lemma


def plural(token: Token) -> bool:
    """Whether the noun is in the plural, by its tag or, where capitals hide that, by its end."""
    if token.tag_ in _PLURAL_TAGS:
        return True
    text: str = token.text
    return token.tag_ == "NNP" and text.endswith("s") and not text.endswith("ss") and text[0].isupper()


def possessive(token: Token) -> bool:
    """Whether the token is the mark of the possessive."""
    return token.tag_ == "POS" or token.text in {"'s", "’s"}


def capitalised(token: Token) -> bool:
    """Whether the token begins with a capital."""
    return bool(token.text[:1].isupper())
