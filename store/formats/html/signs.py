"""Signs by which the parts of a page are told: its links, its notices, what is put around a release."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from store.formats.html.page_lines import LONGEST_LABEL, REACHED, SENTENCE_END
from store.formats.html.text import BLOCKS, HEADINGS
from store.formats.html.tree import SELDOM_SHOWN, Element
from store.patterns import lazy_pattern

_TEXT_NAMES = "p li dd td blockquote pre address figcaption"
_AROUND_NAMES = "nav aside footer header"
_ROLE_NAMES = (
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist"
)
#: What nearly every site calls what is no part of a release, as a word of a class or id.
_CALLED_NAMES = (
    "nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs sidebar footer cookie cookies "
    "consent gdpr "
    "popup modal share sharing sharedaddy addthis addtoany social related relatedposts recommended "
    "newsletter subscribe comments comment disqus advert advertisement ad ads promo sponsored pagination "
    "pager masthead colophon topbar skip tags print licence license reviews taboola outbrain appstores"
)
#: What a longer word begins with that is one of these: ``newsletterbox``, ``commentform``.
_CALLED_START_NAMES = "newsletter breadcrumb cookie sidebar comment recommend subscri paginat advert sponsor"
#: What says when, by whom and under what a text was put on a site: none of it is in the release.
_NOTICE_NAMES = "meta postmeta metaline metadata entryfooter entrymeta byline"
#: Elements made for text, rather than for laying out a page.
TEXTS = frozenset(_TEXT_NAMES.split()) | HEADINGS
#: What is the page's own and not beside a text, by its tag and as a word of a class or id.
_PAGE_S_OWN = frozenset(("nav", "footer", "header"))
_PAGE_S_CALLED_NAMES = "nav navbar menu footer masthead colophon topbar cookie popup modal"
_PAGE_S_CALLED = frozenset(_PAGE_S_CALLED_NAMES.split())
_CAPTIONS = frozenset(("caption", "imagecaption", "figcaption", "wpcaption"))
#: What a page hides until a reader asks for it, as a word of a class or id.
_DISCLOSED_NAMES = (
    "accordion acc collapse collapsible faq faqs answer toggle expandable expander tabpanel tabpane "
    "tabcontent panel disclosure spoiler details"
)
_DISCLOSED = frozenset(_DISCLOSED_NAMES.split())
#: Letters of the shortest aside that is of an article, and what is in none.
_LEAST_ASIDE = 30
#: Code points by which words that stand twice are told.
_SAME = 60
_TO_CLICK = frozenset(("a", "form", "label", "button"))
_TRAILS = frozenset(("breadcrumb", "breadcrumbs", "crumb", "crumbs"))
_BESIDE = frozenset(("sidebar", "aside", "sidecolumn", "rightcolumn", "contact", "contacts", "kontakt"))
#: What may be put around a text, by its tag.
AROUND = frozenset((*_AROUND_NAMES.split(), "form", *SELDOM_SHOWN))
_ROLES = frozenset(_ROLE_NAMES.split())
_CALLED = frozenset(_CALLED_NAMES.split())
_CALLED_STARTS = tuple(_CALLED_START_NAMES.split())
_NOTICES = frozenset(_NOTICE_NAMES.split())
_BIOGRAPHY = frozenset(("bio", "box", "info", "card", "description"))
_QUOTATIONS, _BUTTONS = frozenset(("blockquote", "figure")), frozenset(("button", "btn"))
#: What is long and still no release, as a word of a class or id.
_ASIDE = frozenset(("comments", "commentlist", "disqus", "gallery", "slideshow", "carousel", "player"))
_NO_NAMES = frozenset[str]()
_CASE = lazy_pattern("(?<=[a-z])(?=[A-Z])")
_HIDDEN = lazy_pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DOWNLOAD = lazy_pattern(r"(?i)\.(pdf|docx?|xlsx?|pptx?|od[st]|csv|zip|jpe?g|png|mp4)([?#]|$)|^(mailto|tel):")
_WIDE = lazy_pattern("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_MODIFIED = lazy_pattern(r"(?i)modified|updated")
#: “Changed on” in the languages of most pages.
_CHANGED = lazy_pattern(
    r"(?i)\b(?:changed|updated|modified|revised|update|ge[äa]ndert|aktualisiert|stand|mise? à jour|modifiée?|"
    r"actualizad[oa]|modificad[oa]|aggiornat[oa]|modificat[oa]|atualizad[oa]|bijgewerkt|gewijzigd|"
    r"zaktualizowano|"
    r"zmieniono|uppdaterad|opdateret|oppdatert|обновлено|изменено|güncelleme)\b[^.;|]*$|更新"
)
#: “Contact” and “press” in the languages of most pages.
_CONTACT_WORD = lazy_pattern(
    r"(?i)[ck]onta[ck]?t|contat|press|prensa|prasa|medi[ae]n?\b|yhteys|контакт|пресс|"
    r"联系|聯絡|連絡|お問い合わせ|연락|اتصال|iletişim"
)
#: “Press” in the languages of most pages.
_PRESS_WORD = lazy_pattern(
    r"(?i)\bpress(?:e|a)?(?:kontakt|contact|stelle|anfragen|fragen|sprecher\w*|office|dienst\w*)?\b|\bprensa|"
    r"\bmedi(?:a|en)(?:kontakt|contact|anfragen)?\b|imprensa|stampa\b|\bpers(?:contact|dienst)?\b|biuro pras|"
    r"\blehdist|пресс|basın|媒体|報道|언론"
)
#: Letters and links of a block of contacts.
_CONTACT, _CONTACT_LINKS = 1000, 6
#: Code points of it as it stands in the source, blanks included.
_CONTACT_SOURCE = 4000
_ASIDE_STARTS = ("comment", *_ASIDE)
_OF_COMMENTS = frozenset(("a", "cite", "form", "img", "time"))
#: Letters from which on what is called comments or a gallery may be a text.
_TEXT = 100
#: Letters in a link that is a headline.
_HEADLINE_LINK = 15


def weight(text: str) -> int:
    """How much a text says, in letters of an alphabet: a Chinese, Japanese or Korean one counts as three."""
    letters = len("".join(text.split()))
    return letters if text.isascii() else letters + 2 * len(_WIDE.findall(text))


def has_sentence(element: Element) -> bool:
    """Whether a sentence ends in it."""
    return bool(SENTENCE_END.search(element.text()))


def has_text(element: Element) -> bool:
    """Whether anything in it is made for text."""
    return any(one.tag in TEXTS for one in element.elements())


def hidden(element: Element) -> bool:
    """Whether the page says that it is not to be shown."""
    attributes = element.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or bool(_HIDDEN.search(attributes.get("style", "")))
    )


def is_disclosed(element: Element) -> bool:
    """Whether what is hidden is shown when a reader asks for it, by its role or name; it says something."""
    asked = element.attributes.get("role", "").lower() == "tabpanel" or bool(_names(element) & _DISCLOSED)
    return asked and not surrounds_page(element) and not links_in(element) and has_sentence(element)


def surrounds(element: Element, in_article: bool) -> bool:
    """Whether its tag, its role or its name says it is put around a release.

    A form is where it has no text: some pages are one form. A footer is not where it is the article's own and
    says something, or tells whose words a quotation is.
    """
    if element.tag == "form":
        return not has_text(element)
    if element.tag not in AROUND and element.attributes.get("role", "").lower() not in _ROLES:
        return False
    if element.tag == "footer" and _of_quotation(element):
        return False
    if in_article and element.tag == "footer":
        return _says_nothing(element)
    if in_article and element.tag == "header":
        return len(links_in(element)) > 1
    if in_article and element.tag == "aside" and _is_of_text(element):
        return False
    return not _holds_body(element)


def is_long_aside(element: Element) -> bool:
    """Whether its class or id says it is what may be long and is no release: comments, a gallery."""
    return _is_called_aside(element) and not _holds_body(element) and not _reads_as_text(element)


def _is_called_aside(element: Element) -> bool:
    return bool(_names(element) & _ASIDE)


def _reads_as_text(element: Element) -> bool:
    """Whether it is words alone, or paragraphs side by side: of comments and captions each has its box.

    Comments also tell who wrote them and when, with a link or a time; a gallery has pictures.
    """
    letters = weight(element.text())
    inner = [one for one in element.elements() if one is not element]
    if letters < _TEXT or any(name.startswith(_ASIDE_STARTS) for one in inner for name in _names(one)):
        return False
    if not any(one.tag in _OF_COMMENTS for one in inner):
        return True
    return max(map(_words_of_its_own, (element, *inner))) > letters / 2


def _words_of_its_own(element: Element) -> int:
    """Letters in it, its paragraphs included, that are in no other block."""
    texts = [one if isinstance(one, str) else one.text() for one in element.children if not _is_box(one)]
    return weight("".join(texts))


def _is_box(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag in BLOCKS and child.tag != "p"


def surrounds_page(element: Element) -> bool:
    """Whether it is around all the page rather than beside its text, by its tag or name."""
    names = _names(element)
    return (
        element.tag in _PAGE_S_OWN
        or bool(names & _PAGE_S_CALLED)
        or any(name.startswith("cookie") for name in names)
    )


def leads_around(element: Element) -> bool:
    """Whether it leads around the site, by its tag, role or name: menus, the path to the page, its foot."""
    role = element.attributes.get("role", "").lower()
    return element.tag in ("nav", "footer") or role == "navigation" or bool(_names(element) & _TRAILS)


def is_beside(element: Element) -> bool:
    """Whether it is put beside a text, by its tag, role or name."""
    role = element.attributes.get("role", "").lower()
    return element.tag == "aside" or role == "complementary" or bool(_names(element) & _BESIDE)


def tells_contact(element: Element) -> bool:
    """Whether, put beside a text, a heading says that it is a contact, with an address and little else."""
    return is_beside(element) and _is_headed(element, _CONTACT_WORD)


def contact_in(element: Element) -> list[Element]:
    """The boxes of it that tell a contact, where each has a box of its own; else the element itself."""
    boxes = [one for one in element.inner if one.tag in BLOCKS]
    if not any(_is_headed(one, _CONTACT_WORD) for one in boxes):
        return [element]
    if len(boxes) == 1:
        return contact_in(boxes[0])
    return [one for one in boxes if has_address(one) or one.tag in HEADINGS]


def tells_press_contact(element: Element) -> bool:
    """Whether, wherever it is, a heading says that it is for the press, with an address and little else."""
    return element.tag in BLOCKS - TEXTS and not surrounds_page(element) and _is_headed(element, _PRESS_WORD)


def _is_headed(element: Element, word: re.Pattern[str]) -> bool:
    """Whether its first text has such a word, with an address or a number after it and little else."""
    text = element.text_within(_CONTACT_SOURCE) or ""
    if not REACHED.search(text) or weight(text) > _CONTACT or len(links_in(element)) > _CONTACT_LINKS:
        return False
    heading = next((one for one in element.elements() if one.tag in TEXTS and weight(one.text())), None)
    return bool(heading and word.search(heading.text()[:LONGEST_LABEL]))


def has_address(element: Element) -> bool:
    """Whether it tells a mail address or a telephone number."""
    return bool(REACHED.search(element.text()))


def is_caption(element: Element) -> bool:
    """Whether most of its words are of a picture's caption."""
    captions = [one for one in element.elements() if one.tag == "figcaption"]
    return bool(captions) and 2 * sum(weight(one.text()) for one in captions) > weight(element.text())


def is_called_caption(element: Element) -> bool:
    """Whether it is a picture's caption, by its tag or by what it is called."""
    return element.tag == "figcaption" or (element.tag not in HEADINGS and bool(_names(element) & _CAPTIONS))


def is_label(element: Element) -> bool:
    """Whether it heads what follows: a heading, or a few words that end with a colon."""
    inner = element
    while inner.tag not in HEADINGS and len(inner.children) == 1 and isinstance(inner.children[0], Element):
        inner = inner.children[0]
    if inner.tag in HEADINGS:
        return True
    text = (element.text_within(LONGEST_LABEL) or "").strip() if element.tag in BLOCKS else ""
    return text.endswith((":", "："))


def called_around(element: Element, in_article: bool) -> bool:
    """Whether its class or id says it is put around a release, which its text may outweigh."""
    names = _names(element)
    called = names & _CALLED
    if in_article and called == {"footer"}:
        return _says_nothing(element)
    if not called and not any(name.startswith(_CALLED_STARTS) for name in names):
        return False
    return not _holds_body(element) and not _is_slug(element)


def _of_quotation(element: Element) -> bool:
    """Whether it stands in a quotation, and so says whose words these are."""
    above = element.parent
    while above is not None and above.tag not in _QUOTATIONS:
        above = above.parent
    return above is not None and not links_in(element)


def is_notice(element: Element) -> bool:
    """Whether its class or id says it tells of the text: when it was put there, and by whom."""
    names = _names(element)
    return (
        bool(names & _NOTICES)
        or (
            "author" in names
            and not _of_quotation(element)
            and (has_sentence(element) or bool(names & _BIOGRAPHY))
        )
        or (
            bool(names & _BUTTONS)
            and element.tag != "summary"
            and not has_sentence(element)
            and not any(map(is_download, links_in(element)))
        )
    )


def _is_of_text(aside: Element) -> bool:
    """Whether what is put beside an article is of it: a sentence, and nothing to click or to fill in."""
    if not has_sentence(aside) or _names(aside) & _CALLED or not weight(aside.text()) >= _LEAST_ASIDE:
        return False
    if any(one.tag in _TO_CLICK for one in aside.elements()):
        return False
    article = aside
    while article.parent is not None and article.tag not in ("article", "main"):
        article = article.parent
    begins = " ".join(aside.text().casefold().split())[:_SAME]
    return (
        " ".join(article.text().casefold().split()).count(begins) < 2
    )  # else what the text says too, set large


def _says_nothing(footer: Element) -> bool:
    return not has_sentence(footer) or any(one.tag == "a" for one in footer.elements())


def _holds_body(element: Element) -> bool:
    return any(one.attributes.get("itemprop") == "articleBody" for one in element.elements())


def _names(element: Element) -> frozenset[str]:
    """The words of its classes and id: ``siteFooter`` is “site” and “footer”.

    A text's id is often made of its own words, and says nothing.
    """
    attributes = element.attributes
    if not attributes:
        return _NO_NAMES
    return _words(attributes.get("class", ""), "" if element.tag in TEXTS else attributes.get("id", ""))


@lru_cache(4096)
def _words(*said: str) -> frozenset[str]:
    """The words of names, and two of a name side by side as one: ``news-letter``, ``breadCrumb``."""
    found: set[str] = set()
    for name in " ".join(said).split():
        words = _single_words(_CASE.sub(" ", name))
        found.update(words, map("".join, pairwise(words)))
    return frozenset(found)


def _single_words(said: str) -> list[str]:
    return re.findall("[a-z]+", said.lower())


def _is_slug(element: Element) -> bool:
    """Whether its id is made of the words of the heading that it begins with, and says nothing."""
    name = set(_single_words(element.attributes.get("id", "")))
    if len(name) < 2:
        return False
    heading = next((one for one in element.elements() if one.tag in HEADINGS), None)
    return heading is not None and name <= set(_single_words(heading.text()))


def links_in(element: Element) -> list[Element]:
    """The links in it that have words."""
    return [one for one in element.elements() if one.tag == "a" and weight(one.text())]


def is_download(link: Element) -> bool:
    """Whether it leads to a file or an address rather than to another page."""
    return bool(_DOWNLOAD.search(link.attributes.get("href", "")))


def headline_links(element: Element) -> list[Element]:
    """The links to other releases by their headlines: a heading in a link, or a link in a heading."""
    found = []
    for one in element.elements():
        inner = HEADINGS if one.tag == "a" else {"a"} if one.tag in HEADINGS else frozenset[str]()
        if inner and any(within.tag in inner for within in one.elements()) and not _on_page(one):
            found.append(one)
    return [one for one in found if weight(one.text()) >= _HEADLINE_LINK]


def _on_page(element: Element) -> bool:
    """Whether it links only to places on its own page: the section's own anchor."""
    targets = [one.attributes.get("href", "#") for one in element.elements() if one.tag == "a"]
    return all(target.startswith("#") for target in targets)


def author_in(element: Element) -> str | None:
    """The name in an element marked as the author's (HTML 4.6.7.2, schema.org)."""
    attributes = element.attributes
    if "author" not in attributes.get("rel", "").split() and attributes.get("itemprop") != "author":
        return None
    return " ".join((attributes.get("content") or element.text()).split()) or None


def is_changed(element: Element, before: str) -> bool:
    """Whether a time is when the text was changed, by what it is called or by the words before it."""
    attributes = element.attributes
    called = f"{attributes.get('itemprop', '')} {attributes.get('class', '')}"
    return bool(
        _MODIFIED.search(called) or _CHANGED.search(before[-LONGEST_LABEL:]) or _CHANGED.match(element.text())
    )
