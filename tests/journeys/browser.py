"""A small client of the W3C WebDriver protocol: enough of a person at a browser for the tests, and nothing more."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx
import pytest

_ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"
_FLAGS: Final = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
)  # fmt: skip
KEYS: Final = {"enter": "\ue007", "tab": "\ue004", "escape": "\ue00c"}

Found = TypeVar("Found")


def tools() -> tuple[str, str]:
    """Paths of Chromium and ChromeDriver; skips the test where one is absent."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and driver):
        pytest.skip("no chromium and chromedriver here (Debian: apt-get install chromium chromium-driver)")
    return browser, driver


class Browser:
    """One window. Elements are found by CSS selectors; everything waits a while for what it needs."""

    def __init__(self, client: httpx.Client, session: str) -> None:
        self._client, self._session = client, session

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One WebDriver command; its value. Raises `AssertionError` with the driver's own words."""
        answer = self._client.request(
            method, f"/session/{self._session}{path}", json=body if method == "POST" else None
        )
        value = answer.json()["value"]
        assert answer.status_code == 200, value
        return value

    def open(self, url: str) -> None:
        self.call("POST", "/url", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:
        """The value of JavaScript `script` in the page."""
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def element(self, selector: str) -> str:
        def find() -> str | None:
            found = self.call("POST", "/elements", {"using": "css selector", "value": selector})
            return str(found[0][_ELEMENT]) if found else None

        return until(find, f"no element {selector}")

    def click(self, selector: str) -> None:
        self.call("POST", f"/element/{self.element(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        self.call("POST", f"/element/{self.element(selector)}/value", {"text": text})

    def press(self, *keys: str) -> None:
        """Press keys wherever the focus is."""
        strokes = [{"type": kind, "value": KEYS[key]} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def text(self, selector: str) -> str:
        return str(self.call("GET", f"/element/{self.element(selector)}/text"))

    def count(self, selector: str) -> int:
        return int(self.run("return document.querySelectorAll(arguments[0]).length", selector))

    def emulate(self, width: int, scheme: str) -> None:
        """A window of `width` pixels, in the `light` or `dark` scheme."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self._devtools("Emulation.setDeviceMetricsOverride", size)
        scheme_feature = {"name": "prefers-color-scheme", "value": scheme}
        self._devtools("Emulation.setEmulatedMedia", {"features": [scheme_feature]})

    def complaints(self) -> list[str]:
        """What the page's console holds: errors, refused loads, violations of the security policy."""
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": "browser"})]

    def _devtools(self, command: str, parameters: dict[str, Any]) -> None:
        self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})


def until(look: Callable[[], Found | None], otherwise: str, seconds: float = 15) -> Found:
    """What `look` gives once it gives something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(otherwise)


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """A fresh browser with its profile in `folder`."""
    browser, driver = tools()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = {"binary": browser, "args": [*_FLAGS, f"--user-data-dir={folder}"]}
    wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
    with subprocess.Popen([driver, f"--port={port}", "--silent"], stdout=subprocess.DEVNULL) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                until(lambda: _ready(client), "chromedriver does not answer")
                begun = client.post("/session", json={"capabilities": {"alwaysMatch": wanted}}).json()["value"]
                yield Browser(client, begun["sessionId"])
                client.delete(f"/session/{begun['sessionId']}")
        finally:
            process.terminate()


def _ready(client: httpx.Client) -> bool:
    try:
        return bool(client.get("/status").json()["value"]["ready"])
    except httpx.TransportError:
        return False
