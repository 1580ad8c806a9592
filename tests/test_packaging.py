"""What is published says what is so: licences of what it stands on, its number."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def licence(name: str) -> str:
    """What a distribution says its licence is: by expression, in a word, by classifier, or in its file."""
    found = distribution(name)
    for field in ("License-Expression", "License"):
        if field in found.metadata:
            return str(found.metadata[field])
    classes = [one for one in found.metadata.get_all("Classifier") or [] if one.startswith("License ::")]
    if classes:
        return str(classes[0].rpartition(" :: ")[2])
    path = next(one for one in found.files or () if one.name == "LICENSE")
    return path.read_text().splitlines()[0]


def licence_table() -> str:
    """Every package that Dateline, or an extra of it for its users, needs to run, as the README has them."""
    extras = PROJECT["optional-dependencies"]
    needed = [*PROJECT["dependencies"], *(one for name in extras if name != "dev" for one in extras[name])]
    names = sorted((re.split(r"[^\w.-]", one)[0] for one in needed), key=str.casefold)
    return "\n".join(
        ["| package | licence |", "| --- | --- |", *(f"| {one} | {licence(one)} |" for one in names)]
    )


def test_the_readme_names_the_licence_of_every_dependency() -> None:
    """As the installed packages say; where one has changed, the table is in what pytest prints."""
    table = README.partition("<!-- licences -->\n")[2].partition("\n<!-- /licences -->")[0]
    try:
        installed = licence_table()
    except PackageNotFoundError as error:
        pytest.skip(f"{error.name}, of an extra, is not installed")
    assert table == installed


def test_the_number_is_above_every_closed_one() -> None:
    """What is built between two releases is none of them; what is in it stands under Unreleased."""
    closed = re.findall(r"^## \[(\d+)\.(\d+)\.(\d+)\] - \d{4}-\d\d-\d\d$", CHANGELOG, re.MULTILINE)
    major, minor, patch, stage = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)(.*)", PROJECT["version"]).groups()  # type: ignore[union-attr]
    present, newest = tuple(map(int, (major, minor, patch))), max(tuple(map(int, one)) for one in closed)
    assert present > newest if stage.startswith(".dev") else present == newest
    assert ("\n## [Unreleased]\n" in CHANGELOG) == stage.startswith(".dev")
