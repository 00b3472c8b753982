"""Write docs/images/report.png and batch.png: the HTML page of the demo, and of a folder that a bureau received."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "validator"), str(ROOT / "tests")]

from qingjian.api.checking import check  # noqa: E402 -- after the path to the checkout
from qingjian.api.tour import demo  # noqa: E402
from qingjian.reporters import Style, as_file  # noqa: E402
from support.mailbox import UNITS, made  # noqa: E402

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "msedge")
_TARGET: Final = ROOT / "docs" / "images"


class Picture(NamedTuple):
    """One page as a browser shows it."""

    name: str
    size: str
    page: Callable[[Path], Path]


def _demo(scratch: Path) -> Path:
    return demo(scratch).files.page


def _batch(scratch: Path) -> Path:
    made(scratch / "收件")
    roster = scratch / "名单.txt"
    roster.write_text("\n".join(UNITS), encoding="utf-8")
    found = check([scratch / "收件"], units=roster, pictures=True)
    page = scratch / "结果.html"
    page.write_bytes(as_file("html", found, Style()))
    return page


PICTURES: Final = (
    Picture("report", "1100,1760", _demo),
    Picture("batch", "1300,1180", _batch),
)


def browser() -> str:
    """The one that is there; without one there is no picture."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return found or sys.exit(f"the pictures of HTML pages need a browser: {', '.join(_BROWSERS)}")


def main() -> None:
    program = browser()
    _TARGET.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as scratch:
            draw(program, picture.page(Path(scratch)), _TARGET / f"{picture.name}.png", picture.size)


def draw(program: str, page: Path, target: Path, size: str) -> None:
    """A page as the browser shows it."""
    # A browser refuses its sandbox to root, as in a container; the page is our own and runs nothing.
    command = [program, "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={size}"]
    subprocess.run([*command, f"--screenshot={target}", page.as_uri()], check=True, stderr=subprocess.DEVNULL)
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
