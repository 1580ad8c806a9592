"""What programs, lists and lawyers add goes; what is the release's own stays."""

from __future__ import annotations

import pytest

from store.formats.linked import LinkedText
from store.formats.mail.signatures import trimmed
from store.models import Link

BODY = "A second ferry opens\n\nThe Harbour Trust said so.\n\nPress contact:\nJane Doe\n+44 20 7946 0000"

ADDED = [
    "\n-- \nSam Reed\nReporter, The Paper\n+44 20 7946 0001",
    "\n--\nSam Reed",
    "\n\nSent from my iPhone",
    "\nGet Outlook for Android",
    "\n\nEnvoyé de mon iPhone",
    "\n\nEnviado desde mi iPhone",
    "\n\nVon meinem iPhone gesendet",
    "\n\nأُرسلت من جهاز iPhone الخاص بي",
    "\n\n发自我的iPhone",
    "\n\nThis e-mail and any attachment is confidential and intended only for the addressee.",
    "\n\nCONFIDENTIALITY NOTICE: the contents of this email message are privileged.",
    "\n\nCe message et toutes ses pièces jointes sont confidentiels.",
    "\n\nEste mensaje puede contener información confidencial.",
    "\n\nDiese E-Mail enthält vertrauliche Informationen.",
    "\n\nهذه الرسالة سرية ومخصصة للمرسل إليه فقط.",
    "\n\n本邮件及其附件含有保密信息。",
    "\n\n_______________________________________________\nPress mailing list\nPress@lists.example.org\n"
    "https://lists.example.org/mailman/listinfo/press",
    "\n\nYou received this message because you are subscribed to the Google Groups group.\n"
    "To unsubscribe from this group, send an email to x@y.",
    "\n\nUnsubscribe | Manage your preferences",
    "\n\nPour vous désabonner, cliquez ici",
    "\n\nDarse de baja",
    "\n\nNewsletter abbestellen",
    "\n\nإلغاء الاشتراك",
    "\n\n退订",
]


@pytest.mark.parametrize("added", ADDED)
def test_additions_are_left_out(added: str) -> None:
    """Each addition goes, alone and below another; the contact above it stays."""
    assert trimmed(LinkedText(BODY + added))[0].text == BODY
    assert trimmed(LinkedText(BODY + added + "\n\nSent from my iPad"))[0].text == BODY


@pytest.mark.parametrize(
    "end",
    [
        "\n\n--\n\nMedia contact:\nJane Doe\npress@example.org",
        "\n\n-- \nAbout the Harbour Trust\nThe trust runs ports.",
        "\n\n-- \nFor more information, contact Jane Doe",
        "\n\n--\nNotes to editors\n1. The ferry is new.",
        "\n\n-- \n" + "A line of the release.\n" * 13 + "The end",
        "\n\nPressekontakt: Jane Doe",
        "\n\n###",
    ],
)
def test_the_end_of_a_release_stays(end: str) -> None:
    """A contact, a boilerplate or notes stay, below a rule like a signature's too."""
    assert trimmed(LinkedText(BODY + end))[0].text == BODY + end


def test_view_in_browser_goes_and_tells_where() -> None:
    """The line that sends a reader to the web goes; its link is where the release can be read."""
    body = LinkedText("View this email in your browser\n\n" + BODY, (Link(0, 31, "https://x/1"),))
    rest, url = trimmed(body)
    assert (rest.text, rest.links, url) == (BODY, (), "https://x/1")


def test_hostile_repetition_takes_no_time() -> None:
    """A million additions are not taken off one by one."""
    rest, _ = trimmed(LinkedText(BODY + "\n\nunsubscribe" * 100_000))
    assert rest.text.startswith(BODY)
