"""What is read and made ready passes from process to process whole."""

from __future__ import annotations

import pickle

from store.intake.parsing import Found, Incoming, Refused, documents_in, ready_all

_ROWS = (
    b"id,headline,text,date,url,agency,byline,language\n"
    b"r1,Pier opens,The pier is open.,2018-04-05,https://port.example/1,Port,By Ana Ruiz,en\n"
    b"r2,,<p>Its <a href='https://port.example'>board</a> says so.</p>,,,,,\n"
    b"r3,No text,,,,,,\n"
)


def test_documents_and_what_is_made_of_them_pass_between_processes() -> None:
    """Every field of both, also where a document was refused."""
    found = list(documents_in("/port.csv", "port.csv", _ROWS))
    assert [type(one) for one in found] == [Found, Found, Refused]
    assert pickle.loads(pickle.dumps(found)) == found
    ready = ready_all(found)
    assert [type(one) for one in ready] == [Incoming, Incoming, Refused]
    assert pickle.loads(pickle.dumps(ready)) == ready
    whole = [one.document for one in found if isinstance(one, Found)]
    assert whole[0].metadata.byline == "Ana Ruiz"
    assert pickle.loads(pickle.dumps(whole)) == whole
