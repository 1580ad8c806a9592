"""The subcommands, through click: what they print, what they store, which code they end with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from store.intake import importing
from tests.tui.conftest import Run, invoke
from tui.actions import key_table

SAMPLES = Path(__file__).resolve().parents[3] / "tui" / "samples"
LISTED = {
    "id", "headline", "place", "date", "agency", "source", "part", "language", "tags", "annotations", "read",
    "starred",
    "updated",
}  # fmt: skip
SHOWN = {"subheadline", "byline", "image_credit", "text", "paragraphs", "quotes"}
ANNOTATION = {
    "id", "start", "end", "quote", "prefix", "suffix", "tags", "note", "creator", "created", "modified",
    "state",
}  # fmt: skip
MIXED = """مدينة 🚢 تشتري عبّارة جديدة

دبي، 14 مارس 2025 (وام) - قال الوزير: "سنبدأ في مايو" 👨‍👩‍👧 للجميع.

The word ferry 🚢 and the word ferry again.
"""


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A file with Arabic, emoji and a word that stands twice."""
    path = tmp_path / "mixed.txt"
    path.write_text(MIXED, encoding="utf-8")
    return path


def loaded(result: Result) -> Any:
    """What a successful command printed as JSON."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# -- add ---------------------------------------------------------------------------------------


def test_adding_says_in_one_line_what_became_of_the_files(run: Run, wire: Path) -> None:
    """A new file counts as added, and nothing goes to stderr."""
    result = run("add", wire)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 added, 0 unchanged, 0 updated, 0 refused\n"


def test_folders_are_gone_through(run: Run, tmp_path: Path) -> None:
    """Text and Markdown at any depth is added, other files in a folder are left alone."""
    deep = tmp_path / "folder" / "deep" / "deeper"
    deep.mkdir(parents=True)
    (deep / "one.txt").write_text("One headline\n\nSome words.\n", encoding="utf-8")
    (deep.parent / "two.md").write_text("# Two headlines\n\nMore words.\n", encoding="utf-8")
    (deep.parent / "three.xyz").write_bytes(b"%XYZ")
    assert run("add", tmp_path / "folder").stdout == "2 added, 0 unchanged, 0 updated, 0 refused\n"


def test_adding_again_changes_nothing(run: Run) -> None:
    """The samples keep their ids and records."""
    assert run("add", SAMPLES).stdout.startswith("10 added, 0 unchanged, 0 updated, 0 refused")
    before = run("list", "--json").stdout
    assert run("add", SAMPLES).stdout == "0 added, 10 unchanged, 0 updated, 0 refused\n"
    assert run("list", "--json").stdout == before


def test_a_changed_file_updates_its_release(run: Run, wire: Path) -> None:
    """The id and the annotations stay, the words are new."""
    run("add", wire)
    run("annotate", 1, "--quote", "The first boat", "--tag", "ferry")
    wire.write_text(wire.read_text(encoding="utf-8").replace("Three harbour", "Four harbour"), "utf-8")
    assert run("add", wire).stdout == (
        "0 added, 0 unchanged, 1 updated, 0 refused\n"
        "updated: 1 “Harbour towns agree on a shared ferry”\n"
        "annotations of what was updated: 0 in place, 1 moved, 0 changed, 0 orphaned\n"
    )
    shown = loaded(run("show", 1, "--json"))
    assert "Four harbour towns" in shown["text"]
    assert [one["quote"] for one in shown["annotations"]] == ["The first boat"]


def test_a_refused_file_keeps_nothing_else_out(run: Run, tmp_path: Path, wire: Path) -> None:
    """Each refusal names path and reason on stderr; the rest is in; the exit code is 1."""
    empty, binary, unknown = tmp_path / "empty.txt", tmp_path / "binary.md", tmp_path / "page.pdf"
    empty.touch()
    binary.write_bytes(bytes(range(256)))
    unknown.write_bytes(b"%PDF")
    missing = tmp_path / "missing.txt"
    result = run("add", empty, binary, missing, unknown, wire)
    assert result.exit_code == 1
    assert result.stdout == "1 added, 0 unchanged, 0 updated, 4 refused\n"
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    for path in (empty, binary, missing, unknown):
        assert any(f"{path}: " in line and not line.endswith(f"{path}: ") for line in lines)
    assert len(loaded(run("list", "--json"))) == 1


def test_a_name_too_long_for_the_file_system_is_refused(run: Run, wire: Path) -> None:
    """The rest is in."""
    result = run("add", "x" * 300 + ".txt", wire)
    assert (result.exit_code, result.stdout) == (1, "1 added, 0 unchanged, 0 updated, 1 refused\n")


# -- list and show -----------------------------------------------------------------------------


def test_a_listed_release_has_every_field(run: Run, wire: Path) -> None:
    """What is known stands there, what is not is null."""
    run("add", wire)
    run("annotate", 1, "--quote", "The first boat", "--tag", "ferry", "--tag", "May")
    (listed,) = loaded(run("list", "--json"))
    assert set(listed) == LISTED
    assert listed == {
        "id": 1,
        "headline": "Harbour towns agree on a shared ferry",
        "place": "LISBON",
        "date": "2025-03-14",
        "agency": "ALN",
        "source": str(wire),
        "part": "",
        "language": "en",
        "tags": ["May", "ferry"],
        "annotations": 1,
        "read": False,
        "starred": False,
        "updated": False,
    }


def test_releases_are_listed_newest_first_and_undated_last(run: Run) -> None:
    """Dates fall, and a release without one has null."""
    run("add", SAMPLES)
    dates = [one["date"] for one in loaded(run("list", "--json"))]
    dated = [date for date in dates if date is not None]
    assert dated == sorted(dated, reverse=True)
    assert dates[: len(dated)] == dated


def test_piped_lists_are_tab_separated_lines(run: Run) -> None:
    """One line per release: id, date, agency, annotations, headline."""
    run("add", SAMPLES)
    releases = loaded(run("list", "--json"))
    lines = run("list").stdout.splitlines()
    assert [line.split("\t") for line in lines] == [
        [
            str(one["id"]),
            one["date"] or "",
            " ".join((one["agency"] or "").split()),
            "0",
            " ".join(one["headline"].split()),
        ]
        for one in releases
    ]


def test_an_empty_library_lists_nothing(run: Run, tmp_path: Path) -> None:
    """An empty array as JSON, no line otherwise."""
    (tmp_path / "folder").mkdir()
    assert run("add", tmp_path / "folder").exit_code == 0
    assert run("list", "--json").stdout == "[]\n"
    assert run("list").stdout == ""


def test_a_shown_release_tells_its_structure(run: Run, wire: Path) -> None:
    """Paragraph kinds and quotations with their speakers, by offsets into the text."""
    run("add", wire)
    shown = loaded(run("show", 1, "--json"))
    assert set(shown) >= LISTED | SHOWN
    text = shown["text"]
    assert text == wire.read_text(encoding="utf-8")
    paragraphs = [(text[one["start"] : one["end"]], one["kind"]) for one in shown["paragraphs"]]
    assert paragraphs[0] == ("Harbour towns agree on a shared ferry", "headline")
    assert all(set(one) == {"start", "end", "kind"} for one in shown["paragraphs"])
    quotes = [(text[one["start"] : one["end"]], one["speaker"]) for one in shown["quotes"]]
    assert quotes[0] == ("“We have waited ten years for this,”", "Ana Prates")
    assert (shown["subheadline"], shown["image_credit"], shown["annotations"]) == (None, None, [])


def test_a_shown_release_without_a_terminal_is_its_text(run: Run, mixed: Path) -> None:
    """Nothing is added but the last line end."""
    run("add", mixed)
    assert run("show", 1).stdout == MIXED + "\n"


@pytest.mark.parametrize(
    "quote", ["🚢", "الوزير", "👨\u200d👩\u200d👧 للجميع", "ferry again", '"سنبدأ في مايو"']
)
def test_offsets_count_code_points(run: Run, mixed: Path, quote: str) -> None:
    """The text between start and end is the quote, whatever comes before it."""
    run("add", mixed)
    run("annotate", 1, "--quote", quote, "--prefix", "مدينة " if quote == "🚢" else "", "--tag", "t")
    shown = loaded(run("show", 1, "--json"))
    (annotation,) = shown["annotations"]
    start, end = annotation["start"], annotation["end"]
    assert shown["text"][start:end] == annotation["quote"] == quote
    assert shown["text"][:start].endswith(annotation["prefix"])
    assert shown["text"][end:].startswith(annotation["suffix"])


# -- annotate ----------------------------------------------------------------------------------


def test_an_annotation_is_printed_and_kept(run: Run, wire: Path) -> None:
    """Tags in the order given, the note as typed; `show` holds the same."""
    run("add", wire)
    made = loaded(
        run("annotate", 1, "--quote", "in May", "--tag", "#when", "--tag", "boats", "--note", "*so*")
    )
    assert set(made) >= ANNOTATION
    assert (made["quote"], made["tags"], made["note"]) == ("in May", ["when", "boats"], "*so*")
    assert made["state"] == "anchored"
    assert made["created"] == made["modified"]
    (kept,) = loaded(run("show", 1, "--json"))["annotations"]
    assert kept == made


def test_a_note_alone_is_enough(run: Run, wire: Path) -> None:
    """The annotation then has no tags."""
    run("add", wire)
    assert loaded(run("annotate", 1, "--quote", "in May", "--note", "late"))["tags"] == []


def test_a_quote_that_is_not_there_is_not_found(run: Run, wire: Path) -> None:
    """Exit code 1, the quote in the message, nothing stored."""
    run("add", wire)
    result = run("annotate", 1, "--quote", "in June", "--tag", "t")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "in June" in result.stderr
    assert loaded(run("list", "--json"))[0]["annotations"] == 0


def test_a_prefix_tells_which_passage_is_meant(run: Run, mixed: Path) -> None:
    """A quote that stands twice is refused, with the words before it accepted."""
    run("add", mixed)
    result = run("annotate", 1, "--quote", "ferry", "--tag", "t")
    assert result.exit_code == 1
    assert "2 times" in result.stderr
    assert "--prefix" in result.stderr
    made = loaded(run("annotate", 1, "--quote", "ferry", "--prefix", "and the word ", "--tag", "t"))
    assert made["start"] == MIXED.rindex("ferry")


@pytest.mark.parametrize("quote", ["", " ", "\n"])
def test_a_quote_without_words_marks_nothing(run: Run, wire: Path, quote: str) -> None:
    """Exit code 1, nothing stored."""
    run("add", wire)
    assert run("annotate", 1, "--quote", quote, "--tag", "t").exit_code == 1
    assert loaded(run("list", "--json"))[0]["annotations"] == 0


def test_a_quote_copied_from_wrapped_lines_is_found(run: Run, wire: Path) -> None:
    """White space stands for any other; the stored quote is the text's own."""
    run("add", wire)
    made = loaded(run("annotate", 1, "--quote", "run one\n  ferry between", "--tag", "t"))
    assert made["quote"] == "run one ferry between"


def test_an_annotation_needs_a_tag_or_a_note(run: Run, wire: Path) -> None:
    """Neither is a mistake in usage."""
    run("add", wire)
    assert run("annotate", 1, "--quote", "in May").exit_code == 2


@pytest.mark.parametrize("name", ["", "#", "a,b", "a\x1b[31mb", "a\u202eb"])
def test_an_impossible_tag_name_is_refused(run: Run, wire: Path, name: str) -> None:
    """Exit code 1, no tag made."""
    run("add", wire)
    result = run("annotate", 1, "--quote", "in May", "--tag", name)
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert loaded(run("tags", "--json")) == []


@pytest.mark.parametrize("release", ["7", "0", "9" * 30])
@pytest.mark.parametrize(
    "arguments", [["show"], ["annotate", "--quote", "in May", "--tag", "t"], ["export", "--output", "-"]]
)
def test_an_unknown_id_is_not_found(run: Run, wire: Path, release: str, arguments: list[str]) -> None:
    """Exit code 1 with a message, for ids of any size."""
    run("add", wire)
    result = run(*arguments, release)
    assert (result.exit_code, result.stdout) == (1, "")
    assert release in result.stderr


# -- tags and search ---------------------------------------------------------------------------


def test_tags_are_listed_with_their_passages_counted(run: Run, wire: Path) -> None:
    """As JSON with id and pin, else one line each."""
    run("add", wire)
    run("annotate", 1, "--quote", "in May", "--tag", "when", "--tag", "boats")
    run("annotate", 1, "--quote", "LISBON", "--tag", "When")
    tags = loaded(run("tags", "--json"))
    assert [(tag["name"], tag["pinned"], tag["annotations"]) for tag in tags] == [
        ("when", 1, 2),
        ("boats", 2, 1),
    ]
    assert [line.split() for line in run("tags").stdout.splitlines()] == [
        ["1", "2", "when"],
        ["2", "1", "boats"],
    ]


def test_a_search_finds_every_word_case_aside(run: Run, wire: Path, mixed: Path) -> None:
    """Each hit has the release's fields, the offset and the passage."""
    run("add", wire, mixed)
    (hit,) = loaded(run("search", "--json", "FERRY", "mayor"))
    assert set(hit) == LISTED | {"offset", "passage", "rank", "snippet", "matches"}
    assert (hit["id"], hit["offset"]) == (1, wire.read_text(encoding="utf-8").index("ferry"))
    assert "shared ferry" in hit["passage"]
    assert [one["id"] for one in loaded(run("search", "--json", "عبّارة"))] == [2]
    first, second = run("search", "ferry", "mayor").stdout.splitlines()
    assert first.startswith("1\t2025-03-14\tHarbour towns")
    assert "shared ferry" in second


def test_a_search_without_hits_is_no_failure(run: Run, wire: Path) -> None:
    """Nothing is printed, or an empty array; the exit code is 0."""
    run("add", wire)
    assert (run("search", "submarine").exit_code, run("search", "submarine").stdout) == (0, "")
    assert loaded(run("search", "--json", "ferry", "submarine")) == []


def test_a_search_gives_rank_snippet_and_matches(run: Run, wire: Path, mixed: Path) -> None:
    """Matches are code points into the text that `show` prints; the best hit comes first."""
    run("add", wire, mixed)
    hits = loaded(run("search", "--json", "ferry", "OR", "boat*"))
    assert [hit["id"] for hit in hits] == [1, 2]
    assert hits[0]["rank"] < hits[1]["rank"]
    for hit in hits:
        text = loaded(run("show", hit["id"], "--json"))["text"]
        assert [text[start:end] for start, end in hit["matches"]] == (
            ["ferry", "ferry", "boat"] if hit["id"] == 1 else ["ferry", "ferry"]
        )
        assert "ferry" in hit["snippet"]
    assert len(loaded(run("search", "--json", "--limit", "1", "ferry OR boat*"))) == 1


@pytest.mark.parametrize("words", ["(ferry", '"ferry', "NOT ferry", "ferry AND"])
def test_a_search_that_cannot_be_read_is_refused(run: Run, wire: Path, words: str) -> None:
    """Exit code 1, what is wrong on stderr, nothing on stdout."""
    run("add", wire)
    result = run("search", words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be searched for" in result.stderr


def test_keys_are_printed(run: Run) -> None:
    """The one table of actions; no library is needed."""
    assert run("keys").stdout == key_table() + "\n"


# -- usage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"], ["show"], ["show", "one"], ["search"], ["annotate", "1"], ["nonsense"], ["list", "--yaml"],
        ["export", "one"], ["list", "extra"], ["list", "--library"], ["\x1b[31m"], ["list", "--\x1b[31m"],
    ],
)  # fmt: skip
def test_a_mistake_in_usage_ends_with_two(run: Run, arguments: list[str]) -> None:
    """The message goes to stderr, harmless, and no library is made."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr
    assert "\x1b" not in result.stderr


def test_an_interrupted_import_says_what_is_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a traceback; the same command adds the rest."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Bridge {number} opens\n\nIt opens.\n", encoding="utf-8")
    monkeypatch.setattr(importing, "_CHUNK_FILES", 1)
    store, done = importing._store, [0]

    def interrupted(*arguments: object) -> None:
        done[0] += 1
        if done[0] == 3:
            raise KeyboardInterrupt
        store(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "_store", interrupted)
    result = run("add", tmp_path)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines()[0].startswith("Stopped: ")
    assert result.stdout.splitlines()[1] == "2 added, 0 unchanged, 0 updated, 0 refused"
    monkeypatch.setattr(importing, "_store", store)
    assert run("add", tmp_path).stdout == "1 added, 2 unchanged, 0 updated, 0 refused\n"


@pytest.mark.parametrize(
    "words", [("add", ""), ("follow", ""), ("export", "--output", ""), ("add", "a.txt", " ")]
)
def test_an_empty_name_is_not_the_folder_one_is_in(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A shell's unset variable is refused in words; no library is made."""
    result = invoke(*words, "--library", tmp_path / "library.db")
    assert result.exit_code == 2 and "it is empty" in result.output
    assert not (tmp_path / "library.db").exists()
