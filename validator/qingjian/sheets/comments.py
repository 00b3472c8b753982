"""Notes on cells: our own comments beside the user's, our text behind theirs where a cell has both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from qingjian.model.grid import a1, parse_a1
from qingjian.patterns import pattern
from qingjian.sheets import vml
from qingjian.sheets.book import Book, BookSheet
from qingjian.sheets.escape import text_element
from qingjian.sheets.outline import Element, Outline
from qingjian.sheets.package import DECLARATION
from qingjian.sheets.patch import Patch
from qingjian.sheets.sheet_part import SheetPart

AUTHOR: Final = "清检"
OPENING: Final = "【清检】"
CLOSING: Final = "〔完〕"
"""Around every note of ours: LibreOffice forgets authors and cuts texts into runs by script, so that
neither an author nor one element tells our words from the user's."""
_OURS: Final = pattern(f"(?:\\r?\\n|&#10;|&#xA;)?{OPENING}.*?{CLOSING}".encode(), re.DOTALL)
_NOTE_CHARS: Final = 8_000
"""Nobody reads more in a note; the result sheet has the rest."""
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_AFTER_DRAWING: Final = frozenset(
    [
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    ]
)
"""What follows <legacyDrawing> in a worksheet."""
_ALTERNATIVE: Final = "AlternateContent"


def add_notes(book: Book, tab: BookSheet, sheet: SheetPart, notes: Mapping[tuple[int, int], str]) -> bool:
    """Put notes on cells of one sheet; False when the sheet's own comments forbid it.

    Threaded comments keep a copy of themselves in the notes, and an old drawing may not be XML:
    such a sheet is left alone, its findings stand in the result sheet."""
    package = book.package
    comments = package.related(tab.part, "comments")
    drawing = _drawing(book, tab, sheet)
    if package.related(tab.part, "threadedComment") or drawing is None:
        return False
    if drawing and vml.readable(package, drawing) is None:
        return False
    texts = {place: f"{OPENING}{_said(text)}{CLOSING}" for place, text in notes.items()}
    if comments:
        new = _extend(package.patch(comments), texts)
    else:
        part = package.unused("xl/commentsQj{}.xml")
        package.add(part, _whole(book, texts), content_type=_CONTENT_TYPE)
        package.relate(tab.part, book.kind("comments"), part)
        new = texts
    _add_boxes(book, tab, sheet, drawing, [(row, col, text) for (row, col), text in new.items()])
    return True


def strip_notes(book: Book, tab: BookSheet) -> None:
    """Take our notes out of a sheet, whoever saved it since."""
    package = book.package
    part = package.related(tab.part, "comments")
    if not part or package.related(tab.part, "threadedComment"):
        return
    patch = package.patch(part)
    gone = _strip_comments(patch)
    drawing = package.related(tab.part, "vmlDrawing")
    if gone and drawing and vml.readable(package, drawing) is not None:
        vml.strip_boxes(package.patch(drawing), gone)


def _drawing(book: Book, tab: BookSheet, sheet: SheetPart) -> str | None:
    """The sheet's VML drawing: a part, "" when there is none, None when it cannot be found."""
    element = sheet.outline.root.first("legacyDrawing")
    if element is None:
        return ""
    wanted = element.attributes.get(f"{book.relations} id")
    arrows = {item.id: item.target for item in book.package.relations(tab.part)}
    target = arrows.get(wanted or "", "")
    return target if target in book.package else None


def _extend(patch: Patch, texts: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Notes into a comments part; gives those that need a box of their own."""
    seen = patch.outline
    authors, listed = seen.root.first("authors"), seen.root.first("commentList")
    if authors is None or listed is None:
        return {}
    theirs = {_place(comment): comment for comment in listed.all("comment")}
    new: dict[tuple[int, int], str] = {}
    for place, text in texts.items():
        if place in theirs:
            _append_text(patch, theirs[place], text)
        else:
            new[place] = text
    if new:
        tag = authors.sibling("author")
        patch.append(authors, f"<{tag}>{AUTHOR}</{tag}>".encode())
        number = len(authors.all("author"))
        patch.append(listed, _comments(listed, new, author=number).encode())
    return new


def _append_text(patch: Patch, comment: Element, text: str) -> None:
    """Our words behind the last ones of a user's comment; an empty comment is left empty."""
    last = _texts(comment)[-1:]
    if last and not last[0].is_short:
        plain = text_element("t", f"\n{text}")
        patch.insert(last[0].close, plain[plain.index(">") + 1 : plain.rindex("<")].encode())


def _texts(comment: Element) -> list[Element]:
    return [
        item
        for text in comment.all("text")
        for item in text.walk()
        if item.local == "t" and item.uri == comment.uri
    ]


def _comments(near: Element, texts: Mapping[tuple[int, int], str], *, author: int) -> str:
    comment, text = near.sibling("comment"), near.sibling("text")
    return "".join(
        f'<{comment} ref="{a1(*place)}" authorId="{author}">'
        f"<{text}>{text_element(near.sibling('t'), words)}</{text}></{comment}>"
        for place, words in texts.items()
    )


def _whole(book: Book, texts: Mapping[tuple[int, int], str]) -> bytes:
    near = Element(book.main, "commentList", "", {}, 0)
    return (
        f'{DECLARATION}<comments xmlns="{book.main}"><authors><author>{AUTHOR}</author></authors>'
        f"<commentList>{_comments(near, texts, author=0)}</commentList></comments>"
    ).encode()


def _add_boxes(book: Book, tab: BookSheet, sheet: SheetPart, drawing: str, boxes: list[vml.Box]) -> None:
    package = book.package
    if not boxes:
        return
    if drawing:
        vml.append_boxes(package.patch(drawing), boxes)
        return
    part = package.unused("xl/drawings/vmlDrawingQj{}.vml")
    package.default_type("vml", vml.CONTENT_TYPE)
    package.add(part, vml.new_drawing(boxes))
    id_ = package.relate(tab.part, book.kind("vmlDrawing"), part)
    root = sheet.outline.root
    new = f"<{root.sibling('legacyDrawing')} {book.reference(sheet.outline, id_)}/>".encode()
    following = next((child for child in root.children if _follows(child)), None)
    if following is not None:
        sheet.patch.insert(following.start, new)
    else:
        sheet.patch.append(root, new)


def _follows(child: Element) -> bool:
    if child.local == _ALTERNATIVE:
        return any(item.local in _AFTER_DRAWING for item in child.walk())
    return child.local in _AFTER_DRAWING


def _strip_comments(patch: Patch) -> set[tuple[int, int]]:
    """Take our words out, and the comments that held nothing else; gives the cells of those."""
    listed = patch.outline.root.first("commentList")
    gone: set[tuple[int, int]] = set()
    kept: set[str] = set()
    for comment in listed.all("comment") if listed is not None else []:
        whole = b"".join(patch.outline.inner(text) for text in _texts(comment))
        spans = [found.span() for found in _OURS.finditer(whole)]
        if spans and not _OURS.sub(b"", whole).strip():
            patch.remove(comment)
            gone.add(_place(comment))
        else:
            kept.add(comment.attributes.get("authorId", ""))
            _cut(patch, comment, spans)
    _strip_author(patch, kept)
    return gone


def _cut(patch: Patch, comment: Element, spans: list[tuple[int, int]]) -> None:
    """Remove spans of a comment's whole text, which may run over several elements."""
    at = 0
    for text in _texts(comment):
        length = text.close - text.inside
        for first, last in spans:
            start, end = max(first - at, 0), min(last - at, length)
            if start < end:
                patch.replace(text.inside + start, text.inside + end, b"")
        at += length


def _strip_author(patch: Patch, kept: set[str]) -> None:
    """Our author goes when he is the last, so that nobody's number changes, and has no comment left."""
    authors = patch.outline.root.first("authors")
    names = authors.all("author") if authors is not None else []
    if names and _words(patch.outline, names[-1]) == AUTHOR and str(len(names) - 1) not in kept:
        patch.remove(names[-1])


def _said(text: str) -> str:
    return text[:_NOTE_CHARS].replace(OPENING, "").replace(CLOSING, "")


def _words(seen: Outline, element: Element) -> str:
    return seen.inner(element).decode("utf-8", "replace").strip()


def _place(comment: Element) -> tuple[int, int]:
    try:
        return parse_a1(comment.attributes.get("ref", ""))
    except ValueError:
        return (0, 0)
