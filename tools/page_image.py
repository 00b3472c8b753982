"""Write docs/images/report.png: the HTML page of the demo as a browser shows it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "validator"))

from qingjian.api.tour import demo  # noqa: E402 -- after the path to the checkout

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "msedge")
_TARGET: Final = ROOT / "docs" / "images" / "report.png"
_SIZE: Final = "1100,1760"


def main() -> None:
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        sys.exit(f"the picture of the HTML page needs a browser: {', '.join(_BROWSERS)}")
    with tempfile.TemporaryDirectory() as scratch:
        page = demo(Path(scratch)).files.page
        _TARGET.parent.mkdir(parents=True, exist_ok=True)
        # A browser refuses its sandbox to root, as in a container; the page is our own and runs nothing.
        command = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={_SIZE}"]
        subprocess.run(
            [*command, f"--screenshot={_TARGET}", page.as_uri()], check=True, stderr=subprocess.DEVNULL
        )
    print(_TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()
