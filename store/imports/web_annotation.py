"""Web Annotations as JSON: an annotation, a page or collection of them, a list, a line for each.

They are of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/), or of the form in
which Hypothesis gives them (https://h.readthedocs.io/en/latest/api-reference/), which has the same selectors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from store.errors import InvalidInputError, RefusedError
from store.imports.importer import Brought, Passage
from store.imports.unread_json import Item, opened, parts_in, value_of
from store.wording import many

#: Where an annotation of Hypothesis is that does not say it.
_HYPOTHESIS = "https://hypothes.is/a/"
#: What is named by another selector than its words, or by a body that is no text.
_NO_WORDS = "passage that is named otherwise than by its words"
_NO_TEXT = "body that is no text"
_NO_ANNOTATION = "object that is no annotation"
_ELSEWHERE = "page of annotations that lies elsewhere"


def recognises(name: str, data: bytes) -> bool:
    """Whether it is JSON that speaks of annotations."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return False
    is_w3c = b"Annotation" in data and (b'"target"' in data or b'"items"' in data or b'"first"' in data)
    return is_w3c or (b'"uri"' in data and b'"target"' in data)


def read(data: bytes) -> Brought:
    """The passages, in the order of the file. Raises InvalidInputError for what is no JSON."""
    lost = Counter[str]()
    try:
        parents = _answered(data)
        passages = [passage for one in _all(data, lost) for passage in _passages(one, parents, lost)]
    except RefusedError as error:
        raise InvalidInputError(error.message, error.way_out) from error
    except RecursionError as error:
        raise InvalidInputError("it is JSON that is nested too deep.") from error
    return Brought(passages, left=[many(count, what) for what, count in lost.items()])


def _answered(data: bytes) -> dict[str, Item]:
    """The annotations that others answer, by their ids; a file that has such is read twice more for it."""
    if b"references" not in data and b"\0" not in data:
        return {}
    wanted = {
        one
        for item in _all(data, Counter())
        if isinstance(item.get("references"), list)
        for one in item["references"]
        if isinstance(one, str)
    }
    parents = (item for item in _all(data, Counter()) if isinstance(item.get("id"), str)) if wanted else ()
    return {item["id"]: item for item in parents if item["id"] in wanted}


def _all(data: bytes, lost: Counter[str]) -> Iterator[Item]:
    """The annotations of the file one after the other, each read when it is asked for."""
    for part in parts_in(data):
        if isinstance(item := opened(part), dict):
            yield from _annotations(part, item, lost)
        else:
            lost[_NO_ANNOTATION] += 1


def _annotations(part: Any, item: Item, lost: Counter[str]) -> Iterator[Item]:
    """The annotations in a part of the file, which is an object when opened: one, a page or a collection."""
    if "target" in item or "uri" in item:
        yield value_of(part)
        return
    pages = [page for name in ("items", "rows", "first") if (page := opened(item.get(name)))]
    if not pages and "total" not in item:
        lost[_NO_ANNOTATION] += 1
    for page in pages:
        for unread in _listed(page):
            if isinstance(one := opened(unread), dict):
                yield from _annotations(unread, one, lost)
            else:
                lost[_ELSEWHERE] += 1
    if isinstance(opened(item.get("next")), str):
        lost[_ELSEWHERE] += 1


def _passages(item: Item, parents: dict[str, Item], lost: Counter[str]) -> Iterator[Passage]:
    """A passage for each target of an annotation."""
    base = _of_hypothesis(item) if "uri" in item and "body" not in item else _of_model(item, lost)
    targets = _listed(item.get("target")) or [item.get("uri")]
    if isinstance(item.get("references"), list) and not any(map(_quoted, targets)):
        # An answer stands where that which it answers does.
        answered = (parents[one] for one in item["references"] if isinstance(one, str) and one in parents)
        for parent in islice(answered, 1):
            targets = _listed(parent.get("target"))
    for number, target in enumerate(targets, 1):
        names = tuple(dict.fromkeys([*_sources(target), *base.release]))
        quoted = _quoted(target)
        if not quoted and isinstance(target, dict) and target.get("selector") and base.note:
            lost[_NO_WORDS] += 1
        identity = f"{base.identity}#target-{number}" if number > 1 and base.identity else base.identity
        yield base._replace(release=names, identity=identity, **quoted)


def _of_model(item: Item, lost: Counter[str]) -> Passage:
    """What an annotation of the W3C's model says beside its targets."""
    tags: list[str] = []
    notes = [value] if isinstance(value := item.get("bodyValue"), str) else []
    motivations = _listed(item.get("motivation"))
    for body in _bodies(item.get("body")):
        value = body.get("value") if isinstance(body, dict) else None
        if not isinstance(value, str):
            lost[_NO_TEXT] += 1
        elif "tagging" in (_listed(body.get("purpose")) or motivations):
            tags.append(value)
        elif value:
            notes.append(value)
    return Passage(
        release=(),
        tags=tuple(tags),
        note="\n\n".join(notes),
        creator=next(filter(None, map(_agent, _listed(item.get("creator")))), ""),
        created=_text(item.get("created")),
        modified=_text(item.get("modified")),
        identity=_text(item.get("canonical")) or _text(item.get("id")),
    )


def _of_hypothesis(item: Item) -> Passage:
    """What an annotation of Hypothesis says beside its targets."""
    links = item.get("links")
    said = _text(links.get("html")) if isinstance(links, dict) else ""
    key = _text(item.get("id"))
    return Passage(
        release=(_text(item.get("uri")),),
        tags=tuple(one for one in _listed(item.get("tags")) if isinstance(one, str)),
        note=_text(item.get("text")),
        creator=_text(item.get("user")).removeprefix("acct:"),
        created=_text(item.get("created")),
        modified=_text(item.get("updated")),
        identity=said or (f"{_HYPOTHESIS}{key}" if key else ""),
    )


def _bodies(body: Any) -> Iterator[Any]:
    """The bodies, those among which one may choose one by one."""
    for one in _listed(body):
        items = one.get("items") if isinstance(one, dict) else None
        if isinstance(items, list):
            yield from _bodies(items)
        else:
            yield one


def _agent(agent: Any) -> str:
    """What a person is called."""
    if isinstance(agent, dict):
        names = (next(iter(_listed(agent.get(key))), "") for key in ("name", "nickname", "id"))
        return next((name for name in names if isinstance(name, str) and name), "")
    return _text(agent).removeprefix("acct:")


def _sources(target: Any) -> Iterator[str]:
    """What the resource of a target is called, the best name first."""
    if isinstance(target, str):
        yield target
    elif isinstance(target, dict):
        if "source" in target:
            yield from _sources(target["source"])
        else:
            for key in ("id", "canonical", "via", "label"):
                yield from (one for one in _listed(target.get(key)) if isinstance(one, str))


def _quoted(target: Any) -> dict[str, Any]:
    """The fields of a passage that say which words are meant; none where nothing does."""
    selectors = list(_selectors(target.get("selector"))) if isinstance(target, dict) else []
    quote = next((one for one in selectors if _text(one.get("exact"))), None)
    if quote is None:
        return {}
    spans = ((one.get("start"), one.get("end")) for one in selectors)
    start, end = next((span for span in spans if type(span[0]) is type(span[1]) is int), (None, None))
    sides = {side: _text(quote.get(side)) for side in ("prefix", "suffix")}
    return {"quote": quote["exact"], **sides, "start": start, "end": end}


def _selectors(selector: Any) -> Iterator[Item]:
    """The selectors, and those that refine them."""
    for one in _listed(selector):
        if isinstance(one, dict):
            yield one
            yield from _selectors(one.get("refinedBy"))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
