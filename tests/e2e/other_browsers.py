"""Firefox and WebKit for tests, with the few actions that walking through the site takes.

Firefox speaks WebDriver BiDi itself (W3C, https://www.w3.org/TR/webdriver-bidi/), without a driver.
WebKit is driven through WebKitWebDriver and needs a screen, which Xvfb is.
"""

import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from selenium import webdriver
from selenium.common.exceptions import ElementNotInteractableException
from selenium.webdriver.common.bidi.browsing_context import BrowsingContext
from selenium.webdriver.common.bidi.input import Input
from selenium.webdriver.common.bidi.script import Script
from selenium.webdriver.common.bidi.session import Session
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.websocket_connection import WebSocketConnection
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

PATIENCE = 90  # s, because a busy machine draws slowly
PREFERENCES = """
user_pref("intl.accept_languages", "fr");
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""
# The first element that a visitor can see, because pages hide some until they are needed.
SEEN = "selector => [...document.querySelectorAll(selector)].find(e => e.checkVisibility())"


class OtherBrowser(Protocol):
    """A browser with one tab."""

    def open(self, url: str) -> None:
        """Go to a page and wait until it has loaded."""

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression: a string, number or boolean."""

    def click(self, selector: str) -> None:
        """Click the first visible element."""

    def type(self, selector: str, text: str) -> None:
        """Click a field and press the keys of `text`."""

    def back(self) -> None:
        """Go back in history."""


def wait_until(browser: OtherBrowser, expression: str) -> None:
    """Wait until a JavaScript expression is true. While a page is replaced it may also fail."""
    WebDriverWait(browser, PATIENCE, ignored_exceptions=[Exception]).until(  # type: ignore[type-var]
        lambda browser: browser.evaluate(expression), f"never true: {expression}"
    )


class Firefox:
    def __init__(self, address: str) -> None:
        connection = WebSocketConnection(f"{address}/session", PATIENCE, 0.05)
        Session(connection).new({})
        self._pages, self._input = BrowsingContext(connection), Input(connection)
        self._script = Script(connection)
        self._tab = self._pages.get_tree()[0].context
        self.problems: list[str] = []
        self._script.add_error_handler(lambda error: self.problems.append(error.message))

    def open(self, url: str) -> None:
        self._pages.navigate(self._tab, url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        return self._call(f"() => {expression}").get("value")

    def click(self, selector: str) -> None:
        element = self._element(selector)
        place = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element"} | element}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._act({"type": "pointer", "id": "mouse", "actions": [place, *press]})

    def type(self, selector: str, text: str) -> None:
        self.click(selector)
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def back(self) -> None:
        self._pages.traverse_history(self._tab, -1)

    def _element(self, selector: str) -> dict[str, Any]:
        scrolled = f"selector => {{ const found = ({SEEN})(selector); "
        scrolled += "found.scrollIntoView({block: 'center', behavior: 'instant'}); return found }"
        found = self._call(scrolled, {"type": "string", "value": selector})
        return {"element": {"sharedId": found["sharedId"]}}

    def _call(self, function: str, *arguments: dict[str, Any]) -> dict[str, Any]:
        target = {"context": self._tab}
        answer = self._script.call_function(function, False, target, list(arguments))
        if answer["type"] != "success":
            raise AssertionError(answer["exceptionDetails"]["text"])
        return answer["result"]

    def _act(self, actions: dict[str, Any]) -> None:
        self._input.perform_actions(self._tab, [actions])


class WebKit:
    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        self._driver = driver

    def open(self, url: str) -> None:
        self._driver.get(url)

    def evaluate(self, expression: str) -> Any:
        return self._driver.execute_script(f"return {expression}")

    def click(self, selector: str) -> None:
        self._until_possible(lambda driver: self._element(selector).click())

    def type(self, selector: str, text: str) -> None:
        self._until_possible(lambda driver: self._element(selector).send_keys(text))

    def back(self) -> None:
        self._driver.back()

    def _until_possible(self, action: Callable[[Any], None]) -> None:
        """Act once. While pages fade into each other an element cannot be reached yet."""
        waits = WebDriverWait(
            self._driver, PATIENCE, ignored_exceptions=[ElementNotInteractableException]
        )
        waits.until(lambda driver: action(driver) is None)

    def _element(self, selector: str) -> Any:
        visible = [
            e for e in self._driver.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()
        ]
        self._driver.execute_script(
            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", visible[0]
        )
        return visible[0]


def firefox_program() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit_programs() -> tuple[str, str, str] | None:
    """Return WebKit's driver, its smallest browser and the screen, if all are installed."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    return (driver, str(browsers[-1]), screen) if driver and screen and browsers else None


@contextmanager
def firefox(program: str) -> Iterator[Firefox]:
    """Run Firefox without a window, with a new profile."""
    with tempfile.TemporaryDirectory() as profile:
        (Path(profile) / "user.js").write_text(PREFERENCES)
        process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", profile,
             "--remote-debugging-port", "0", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        try:
            found = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
            said = (found.search(line) for line in process.stderr or ())
            address = next(match[1] for match in said if match)
            # Read on, because a full pipe would stop the browser.
            threading.Thread(target=lambda: list(process.stderr or ()), daemon=True).start()
            yield Firefox(address)
        finally:
            process.terminate()
            process.wait(60)


@contextmanager
def webkit(driver: str, browser: str, screen: str) -> Iterator[WebKit]:
    """Run WebKit's browser on a screen that nobody sees."""
    with subprocess.Popen(
        [screen, "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as xvfb:
        try:
            assert xvfb.stdout
            display = f":{xvfb.stdout.readline().strip()}"
            options = Options()
            options.binary_location = browser
            options.add_argument("--automation")
            service = Service(driver, env={"DISPLAY": display})
            started = webdriver.WebKitGTK(options=options, service=service)
            try:
                yield WebKit(started)
            finally:
                started.quit()
        finally:
            xvfb.terminate()
