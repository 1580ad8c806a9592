"""Bodies that speak, found by what they are called."""

from __future__ import annotations

from store.structure.speaking_bodies import body_called


def test_the_last_body_with_the_noun_in_its_name() -> None:
    """Of several the one that stands last before the place; with no article, and only as a name of words."""
    text = "The Leith Dockers Union met the Granton Fish Union. The Union will vote."
    assert body_called(text, len(text), "union") == "Granton Fish Union"
    assert body_called(text, text.index(" met"), "union") == "Leith Dockers Union"
    assert body_called(text, len(text), "trust") is None
