"""A Word document as a package: the parts around a body, always in the same bytes."""

from __future__ import annotations

from typing import Final

from qingjian.sheets.escape import markup
from qingjian.sheets.zipped import plain, zipped

FOOTER: Final = "rId2"
"""The relation of the document to its footer."""
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006"
_SPACES: Final = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_ROOT: Final = (
    f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_CORE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_BESIDE: Final = (
    f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="{FOOTER}" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/settings" Target="settings.xml"/></Relationships>'
)
_SETTINGS: Final = (
    f'<w:settings {_SPACES}><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def package(body: str, *, footer: str, title: str, font: str) -> bytes:
    """A .docx. `footer` are paragraphs; `font` is for text that somebody adds."""
    document = f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _BESIDE,
        "word/styles.xml": _styles(font),
        "word/settings.xml": _SETTINGS,
        "word/footer1.xml": f"<w:ftr {_SPACES}>{footer}</w:ftr>",
        "docProps/core.xml": _core(title),
    }
    return zipped(plain(name, (_DECLARATION + text).encode()) for name, text in parts.items())


def _styles(font: str) -> str:
    """What a reply looks like that is typed into an empty cell."""
    name = markup(font)
    return (
        f"<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        "</w:styles>"
    )


def _core(title: str) -> str:
    """No date and no author: the same notice is the same bytes."""
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{markup(title)}</dc:title></cp:coreProperties>'
    )
