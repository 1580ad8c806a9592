"""Bytes become text: by mark, as UTF-8, else as the encoding detected; and what is no text is refused."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.errors import RefusedError
from store.formats import READERS, RawDocument, document, known_by_name
from store.formats.document import MAX_BYTES, clean, decode

ENGLISH = (
    "The ministry’s “Harbour Plan” will cost €14 million – about £12 million – over three years, said "
    "Zoë Müller, the minister. “It’s a façade no more,” she added. São Paulo and Málaga have done alike…\n"
) * 3
ARABIC = (
    "أعلنت وزارة النقل اليوم الاثنين عن افتتاح محطة جديدة لتحلية المياه في مدينة العقبة، وقالت الوزيرة "
    "إن المشروع سيوفر المياه لأكثر من مئتي ألف نسمة بحلول نهاية العام المقبل. وأضافت أن العمل بدأ قبل "
    "ثلاث سنوات بتمويل من البنك الدولي وبمشاركة شركات محلية.\n"
) * 3
CHINESE = (
    "港务局星期一宣布，新的渡轮航线将于五月一日正式开通，每天往返十二班，连接三个沿海城镇。"
    "局长表示，居民已经等待了十年，票价将保持不变，老年人和学生可以享受半价优惠。\n"
) * 4
JAPANESE = (
    "港湾局は月曜日、新しいフェリー航路を五月一日に開設すると発表しました。一日十二往復で、三つの"
    "沿岸の町を結びます。局長は「住民は十年間待っていました」と述べ、運賃は据え置くと説明しました。\n"
) * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "cp1252"),
        (ARABIC, "iso8859_6"),
        (ARABIC, "cp1256"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "utf-8"),
        (JAPANESE, "iso2022_jp"),
        ("항만 당국은 월요일에 새 노선을 발표했다.", "iso2022_kr"),
    ],
)
def test_encodings_are_told(text: str, encoding: str) -> None:
    """Text without a mark is read right in the encodings releases come in."""
    assert decode(text.encode(encoding)) == text


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_marked_and_utf8_text_is_exact(text: str) -> None:
    """Any text in UTF-8, or in UTF-8, UTF-16 or UTF-32 with its mark, is read as it is."""
    text = f"A {text}."
    assert decode(text.encode()) == text
    assert decode(text.encode("utf-8-sig")) == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text
    assert decode(codecs.BOM_UTF32_LE + text.encode("utf-32-le")) == text
    assert decode(codecs.BOM_UTF32_BE + text.encode("utf-32-be")) == text


@pytest.fixture(scope="module")
def detected_once() -> Iterator[None]:
    """What encoding bytes are in is not told anew for each reader."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.formats.document._detected", cache(document._detected))
        yield


@pytest.mark.usefixtures("detected_once")
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes make a reader raise anything but RefusedError, and no text has a NUL in it."""
    for reader in READERS:
        try:
            texts = [one.text for one in reader.read(data) if isinstance(one, RawDocument)]
        except RefusedError as error:
            assert error.message.endswith(".")
        else:
            assert "\0" not in "".join(texts)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b" \0"])
def test_empty_is_refused(data: bytes) -> None:
    """Nothing, white space alone and a mark alone are empty."""
    with pytest.raises(RefusedError, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        b"text\0text",
        b"PK\x03\x04" + bytes(range(128, 256)) * 9 + b"\0",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(255, 0, -1)),
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    """Pictures and archives are no text."""
    with pytest.raises(RefusedError, match="binary"):
        decode(data)


@pytest.mark.parametrize(
    "data", [codecs.BOM_UTF16_LE + b"abc", codecs.BOM_UTF8 + b"caf\xe9", b"\xff\xfe\0\0abc"]
)
def test_false_mark_is_refused(data: bytes) -> None:
    """Bytes that begin with a mark and are not what it says are refused, not guessed."""
    with pytest.raises(RefusedError, match="begins as"):
        decode(data)


def test_too_large_is_refused() -> None:
    """No release is larger than the limit; one of exactly that size passes."""
    with pytest.raises(RefusedError, match="larger than 20 MB"):
        decode(b"a" * (MAX_BYTES + 1))
    assert len(decode(b"a" * MAX_BYTES)) == MAX_BYTES


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.txt", "text"), ("A.TXT", "text"), ("a.b.text", "text"), ("a.md", "markdown"),
     ("a.MarkDown", "markdown"),
     ("a.PDF", "pdf"), ("a.tar.gz", "archive"), ("a.odp", None), ("txt", None), (".txt", None), ("", None)],
)  # fmt: skip
def test_known_by_name(name: str, format: str | None) -> None:
    """The ending of a name tells its reader, in any case."""
    reader = known_by_name(name)
    assert (reader.name if reader else None) == format


SHORT = {
    "cp1252": (
        "Café crème à la carte est servie. L’été arrive déjà et les gens sont contents.",
        "Le ministère a annoncé mardi une série de mesures. « C’est une première », a déclaré la ministre.",
        "Die Regierung hat neue Maßnahmen beschlossen. „Das genügt nicht“, sagte die Gewerkschaft.",
        "El Gobierno anunció ayudas para las pequeñas compañías. «No es suficiente», señaló la asociación.",
        "BRUSSELS – “This is a critical year,” said the minister. The company’s £3 million plan begins.",
    ),
    "cp1250": (
        "Rząd przyjął we wtorek pakiet rozwiązań dla przedsiębiorstw, powiedział przedstawiciel związku.",
        "Vláda v úterý schválila nový balíček opatření pro podniky. Příští týden začne jednání s odboráři.",
    ),
    "cp1251": ("Правительство утвердило новый пакет мер. «Этого недостаточно», сказал представитель.",),
    "cp1254": (
        "İlçede yeni köprü ağustosta açılıyor.",
        "“Bu bir başlangıç” dedi müdür Çağla Işık.",
        "Başkan dün konuştu.",
    ),
    "cp1256": ("أعلنت الوزارة اليوم عن إطلاق مبادرة جديدة لدعم الشركات الصغيرة والمتوسطة في الدولة.",),
    "gb18030": ("商务部周二宣布了一系列支持企业的新措施。发言人说：“这还不够。”",),
    "euc_jp": ("港は本日から開放されました。市民は喜んでいます。",),
    "shift_jis": (
        "経済産業省は火曜日、企業を支援する新たな対策を発表した。「まだ十分ではない」と担当者は述べた。",
    ),
}


@pytest.mark.parametrize(
    ("encoding", "text"), [(encoding, text) for encoding, texts in SHORT.items() for text in texts]
)
def test_a_sentence_is_enough_to_tell_its_encoding(encoding: str, text: str) -> None:
    """Even a short text that is not UTF-8 is read right, letter by letter."""
    assert decode(text.encode(encoding)) == text


def test_one_damaged_byte_changes_nothing_else() -> None:
    """A text in UTF-8 cut short, or with a sign of another encoding, is the text but for that."""
    assert decode(ENGLISH.encode()[:-2]) == ENGLISH[:-2] + "��"
    assert decode(b"\x93Yes\x94 " + ENGLISH.encode()) == "“Yes” " + ENGLISH
    assert decode(ARABIC.encode()[:-4] + b"\xff.") == ARABIC[:-3] + "�."


def test_clean() -> None:
    """Halves of characters are put together or replaced, NUL goes, the rest is canonical."""
    assert clean("a\0\ud83d\ude00\ud800e\u0301\r") == "a😀\ufffdé\n"


@given(st.text(alphabet=st.sampled_from([*"a\0\r\né\ufeffe\u0301\ud83d\ude00😀"])))
def test_what_is_clean_can_be_stored(text: str) -> None:
    """No NUL, no half of a pair; two halves that stand together are the character they make."""
    paired = text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert clean(text) == canonical(paired)
