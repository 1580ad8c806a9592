"""Who the speakers are: one by the full name, whichever releases quote them, unless a user says otherwise.

Case, accents and titles of a name do not count. One name with the same office in two organisations is two
people: “mayor of Geneva”, “mayor of Lyon”. Other roles tell nobody apart, for people have several, and
releases in two languages say the same in two ways. What a user says lies in ``speakers``: two names, or a
name in two roles, that are the same or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from store.errors import InvalidInputError
from store.library.library_tables import LibraryTables
from store.schema import Row
from store.search import Phrase, has_words, name_key
from store.storages import Form
from store.structure import is_title, person, word_set
from store.wording import brief
from store.wording import named as name_in_marks

SPEAKERS = "speakers"
#: Code points of a name with its role, as a user gives it: what is longer is a text.
LONGEST_NAME = 500
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_LINKS = word_set("of for and the on in de du des la le les y e und der für")
#: Titles that say nothing of what somebody does where: people of any two organisations may have them.
_HONOURS = word_set(
    "dr mr mrs ms mx sir lady lord prof rev m mme mlle sr sra herr frau sen senator rep representative member"
    " former then acting interim senior deputy vice assistant associate general high author expert founder"
    " co-founder cofounder"
)


class Named(NamedTuple):
    """A speaker as a user names one: ``William Lacy Swing``, or ``Ana Prates, mayor``."""

    name: str
    role: str
    """Words of the role; empty where any is meant."""


@lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """What names are compared by: without case, accents and titles; empty for no name."""
    words, _ = person(name)
    return name_key(" ".join(words or name.split())).replace(".", "")


def words_of_name(typed: str) -> Phrase:
    """What finds the speakers whose names hold what was typed. Raises InvalidInputError for no words."""
    words = " ".join(person(typed)[0]) or typed
    if not has_words(words):
        raise InvalidInputError(f"{typed!r} names no speaker.", "Give words of the name.")
    return Phrase(words)


def named(typed: str) -> Named:
    """What was typed as a speaker. Raises InvalidInputError for none."""
    if len(typed) > LONGEST_NAME:
        called = name_in_marks(typed, LONGEST_NAME)
        raise InvalidInputError(
            f"no speaker is called {called}.", "Give a name, or a name, a comma and a role."
        )
    name, _, role = typed.partition(",")
    if not person_key(name):
        raise InvalidInputError(f"{typed!r} names no speaker.", "Give a name, or a name, a comma and a role.")
    return Named(" ".join(name.split()), " ".join(role.split()))


def organisations(role: str) -> frozenset[str]:
    """The words of a role that name an organisation or a place, folded, and the initials of such names."""
    found: set[str] = set()
    initials: list[str] = []
    for word in [*_WORD.findall(role), ""]:
        key = name_key(word).strip(".")
        if word[:1].isupper() and not is_title(word):
            found.add(key.removesuffix("'s").removesuffix("’s"))
            initials.append(key[0])
        elif key not in _LINKS:
            if len(initials) > 1:
                found.add("".join(initials))
            initials = []
    return frozenset(one for one in found if len(one) > 1)


def offices(role: str) -> frozenset[str]:
    """The words of a role that name an office, folded: one has the same in two organisations rarely."""
    words = (name_key(word).strip(".").removesuffix("s") for word in _WORD.findall(role) if is_title(word))
    return frozenset(words) - _HONOURS


class People:
    """Tells which quotations are one person's, and keeps what users say of that."""

    def __init__(self, tables: LibraryTables) -> None:
        self._tables = tables

    def called(self) -> dict[str, str]:
        """The persons (`person_key`) that users joined with others, and what each is called together."""
        pairs = [(row["name"], row["other"]) for row in self._said() if row["same"]]
        names: dict[str, str] = {}
        for name, other in pairs:
            keys = person_key(name), person_key(other)
            if keys[0] == keys[1]:
                continue
            held = [names.get(key) for key in keys]
            chosen = held[0] or name
            names |= dict.fromkeys(keys, chosen)
            if held[1] and held[1] != chosen:
                names |= {key: chosen for key, one in names.items() if one == held[1]}
        return names

    def name_of(self, speaker: str) -> str:
        """What a speaker is called together with those a user joined it with; else as given."""
        return self.called().get(person_key(speaker), speaker)

    def who(self, forms: Callable[[str], Sequence[Form]]) -> Who:
        """What tells each quotation's speaker; `forms` gives what a person is called in the library."""
        return Who(forms, self.called(), [row for row in self._said() if _is_of_one(row)])

    def join(self, name: str, other: str) -> None:
        """Remembers that two speakers are one, called by the first name; undo forgets it.

        Raises InvalidInputError.
        """
        self._say(named(name), named(other), same=True)

    def part(self, name: str, other: str) -> None:
        """Remembers that two speakers are not one; undo forgets it.

        Of those that were joined it takes the second out. One name needs the words of two roles.

        Raises InvalidInputError.
        """
        one, two = named(name), named(other)
        if person_key(one.name) == person_key(two.name) and not (one.role and two.role):
            raise InvalidInputError("one name is one speaker.", "Name the roles too: “Ana Prates, mayor”.")
        self._say(one, two, same=False)

    def _said(self) -> list[Row]:
        return [row for _, row in self._tables.readable_rows(SPEAKERS)]

    def _say(self, one: Named, other: Named, *, same: bool) -> None:
        keys = {_side(one), _side(other)}
        if len(keys) == 1 and one.role:
            raise InvalidInputError("both are the same speaker.", "Name two.")
        wanted = {"same": same}
        row = {"name": one.name, "other": other.name, **wanted}
        if one.role or other.role:
            row |= {"role": one.role, "other_role": other.role}
        with self._tables.action() as (action, name):
            known = [(key, said) for key, said in self._tables.readable_rows(SPEAKERS)]
            there = [(key, said) for key, said in known if _sides(said) == keys]
            if not same and not (one.role or other.role):
                there += [(key, said) for key, said in known if said["same"] and _side(other) in _sides(said)]
            for key, said in dict(there).items():
                action.update(SPEAKERS, key, **(row if _sides(said) == keys else wanted))
            if not any(_sides(said) == keys for _, said in there):
                action.insert(SPEAKERS, row)
            both = " and ".join(brief(", ".join(filter(None, side))) for side in (one, other))
            name(f"{'joined' if same else 'parted'} the speakers {both}")


def _side(side: Named) -> tuple[str, str]:
    return person_key(side.name), name_key(side.role)


def _sides(row: Row) -> set[tuple[str, str]]:
    one = Named(row["name"], row.get("role") or "")
    return {_side(one), _side(Named(row["other"], row.get("other_role") or ""))}


def _is_of_one(row: Row) -> bool:
    return person_key(row["name"]) == person_key(row["other"])


class Who:
    """Names the speakers of quotations; keeps what it has found out, so for one listing."""

    def __init__(
        self, forms: Callable[[str], Sequence[Form]], called: Mapping[str, str], said: Sequence[Row]
    ) -> None:
        self._forms = forms
        self._called = called
        self._said = said
        self._known: dict[str, dict[tuple[str, str | None], str]] = {}

    def __call__(self, person: str, speaker: str | None, role: str | None) -> str | None:
        """What the speaker is called; of two people of one name, each with what tells them apart."""
        if speaker is None:
            return None
        if person not in self._known:
            self._known[person] = self._named(person)
        return self._known[person].get((speaker, role), self._called.get(person, speaker))

    def _named(self, person: str) -> dict[tuple[str, str | None], str]:
        forms = self._forms(person)
        said = [row for row in self._said if person_key(row["name"]) == person]
        groups = _people(forms, said)
        if not groups:
            return {}
        name = self._called.get(person) or fullest(groups[0])
        named: dict[tuple[str, str | None], str] = {}
        for at, group in enumerate(groups):
            role = next((one.role for one in group if one.role), None)
            label = f"{name} ({role})" if at and role else name
            named |= {(one.speaker, one.role): label for one in group}
        return named


def fullest(group: Sequence[Form]) -> str:
    """The most frequent of the names; of these the one with most small letters and accents."""
    names: dict[str, int] = {}
    for one in group:
        names[one.speaker] = names.get(one.speaker, 0) + one.times
    return max(names, key=lambda name: (not name.isupper(), names[name], name))


def _people(forms: Sequence[Form], said: Sequence[Row]) -> list[list[Form]]:
    """The forms of one name by who they are of, who is quoted most first."""
    if any(row["same"] and not row.get("role") for row in said):
        return [list(forms)] if forms else []
    groups = _Groups(forms, [_matching(forms, row) for row in said if not row["same"]])
    for row in said:
        if row["same"]:
            groups.unite(sorted(set().union(*_matching(forms, row))))
    about = [organisations(one.role or "") for one in forms]
    for word in sorted(frozenset().union(*about)):
        groups.unite([at for at, words in enumerate(about) if word in words])
    held = [offices(one.role or "") if of else frozenset() for one, of in zip(forms, about, strict=True)]
    first, *others = sorted(groups.ordered(), key=lambda group: not any(about[at] for at in group)) or [[]]
    for group in others:
        both = [{(forms[at].language, office) for at in one for office in held[at]} for one in (first, group)]
        if both[0].isdisjoint(both[1]):
            groups.unite([*first[:1], *group])
    return [[forms[at] for at in group] for group in groups.ordered()]


class _Groups:
    """Forms put together, never two that a user parted."""

    def __init__(self, forms: Sequence[Form], parted: Sequence[tuple[set[int], set[int]]]) -> None:
        self._forms = forms
        self._parted = parted
        self._of = [{at} for at in range(len(forms))]

    def unite(self, some: Sequence[int]) -> None:
        """Puts some together, one after the other with the first."""
        for at in some[1:]:
            one, other = self._of[some[0]], self._of[at]
            if one is not other and not any(
                (one & here and other & there) or (one & there and other & here)
                for here, there in self._parted
            ):
                one |= other
                for member in other:
                    self._of[member] = one

    def ordered(self) -> list[list[int]]:
        """The groups, the one with most quotations first."""
        groups = {id(one): sorted(one) for one in self._of}.values()
        return sorted(groups, key=lambda group: (-sum(self._forms[at].times for at in group), group))


def _matching(forms: Sequence[Form], row: Row) -> tuple[set[int], set[int]]:
    """The forms that each side of what a user said means."""
    wanted = [set(name_key(row.get(field) or "").split()) for field in ("role", "other_role")]
    words = [set(_WORD.findall(name_key(one.role or ""))) for one in forms]
    first, other = ({at for at, has in enumerate(words) if side and side <= has} for side in wanted)
    return first, other - first
