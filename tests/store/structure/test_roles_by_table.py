"""Roles in languages other than English: by the offices of their tables."""

from __future__ import annotations

import pytest

from store.structure.roles_by_table import role_by_table
from store.structure.speech import speech_of


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("es", "afirmó la ministra de Puertos, Rosa Gil, en el acto.", "Rosa Gil", "ministra de Puertos"),
        ("de", "rät der Hafenarzt Jan Sand aus Emden.", "Jan Sand", "Hafenarzt"),
        ("de", "sagte Frau Anna Berg gestern.", "Anna Berg", None),
        ("fr", "se félicite Yves Roc, conseiller municipal.", "Yves Roc", "conseiller municipal"),
        (
            "ru",
            "отметил генеральный директор «Порта» Иван Берг.",
            "Иван Берг",
            "генеральный директор «Порта»",
        ),
        ("pl", "powiedziała prezes zarządu Anna Wrona.", "Anna Wrona", "prezes zarządu"),
        ("sv", "säger Anna Berg, vd för Hamnen. Mer sägs inte.", "Anna Berg", "vd för Hamnen"),
        ("tr", "Liman Genel Müdürü Ayşe Deniz konuştu.", "Ayşe Deniz", "Genel Müdürü"),
        ("ar", "وقالت منى سالم، مديرة الميناء: نعم", "منى سالم", "مديرة الميناء"),
        ("ja", "代表取締役社長の森下恵は述べた。", "森下恵", "代表取締役社長"),
        ("zh", "云港创始人兼首席执行官周明表示", "周明", "创始人兼首席执行官"),
        (
            "es",
            "El presidente de la Federación de Comunidades de Pilotos del Norte, Ana Gil, habló.",
            "Ana Gil",
            "presidente de la Federación de Comunidades de Pilotos del Norte",
        ),
        (
            "fr",
            "Le ministre a signé avec le président du conseil du port, Yves Roc.",
            "Yves Roc",
            "président du conseil du port",
        ),
        ("pt", "diz a colega Rosa\nGil, diretora do porto, ontem.", "Rosa Gil", "diretora do porto"),
        ("nl", "De muziek is van componist Anna Vis.", "Anna Vis", "componist"),
        ("pl", "informuje nadkom. Anna Wrona, oficer prasowy portu.", "Anna Wrona", "oficer prasowy portu"),
        ("en", "says community member Ana Ruiz.", "Ana Ruiz", "community member"),
        (
            "it",
            "dal sindaco Ugo Berti e dalla direttrice musicale Anna Conti.",
            "Anna Conti",
            "direttrice musicale",
        ),
        (
            "es",
            "la jefa del Servicio de Faros, la doctora Ana Gil, dijo",
            "Ana Gil",
            "jefa del Servicio de Faros",
        ),
        ("it", "Anna Conti è arrivata.", "Anna Conti", None),
    ],
)
def test_roles(language: str, text: str, name: str, role: str | None) -> None:
    """The words from an office on, before a name or behind it; a form of address is none."""
    assert role_by_table(text, name, speech_of(language)) == role
