"""A real browser without a window, spoken to through a pipe: pages opened, clicked, printed."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
_SECONDS: Final = 60.0
_OPTIONS: Final = (
    "--headless",
    "--no-sandbox",  # refused to root, as in a container; the pages are our own
    "--remote-debugging-pipe",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--window-size=1400,1000",
)
_START: Final = """
import fcntl, os, sys
theirs = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
os.dup2(theirs[0], 3)
os.dup2(theirs[1], 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""
"""Descriptors 3 and 4 are what the browser listens on; a parent can hand on one under its own number only."""
_WATCH: Final = """
window.seen = {refused: [], errors: []};
addEventListener("securitypolicyviolation", (event) => window.seen.refused.push(event.violatedDirective));
addEventListener("error", (event) => window.seen.errors.push(event.message));
"""
"""Runs before anything of the page: what the policy refuses, errors of scripts."""


def missing() -> str | None:
    """Why there is no browser; None when there is one."""
    return None if _program() else f"no browser ({', '.join(PROGRAMS)}): tools/bootstrap browser"


def _program() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class BrowserError(RuntimeError):
    """What the browser says went wrong, a script's exception among it."""


class Browser:
    """One browser; it speaks the DevTools protocol through its descriptors 3 and 4."""

    def __init__(self, profile: Path) -> None:
        program = _program()
        if program is None:
            raise BrowserError(missing() or "")
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        command = [program, *_OPTIONS, f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, str(theirs_in), str(theirs_out), *command],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._number = 0
        self._buffer = b""
        self.events: list[Mapping[str, Any]] = []

    def call(self, method: str, session: str | None = None, **params: object) -> Any:
        """The answer to one command; events met on the way are kept."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + _SECONDS
        while (answer := self._next(until)).get("id") != self._number:
            self.events.append(answer)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']}")
        return answer["result"]

    def wait(self, method: str, session: str) -> None:
        """Until an event has come."""
        until = time.monotonic() + _SECONDS
        while not any(one.get("method") == method and one.get("sessionId") == session for one in self.events):
            self.events.append(self._next(until))

    def _next(self, until: float) -> Mapping[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], max(0.0, until - time.monotonic()))
            chunk = os.read(self._in, 1 << 20) if ready else b""
            if not chunk:
                raise BrowserError("the browser does not answer")
            self._buffer += chunk
        text, _, self._buffer = self._buffer.partition(b"\0")
        found: Mapping[str, Any] = json.loads(text)
        return found

    def tasks(self, file: Path) -> list[float]:
        """Milliseconds of processor time of each task of the page's process while it opens: time on the wall says as
        much of the machine as of the page."""
        self.events.clear()
        wanted = {"includedCategories": ["toplevel", "devtools.timeline"]}
        self.call("Tracing.start", transferMode="ReportEvents", traceConfig=wanted)
        self.open(file).settle()
        self.call("Tracing.end")
        until = time.monotonic() + _SECONDS
        while not any(one.get("method") == "Tracing.tracingComplete" for one in self.events):
            self.events.append(self._next(until))
        told = [one for one in self.events if one.get("method") == "Tracing.dataCollected"]
        traced = [event for one in told for event in one["params"]["value"]]
        parsing = {event["pid"] for event in traced if event["name"] == "ParseHTML"}
        return [event.get("tdur", 0) / 1000 for event in traced if event["pid"] in parsing]

    def open(self, file: Path) -> Page:
        """A tab of its own, loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session, target)
        for domain in ("Page", "Network", "Runtime"):
            page.call(f"{domain}.enable")
        page.call("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
        page.call("Page.navigate", url=file.as_uri())
        self.wait("Page.loadEventFired", session)
        return page

    def close(self) -> None:
        """Ends the process that this object started."""
        try:
            self.call("Browser.close")
        except (BrowserError, OSError):
            self._process.kill()
        self._process.wait(_SECONDS)
        os.close(self._in)
        os.close(self._out)


class Page:
    """One loaded page."""

    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self._browser, self._session, self._target = browser, session, target
        self._has_scripts = True

    def call(self, method: str, **params: object) -> Any:
        return self._browser.call(method, self._session, **params)

    def ask(self, expression: str) -> Any:
        """What a script's expression comes to; promises are awaited."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise BrowserError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def reload_without_scripts(self) -> None:
        """As where scripts are forbidden."""
        self.call("Emulation.setScriptExecutionDisabled", value=True)
        self._has_scripts = False
        self._browser.events.clear()
        self.call("Page.reload")
        self._browser.wait("Page.loadEventFired", self._session)

    def settle(self) -> None:
        """Until what was begun is drawn."""
        if not self._has_scripts:  # nobody would keep the promise
            self.call("Page.captureScreenshot")
            return
        self.ask(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
        )

    def until(self, expression: str) -> None:
        """Until an expression holds."""
        last = time.monotonic() + _SECONDS
        while not self.ask(expression):
            if time.monotonic() > last:
                raise BrowserError(f"never came true: {expression}")
            time.sleep(0.02)

    def click(self, selector: str) -> None:
        """With the mouse, in the middle of an element that has to be visible."""
        one = f"document.querySelector({json.dumps(selector)})"
        self.ask(f"{one}.scrollIntoView({{block: 'center', inline: 'center'}})")
        self.settle()  # the mouse hits what is drawn
        at = self.ask(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({one}.getClientRects()[0])"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=1)
        self.settle()

    def type(self, selector: str, text: str) -> None:
        """By the keyboard into a field."""
        self.click(selector)
        self.call("Input.insertText", text=text)

    def choose(self, selector: str, value: str) -> None:
        """An option of a list; the list itself belongs to no page and cannot be clicked."""
        self.ask(
            f"""(() => {{ const one = document.querySelector({json.dumps(selector)}); one.value = {json.dumps(value)};
            one.dispatchEvent(new Event("input", {{bubbles: true}})); }})()"""
        )

    def requests(self) -> list[str]:
        """Every address that the page asked for, its own among them."""
        self.settle()
        return [
            one["params"]["request"]["url"]
            for one in self._browser.events
            if one.get("method") == "Network.requestWillBeSent" and one.get("sessionId") == self._session
        ]

    def pdf(self) -> bytes:
        """As it prints."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True)["data"])

    def picture(self) -> bytes:
        """What is in view, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def close(self) -> None:
        self._browser.call("Target.closeTarget", targetId=self._target)
