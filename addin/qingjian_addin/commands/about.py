"""关于: what this is, in which version, and that it keeps to itself."""

from __future__ import annotations

import xlwings as xw

from qingjian import __version__
from qingjian.api.ground import schemas_hash
from qingjian.catalog.editions import edition, edition_ids
from qingjian.catalog.rules import rules
from qingjian.resources import schemas
from qingjian_addin.host import Host
from qingjian_addin.words import LANG, say


def run(book: xw.Book, host: Host) -> str:  # noqa: ARG001  # every command is called alike
    """Say it in a window, and in one line."""
    host.tell(
        say(
            "about.text",
            version=__version__,
            schemas=schemas_hash(schemas())[:12],
            rules=sum(rule.status == "active" for rule in rules()),
            editions="\n".join(edition(name).title[LANG] for name in edition_ids()),
            host=host.name,
        ),
        say("about.title"),
    )
    return say("about.line", version=__version__)
