"""Who is said to speak in Japanese: whose profile stands above, and who holds an office."""

from __future__ import annotations

from store.structure.japanese_speakers import holder_of, profiled

_TEXT = (
    "川嶋 隼人（かわしま はやと）選手\n【ポジション】MF\n\n"
    "大熊 隼人（おおくま はやと）選手\n【ポジション】GK\n\n"
    "【コメント】\n「応援してください。」\n\n強化部長の鹿野は「楽しみです」と話した。"
)


def test_a_comment_that_names_nobody_is_whose_profile_stands_above() -> None:
    """The last one; elsewhere nobody is told so."""
    assert profiled(_TEXT, _TEXT.index("「応援")) == "大熊 隼人"
    assert profiled(_TEXT, _TEXT.index("「楽しみ")) is None
    assert profiled("【コメント】\n「応援してください。」", 7) is None


def test_an_office_is_held_by_whom_the_text_says() -> None:
    """In brackets or at once; else by the last who has spoken with whose name it stands."""
    assert holder_of("代表（社長：柳沢 修）は", "社長", []) == "柳沢 修"
    assert holder_of("鵜飼会頭は述べた。林所長は語った。", "会頭", ["林", "鵜飼"]) == "鵜飼"
    assert holder_of("鵜飼会頭は述べた。", "市長", ["鵜飼"]) is None
    assert holder_of("鵜飼会頭は述べた。", "会頭", ["鵜飼", "[(*"]) == "鵜飼"  # what is printed is no pattern
