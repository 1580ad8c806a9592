"""Structure: headline, paragraphs and their kinds; and that no text whatever breaks it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.canonical import canonical
from store.models import Quotation, ReleaseText
from store.structure.analysis import PARAGRAPH_KINDS, analyse, paragraph_spans
from store.structure.headlines import HEADLINE
from store.structure.on_demand import contacts_of, quotations_of
from tests.drawn import filled

RELEASES = Path(__file__).resolve().parents[3].parent / "shared" / "releases"

SAMPLE = """FOR IMMEDIATE RELEASE

Harbour  Board
Opens a Second Pier

The ferry will sail from May

By Jane Doe

PORTSIDE, Maine, March 3, 2024 (Harbour Newswire) - The board opened a second pier on Monday.

• more berths
• more light

Photo credit: Ida Holm

About Harbour Board
The board keeps the harbour.

Media Contact:
Tom Berg, tom@harbour.example

###

HNW/Ann Lee/Bo Ek
"""

MARKUP = [
    "\n",
    "\n\n",
    " ",
    " " * 7,
    "\t",
    "“",
    "”",
    '"',
    "«",
    "»",
    "(",
    ")",
    "/",
    " - ",
    "—",
    "OSLO",
    "May 5, 2024",
    "•",
]
TEXTS = filled(MARKUP, st.text(min_size=20, max_size=120), max_size=120).map(canonical)


def kinds(text: str) -> list[tuple[str, str]]:
    """Every paragraph's kind and first word."""
    return [(p.kind, text[p.start : p.end].split()[0]) for p in analyse(text).paragraphs]


def quoted(text: str) -> tuple[Quotation, ...]:
    """The quoted speech of a text."""
    return quotations_of(ReleaseText(text, analyse(text).paragraphs, (), None))


def test_the_sample_of_the_user() -> None:
    """The first release the user gave is read exactly."""
    path = RELEASES / "eu-iom-strategic-dialogue.txt"
    if not path.exists():
        pytest.skip("the shared releases are not beside this checkout")
    text = canonical(path.read_text(encoding="utf-8"))
    structure = analyse(text)
    assert structure.headline == "EU, IOM advance strategic dialogue on migration challenges"
    assert structure.dateline is not None
    assert structure.dateline.place == "BRUSSELS"
    assert structure.dateline.date == "2018-04-05"
    assert structure.dateline.agency == "WAM"
    assert structure.byline == "Esraa Ismail, Rasha Abubaker"
    assert structure.image_credit == "International Organisation for Migration, IOM"
    assert [quotation.speaker for quotation in quoted(text)] == ["William Lacy Swing"] * 3
    assert structure.language == "en"


def test_every_part_of_an_invented_release() -> None:
    """Headline, subheadline, dateline, byline, credit and language are found where they are printed."""
    structure = analyse(SAMPLE)
    assert structure.headline == "Harbour Board Opens a Second Pier"
    assert structure.subheadline == "The ferry will sail from May"
    assert structure.byline == "Jane Doe"
    assert structure.image_credit == "Ida Holm"
    assert structure.language == "en"
    dateline = structure.dateline
    assert dateline is not None
    assert (dateline.place, dateline.date, dateline.agency) == (
        "PORTSIDE, Maine",
        "2024-03-03",
        "Harbour Newswire",
    )
    assert SAMPLE[dateline.start : dateline.end] == "PORTSIDE, Maine, March 3, 2024 (Harbour Newswire) -"


def test_kinds_of_paragraphs() -> None:
    """Each paragraph of the sample is of the kind a reader would say."""
    assert kinds(SAMPLE)[:11] == [
        ("release_line", "FOR"),
        ("headline", "Harbour"),
        ("subheadline", "The"),
        ("byline", "By"),
        ("body", "PORTSIDE,"),
        ("list", "•"),
        ("list", "•"),
        ("image_credit", "Photo"),
        ("boilerplate", "About"),
        ("contact", "Media"),
        ("end_mark", "###"),
    ]


@pytest.mark.parametrize(
    "mark", ["###", "# # #", "-30-", "ENDS", "- ENDS -", "- # # # -", "—Fin—", "-- 完 --", "---", "* * *"]
)
def test_end_marks(mark: str) -> None:
    """A release's end mark, or a rule, is neither headline nor body."""
    assert kinds(f"Pier opens\n\nThe pier is open.\n\n{mark}")[-1][0] == "end_mark"


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("[Image credit: Harbour Trust]", "Harbour Trust"),
        ("Photo: Ida Holm", "Ida Holm"),
        ("(Photo by Ida Holm)", "Ida Holm"),
        ("Credit: Harbour Trust", "Harbour Trust"),
        ("Crédit photo : Ida Holm", "Ida Holm"),
        ("图片来源：港务局", "港务局"),
    ],
)
def test_image_credits(line: str, credit: str) -> None:
    """A credit on a line of its own names its holder."""
    assert analyse(f"Pier opens\n\nThe pier is open.\n\n{line}").image_credit == credit


def test_long_lines_are_paragraphs_and_short_ones_are_not() -> None:
    """A line end inside a wrapped paragraph stays; beside a line too long to be wrapped it parts."""
    assert len(paragraph_spans("The pier\nis open\nagain.")) == 1
    assert (
        len(paragraph_spans("PIER OPENS\n  " + "The pier is open. " * 20 + "\n  " + "So it is. " * 30)) == 3
    )


def test_a_page_on_one_line_is_parted_at_long_runs_of_blanks() -> None:
    """A long run of blanks stands for a lost line end; a short one before a small letter does not."""
    text = "Pier Opens" + " " * 40 + "The pier is" + " " * 6 + "open again " * 60
    assert [text[start : start + 8] for start, _ in paragraph_spans(text)] == ["Pier Ope", "The pier"]
    mixed = text.replace("     ", " \t \u00a0 ")
    assert mixed != text
    assert [mixed[start : start + 8] for start, _ in paragraph_spans(mixed)] == ["Pier Ope", "The pier"]


def test_the_headline_of_a_text_without_one_is_its_first_sentence() -> None:
    """A long text without a headline gives its first sentence, never more than `HEADLINE` characters."""
    assert analyse("The pier is open now. " * 40).headline == "The pier is open now."
    assert 0 < len(analyse("word " * 2000).headline) <= HEADLINE


def test_a_date_line_gives_its_date_to_the_place_below() -> None:
    """A date on the line above the place belongs to the same dateline."""
    dateline = analyse(
        "Pier opens\n\nMarch 5, 2007\n\nWASHINGTON - U.S. Senators opened a pier today."
    ).dateline
    assert dateline is not None
    assert (dateline.place, dateline.date) == ("WASHINGTON", "2007-03-05")


@pytest.mark.parametrize(
    "above",
    [
        "UPDATE",
        "News Summary:",
        "Medienmitteilungen",
        "Acme News Center",
        "Pressemitteilung Nr. 45/2026",
        "Sehr geehrte Damen und Herren,",
        "Comunicato stampa n. 12",
    ],
)
def test_a_kicker_or_a_salutation_is_no_headline(above: str) -> None:
    """Nor is what a page prints above all of its releases."""
    assert analyse(f"{above}\n\nThe pier opens\n\nIt is long.").headline == "The pier opens"


def test_a_day_below_the_text_dates_a_release_without_one() -> None:
    """As letters are signed; two such lines are no signature."""
    text = "Ein Kai\n\nHamburg (ots) - Er ist lang.\n\n" + "Er ist breit.\n\n" * 12
    signed = text + "Hamburg, den 2. Dezember 2022"
    dateline = analyse(signed).dateline
    assert dateline is not None
    assert (dateline.place, dateline.date) == ("Hamburg", "2022-12-02")
    twice = analyse(signed + "\n\nBerlin, den 3. Dezember 2022").dateline
    assert twice is not None
    assert twice.date is None


def test_the_title_told_by_the_format_is_the_headline() -> None:
    """The paragraph that equals the title is the headline; another title changes nothing."""
    text = "Harbour Days\n\nPier  opens\nat last\n\nOSLO, 5 April 2018 (NTB) - It is open."
    assert analyse(text).headline == "Harbour Days"
    told = analyse(text, "Pier opens at last")
    assert told.headline == "Pier opens at last"
    assert [paragraph.kind for paragraph in told.paragraphs] == ["body", "headline", "body"]
    assert analyse(text, "No such line") == analyse(text)


def test_a_dateline_behind_a_lost_line_end() -> None:
    """A full dateline after a run of blanks within a paragraph is found."""
    text = "Pier opens\n\nWatch https://harbour.example    OSLO, 5 April 2018 (NTB) - It is open."
    dateline = analyse(text).dateline
    assert dateline is not None
    assert (dateline.place, dateline.date, dateline.agency) == ("OSLO", "2018-04-05", "NTB")


def test_a_letter_s_date_below_prose_is_no_dateline() -> None:
    """A date on a line of its own below the first long paragraph dates something else."""
    text = "Pier opens\n\n" + "The pier is open. " * 30 + "\n\nMarch 1, 2005\n\nDear Madam, it is open."
    assert analyse(text).dateline is None


def test_short_runs_of_blanks_part_a_giant_line_where_sentences_have_one() -> None:
    """Two blanks part paragraphs, but not within quoted speech, nor where all sentences have two."""
    page = "The pier is open. It is long. " * 20
    assert len(paragraph_spans(page + "So it is.  The end is near.")) == 2
    assert len(paragraph_spans(page + "“So it is.  The end is near,” said Ana Ruiz.")) == 1
    assert len(paragraph_spans("The pier is open.  It is long.  " * 20)) == 1


def test_nothing_gives_nothing() -> None:
    """Empty and blank texts have no headline, no paragraphs and no dateline."""
    for text in ("", " \n\t\n"):
        structure = analyse(text)
        assert (structure.headline, structure.paragraphs, structure.dateline) == ("", (), None)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_paragraphs_hold_every_word_once(text: str) -> None:
    """Paragraphs are trimmed, ordered, apart, and leave out nothing but whitespace."""
    position = 0
    for start, end in paragraph_spans(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end].strip() == text[start:end]
        position = end
    assert not text[position:].strip()


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    """Any text is analysed; spans lie within it, in order; a text with words has a headline."""
    structure = analyse(text)
    assert bool(structure.headline) == bool(text.strip())
    assert all(paragraph.kind in PARAGRAPH_KINDS for paragraph in structure.paragraphs)
    ends = [0]
    for quotation in quoted(text):
        assert ends[-1] <= quotation.start < quotation.end <= len(text)
        ends.append(quotation.end)
    if structure.dateline:
        assert 0 <= structure.dateline.start < structure.dateline.end <= len(text)
        assert any(
            p.start <= structure.dateline.start and structure.dateline.end <= p.end
            for p in structure.paragraphs
        )


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        " " * 1_000_000 + "x",
        "(" * 1_000_000,
        "“" * 100_000,
        '" a ' * 50_000,
        "Abc " * 300_000,
        "word " * 1_000_000,
        "‘a " * 100_000,
        "Abc “Def” " * 30_000,
        "“I say this here now,” said Ruiz. " * 10_000 + "Ana Ruiz " * 10_000,
        "x.About A" * 40_000,
        "said Abc, Def of " * 20_000,
        "x\n\ny\n\nContact: a@b.example\n\n" + "Abc Def\n\n" * 30_000,
        "قال أحمد سالم: «نعم» " * 15_000,
        "“港务局”说，" * 30_000,
        "a" * 300_000 + "@",
        "1 " * 150_000,
    ],
    ids=(
        [
            "blanks",
            "brackets",
            "curly",
            "straight",
            "capitals",
            "words",
            "single",
            "nicknames",
            "speakers",
            "headings",
            "verbs",
            "contacts",
            "arabic",
            "han",
            "mail",
            "digits",
        ]
    ),
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    """A million of anything is done in seconds of a processor, not hours."""
    began = time.process_time()
    release = ReleaseText(text, analyse(text).paragraphs, (), None)
    assert quotations_of(release) is not None
    assert contacts_of(release) is not None
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("text", "date", "place"),
    [
        ("Pier opens\n\n24. Januar 2019\nPressemitteilung\n\nDer Pier ist offen.", "2019-01-24", None),
        ("Pier opens\n\n24. Januar 2019\n\nDer Pier ist offen.", "2019-01-24", None),
        ("Pier opens\n\n• Datum:24. Januar 2019\n\nDer Pier ist offen.", "2019-01-24", None),
        ("Pier opens\n\nOrt Rostock\nDatum 24.01.2019\n\nDer Pier ist offen.", "2019-01-24", "Rostock"),
        (
            "報道関係者各位\nプレスリリース\n2019年1月24日\n港湾局\n\n港が開く\n\n港は開きました。",
            "2019-01-24",
            None,
        ),
        ("Pier opens\n\n• 24. Januar 2019\n• 3. März 2019\n\nDer Pier ist offen.", None, None),
    ],
)
def test_lines_with_a_date(text: str, date: str | None, place: str | None) -> None:
    """A date on a line of its own is the release's, also behind a label; one of a list is not."""
    dateline = analyse(text).dateline
    found = (dateline.date, dateline.place) if dateline else (None, None)
    assert found == (date, place)


def test_a_day_that_begins_a_line_is_no_list_item() -> None:
    """ "24. Januar 2019" within a wrapped paragraph; "24. The pier" is one."""
    prose = "Pier opens\n\nDer Pier wurde am\n24. Januar 2019 eröffnet.\n\nEr ist lang."
    assert len(analyse(prose).paragraphs) == 3
    assert len(analyse(prose.replace("Januar 2019", "Es wurde")).paragraphs) == 4


def test_wide_lines_of_east_asia_were_not_wrapped() -> None:
    """Their characters take two cells: a paragraph a line, from half as many on."""
    line = "港湾局は今日、新しい桟橋を開いたと発表した。" * 6
    assert [one.kind for one in analyse(f"港が開く\n\n{line}\n{line}\n{line}").paragraphs[1:]] == ["body"] * 3
