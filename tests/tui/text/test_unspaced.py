"""Words of Chinese, Japanese and Thai: what w, b, e, iw and * go by where no blanks part them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.cells import cluster_at
from tui.text.motions import stands_alone, word_at, word_back, word_end, word_forward
from tui.text.unspaced import word_start

TEXTS = {
    "simplified Chinese": "首条|电动|轮渡|航线|3|日|正式|开通|。",
    "traditional Chinese": "首條|電動|輪渡|航線|三日|正式|開通|。",
    "Japanese": "東京都|は|新しい|フェリー|の|運航|を|始め|た|と|発表|し|た|。",
    "Thai": "เรือ|ข้าม|ฟาก|ลำใหม่|จะ|เริ่ม|ให้|บริการ",
}


@pytest.mark.parametrize("words", [words.split("|") for words in TEXTS.values()], ids=TEXTS)
def test_keys_go_by_words(words: list[str]) -> None:
    """Forward, back, to their ends, and selected; marks and figures are words of their own."""
    text = "".join(words)
    starts = [sum(map(len, words[:index])) for index in range(len(words))]
    forward, back = [0], [starts[-1]]
    while len(forward) < len(words):
        forward.append(word_forward(text, forward[-1]))
        back.append(word_back(text, back[-1]))
    assert forward == back[::-1] == starts
    for start, word in zip(starts, words, strict=True):
        assert word_at(text, start) == (start, start + len(word))
        last = cluster_at(text, start + len(word) - 1)[0]
        assert last == start or word_end(text, start) == last


@given(st.text(alphabet="中文字東京とのカナー々เรือไม่a1 。\u0301\n", max_size=60), st.data())
def test_words_leave_nothing_out(text: str, data: st.DataObject) -> None:
    """Whatever stands beside whatever: a word holds where it was asked for, and all of it says the same."""
    if not text.strip():
        return
    offset = data.draw(st.integers(0, len(text) - 1))
    start = word_start(text, offset)
    assert start is None or (start <= offset and word_start(text, start) == start)


def test_a_run_without_end_is_one_word() -> None:
    """Nobody writes so; looking at all of it would take long."""
    text = "中" * 100_000
    assert word_start(text, 50_000) is None
    assert word_at(text, 50_000) == (0, len(text))


def test_a_word_is_found_anywhere_in_a_run() -> None:
    """No other word can hold it by mistake for certain, so none is passed over."""
    text = "两艘纯电动渡轮每天往返"
    assert stands_alone(text, text.index("渡轮"), text.index("渡轮") + 2)
    assert not stands_alone("ferryman", 0, 5)
