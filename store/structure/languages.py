"""Which language a text is in, by its script and its commonest words; no model, no data files."""

from __future__ import annotations

import re
from itertools import repeat

from store.patterns import lazy_pattern

#: Characters read from the front of a text.
SAMPLE = 2000

# Unicode blocks that say which script a letter is of.
_SCRIPTS = {
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "arabic": "\u0620-\u06ff\u0750-\u077f",
    "han": "\u3400-\u4dbf\u4e00-\u9fff",
    "kana": "\u3041-\u30ff",
    "hangul": "\uac00-\ud7af",
    "cyrillic": "\u0400-\u04ff",
    "he": "\u05d0-\u05ea",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "th": "\u0e01-\u0e4e",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
}
_LETTERS = {script: lazy_pattern(f"[{ranges}]+") for script, ranges in _SCRIPTS.items()}

_STOP_WORDS = {
    "en": "the of and to in for that with on is by as from at was this are be it has have will an said its "
    "their",
    "fr": "le la les des et en du une un dans pour que qui sur au aux par est pas avec plus ce sont cette "
    "son",
    "es": "el la los las de y en que del una un por con para su se es al como más lo ha sus este",
    "de": "der die und das den von zu mit im ist des auf für ein eine dem nicht sich auch als werden wird "
    "nach",
    "pt": "o os as de e do da em que um uma para com não no na dos das por mais ao pela são",
    "it": "il di e che la in per del della un una con non sono le dei nel alla si più da gli delle",
    "nl": "de het een van en in op te dat voor met zijn is aan niet door naar ook bij wordt heeft deze",
    "sv": "och i att det som en på är av för med den till inte har de ett om från var",
    "da": "og i at det som en på er af for med den til ikke har de et om fra var blev også",
    "no": "og i at det som en på er av for med den til ikke har de et om fra var ble også",
    "fi": "ja on ei se että oli mutta ovat myös kun sekä hän joka",
    "pl": "i w na z do się jest nie że to o od za przez dla oraz jak po",
    "tr": "ve bir bu için ile da de olarak olan en çok daha gibi kadar sonra ise göre her ancak tarafından "
    "yeni itibaren dedi olduğunu ilk",
    # Not “mai”, which is a month in French and German.
    "ro": "și în de la cu pe din pentru care este un o nu că",
    "id": "dan yang di untuk dengan dari ini pada dalam akan tidak itu adalah ke",
    "vi": "và của là có cho các trong được với một những không người này",
}
#: Stop words of one language that tell it where those of the others are few, however long the text.
_CLEAR = 10
#: Each stop word, in UTF-8, with the languages it is one of, as one text: words of the same count together.
_LANGUAGES_OF: dict[bytes, str] = {}
for _language, _words in _STOP_WORDS.items():
    for _one in map(str.encode, _words.split()):
        _LANGUAGES_OF[_one] = f"{_LANGUAGES_OF.get(_one, '')} {_language}".lstrip()
#: The same as a byte for each such set of languages, 0 for none, and what is none of a language: to take
#: bytes out counts the others in no time.
_SETS = ["", *dict.fromkeys(_LANGUAGES_OF.values())]
_CODE_OF = {word: _SETS.index(languages) for word, languages in _LANGUAGES_OF.items()}
_OTHERS = {
    language: bytes(code for code, languages in enumerate(_SETS) if language not in languages.split())
    for language in _STOP_WORDS
}
#: Bytes that begin no letter beyond ASCII in UTF-8, but for signs that are like letters, as the Kelvin's, and
#: letters of few languages.
_NO_FURTHER, _LETTERLIKE, _RARE = bytes(range(0xC3)) + b"\xe2", b"\xe2\x84", b"\xe2\xb1"
#: What parts words in UTF-8, as blanks: many times faster than finding the words by a pattern. 0xE2 begins
#: the typographic marks.
_PARTING = bytes.maketrans(
    bytes(code for code in range(128) if not chr(code).isalpha()) + b"\xe2",
    b" " * (sum(not chr(code).isalpha() for code in range(128)) + 1),
)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, from its first `SAMPLE` characters.

    None where the sample is too short or fits two languages about equally.
    """
    sample = text.lstrip()[:SAMPLE]
    if _is_mostly_ascii(sample):  # told by its words alone
        return _of_latin(sample)
    counts = {"latin": _letters(sample, "latin")}
    if counts["latin"] * 2 < len("".join(sample.split())):  # only then are the other scripts worth counting
        counts = {script: _letters(sample, script) for script in _LETTERS}
    script = max(counts, key=lambda name: counts[name])
    if script in ("han", "kana"):
        return _of_han(counts["han"], counts["kana"])
    if counts[script] < 10:
        return None
    if script == "latin":
        return _of_latin(sample)
    if script == "arabic":
        return _of_arabic(sample)
    if script == "cyrillic":
        return _of_cyrillic(sample)
    return "ko" if script == "hangul" else script


def _is_mostly_ascii(sample: str) -> bool:
    """Whether nine characters of ten are of ASCII."""
    further = len(sample.encode(errors="surrogatepass")) - len(sample)  # at least one for each of the others
    return further * 10 <= len(sample) or len(sample.encode("ascii", "ignore")) * 10 >= len(sample) * 9


def _letters(sample: str, script: str) -> int:
    return sum(map(len, _LETTERS[script].findall(sample)))


def _of_han(han: int, kana: int) -> str | None:
    """Japanese mixes kana into its text; Chinese has none but in names."""
    if han + kana < 4:
        return None
    return "ja" if kana * 10 > han else "zh"


def _of_arabic(sample: str) -> str:
    if re.search("[\u0679\u0688\u0691\u06d2]", sample):
        return "ur"
    return (
        "fa" if len(re.findall("[\u067e\u0686\u0698\u06af\u06a9\u06cc]", sample)) * 25 > len(sample) else "ar"
    )


def _of_cyrillic(sample: str) -> str | None:
    if re.search("[іїєґ]", sample):
        return "uk" if "ы" not in sample else None
    return "ru" if re.search("[ыэё]", sample) or re.search(r"\b(?:и|в|на|что|с|по)\b", sample) else None


def _lower(sample: str) -> bytes:
    """A sample in lower case, in UTF-8: bytes, where all letters are of ASCII, as it is many times faster."""
    if sample.isascii():
        return sample.lower().encode()
    encoded = sample.encode(errors="replace")
    if _LETTERLIKE in encoded or _RARE in encoded or encoded.translate(None, _NO_FURTHER):
        return sample.lower().encode(errors="replace")
    return encoded.lower()


def _of_latin(sample: str) -> str | None:
    """The language with most stop words, if enough of them and clearly more than the next."""
    words = _lower(sample).translate(_PARTING).split()
    codes = bytes(map(_CODE_OF.get, words, repeat(0)))
    scores = {language: len(codes.translate(None, others)) for language, others in _OTHERS.items()}
    second, best = sorted(scores.values())[-2:]
    clear = best >= _CLEAR and best > 3 * second
    enough = best >= 2 and (best * 12 >= len(words) or clear)
    return max(scores, key=scores.__getitem__) if enough and best > second * 1.15 else None
