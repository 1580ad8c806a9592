"""The same releases through newsboat, a feed reader that keeps its items in SQLite as well."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.corpus import timed

_XML_CONTROLS = {code: " " for code in range(0x20) if chr(code) not in "\t\n\r"} | {0xFFFE: " ", 0xFFFF: " "}


def is_there() -> bool:
    """Whether the program is installed."""
    return shutil.which("newsboat") is not None


def make_feed(path: Path, files: Iterable[Path]) -> None:
    """Writes an RSS 2.0 file with one item for each file, its whole text as the description."""
    rss = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(rss, "channel")
    for name, text in (("title", "Releases"), ("link", "http://127.0.0.1/"), ("description", "Releases")):
        ElementTree.SubElement(channel, name).text = text
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace").translate(_XML_CONTROLS)
        item = ElementTree.SubElement(channel, "item")
        ElementTree.SubElement(item, "title").text = text.strip().partition("\n")[0][:200]
        ElementTree.SubElement(item, "link").text = f"http://127.0.0.1/{file.name}"
        ElementTree.SubElement(item, "guid").text = f"http://127.0.0.1/{file.name}"
        ElementTree.SubElement(item, "description").text = text
    ElementTree.ElementTree(rss).write(path, encoding="utf-8", xml_declaration=True)


def reload_seconds(folder: Path, files: list[Path]) -> tuple[float, int]:
    """Seconds ``newsboat -x reload`` takes for a feed of these files, and the items it then holds."""
    folder.mkdir()
    feed, urls, config, cache = (folder / name for name in ("feed.xml", "urls", "config", "cache.db"))
    make_feed(feed, files)
    urls.write_text(f"{feed.as_uri()}\n", encoding="utf-8")
    config.write_text("", encoding="utf-8")
    command = ["newsboat", "-u", str(urls), "-c", str(cache), "-C", str(config), "-x", "reload"]
    seconds = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    connection = sqlite3.connect(cache)
    held = int(connection.execute("SELECT count(*) FROM rss_item").fetchone()[0])
    connection.close()
    return seconds, held
