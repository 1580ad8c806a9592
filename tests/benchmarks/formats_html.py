"""What HTML readers keep of a release and of the page around it, on the pages of the tests.

    python tests/benchmarks/formats_html.py

Measures this reader and those of trafilatura, readability-lxml, Resiliparse and jusText, where installed
(pip install trafilatura lxml_html_clean readability-lxml resiliparse justext).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store.formats.html import html

PAGES = ROOT / "tests" / "store" / "formats" / "fixtures" / "html"
TIMES = 20


def dateline(data: bytes) -> str:
    """Dateline's own."""
    return html.read(data).text


def trafilatura(data: bytes) -> str:
    """Text with tables, without comments."""
    return import_module("trafilatura").extract(data, include_tables=True, include_comments=False) or ""


def readability(data: bytes) -> str:
    """The text of the element it chooses."""
    summary = import_module("readability").Document(data).summary()
    return str(import_module("lxml.html").fromstring(summary).text_content())


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


READERS: tuple[Callable[[bytes], str], ...] = (dateline, trafilatura, readability, resiliparse, justext)


def measure(reader: Callable[[bytes], str], expected: dict[str, Any]) -> str:
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


def main() -> None:
    """Prints one line for each reader that is installed."""
    expected = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
    for reader in READERS:
        if reader is dateline or find_spec(reader.__name__):
            print(f"{reader.__name__:<12} {measure(reader, expected)}")


if __name__ == "__main__":
    main()
