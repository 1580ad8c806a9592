"""What HTML readers keep of a release and of the page around it.

    python tests/benchmarks/formats_html.py [PAGES]

Measures this reader and those of trafilatura, readability-lxml, Resiliparse and jusText, where installed
(pip install trafilatura lxml_html_clean readability-lxml resiliparse justext), on the pages of the tests.
With a folder, on its pages too: ``mozilla/NAME/{source,expected}.html``, told by token F1, and
``eval/*.html`` with ``evaldata.json``, told by phrases that are to be kept and to be left out. These come
in quarters by a hash of their names; the rules were made on three of them, and the last
says what they do elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store.errors import RefusedError
from store.formats.html import html, rendered

PAGES = ROOT / "tests" / "store" / "formats" / "fixtures" / "html"
TIMES = 20
Reader = Callable[[bytes], str]


def dateline(data: bytes) -> str:
    """Dateline's own, without what its images are called."""
    try:
        return without_images(html.read(data).text)
    except RefusedError:
        return ""


def without_images(text: str) -> str:
    """Text without what its images are called."""
    return re.sub(r"\[Image: ?[^\]]*\]", "", text)


def trafilatura(data: bytes) -> str:
    """Text with tables, without comments."""
    return import_module("trafilatura").extract(data, include_tables=True, include_comments=False) or ""


def readability(data: bytes) -> str:
    """The title it finds and the text of the element it chooses, its blocks parted."""
    page = import_module("readability").Document(data.decode("utf-8", "replace"))
    return f"{page.short_title()} {without_images(rendered(page.summary()).text)}"


def resiliparse(data: bytes) -> str:
    """Its main content, in the encoding it detects."""
    encoding = import_module("resiliparse.parse.encoding")
    markup = encoding.bytes_to_str(data, encoding.detect_encoding(data, from_html_meta=True))
    return str(import_module("resiliparse.extract.html2text").extract_plain_text(markup, main_content=True))


def justext(data: bytes) -> str:
    """The paragraphs it takes for good, by its English list of words."""
    module = import_module("justext")
    paragraphs = module.justext(data, module.get_stoplist("English"))
    return "\n".join(one.text for one in paragraphs if not one.is_boilerplate)


READERS: tuple[Reader, ...] = (dateline, trafilatura, readability, resiliparse, justext)


def measure(reader: Reader, expected: dict[str, Any]) -> str:
    """How many of the passages it keeps, how much of the clutter it leaves, and milliseconds a page."""
    kept = left = 0
    seconds = 0.0
    for name, page in expected.items():
        data = (PAGES / name).read_bytes()
        start = time.process_time()
        for _ in range(TIMES):
            text = " ".join(reader(data).split())
        seconds += time.process_time() - start
        kept += sum(" ".join(words.split()) in text for words in page["kept"])
        left += sum(words not in text for words in page["left"])
    passages, clutter = (sum(len(page[kind]) for page in expected.values()) for kind in ("kept", "left"))
    milliseconds = 1000 * seconds / TIMES / len(expected)
    return f"kept {kept} of {passages}, left {left} of {clutter}, {milliseconds:.1f} ms a page"


def unseen(name: str) -> bool:
    """Whether no rule was made on the page of this name."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 4 == 3


def f1(found: str, wanted: str) -> float:
    """Token F1: the harmonic mean of precision and recall of the words, each as often as it comes."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    return 2 * sum((one & other).values()) / max(1, sum(one.values()) + sum(other.values()))


def by_tokens(reader: Reader, folder: Path, of: Callable[[str], bool]) -> str:
    """The mean of token F1 on the pages for which `of` holds, and how many are below 0.8 and 0.1."""
    scores = []
    for page in sorted(folder.iterdir()):
        if of(page.name):
            wanted = without_images(rendered((page / "expected.html").read_text("utf-8")).text)
            scores.append(f1(reader((page / "source.html").read_bytes()), wanted))
    low, lost = (sum(score < limit for score in scores) for limit in (0.8, 0.1))
    return f"{len(scores)} pages, token F1 {statistics.mean(scores):.3f}, {low} below 0.8, {lost} below 0.1"


def by_phrases(reader: Reader, folder: Path, of: Callable[[str], bool]) -> str:
    """Precision, recall, F1 of phrases on the pages for which `of` holds, and pages with none of theirs."""
    kept = lost = clutter = none = pages = 0
    for row in json.loads((folder / "evaldata.json").read_text("utf-8")).values():
        if not of(row["file"]):
            continue
        text = squeezed(reader((folder / row["file"]).read_bytes()))
        found = [squeezed(words) in text for words in row["with"]]
        pages, none = pages + 1, none + (not any(found))
        kept, lost = kept + sum(found), lost + found.count(False)
        clutter += sum(squeezed(words) in text for words in row.get("without", []))
    precision, recall = kept / max(1, kept + clutter), kept / max(1, kept + lost)
    score = 2 * kept / max(1, 2 * kept + clutter + lost)
    return f"{pages} pages, phrases {precision:.3f} / {recall:.3f}, F1 {score:.3f}, {none} with none"


def squeezed(text: str) -> str:
    """Text without white space and soft hyphens."""
    return re.sub(r"\s+|\u00ad", "", text)


def main() -> None:
    """Prints what each reader that is installed does on the test's pages, and on those of the folder."""
    expected = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
    for reader in READERS:
        if reader is not dateline and not find_spec(reader.__name__):
            continue
        print(f"{reader.__name__:<12} {measure(reader, expected)}")
        once = cache(reader)
        for folder in map(Path, sys.argv[1:2]):
            for part, of in (("seen", lambda name: not unseen(name)), ("unseen", unseen), ("all", bool)):
                print(f"  {part:<7} {by_tokens(once, folder / 'mozilla', of)}")
                print(f"  {'':<7} {by_phrases(once, folder / 'eval', of)}")


if __name__ == "__main__":
    main()
