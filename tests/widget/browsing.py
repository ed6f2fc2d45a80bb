"""A visitor's browser, the clinic's website, and the bot behind it."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page

ROOT = Path(__file__).parents[2]
SCRIPT = "/webhooks/website/widget.js"
STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"
)
HOST_PAGE = """<!doctype html><html lang="en" dir="{dir}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A clinic</title>
<main><h1>A clinic</h1><p>We look after skin.</p></main>
{script}</html>"""


class Website:
    """A clinic's website on one origin with the bot, as behind a reverse proxy.

    `/` has the widget, `/blank` has not, `/strict` has it under the strictest policy, `/rtl` is
    written from right to left; everything else comes from the bot.
    """

    def __init__(self, bot: str) -> None:
        """Stand in front of the bot at the address."""
        self.replies_to_lose = 0
        """How many replies to messages are still to get lost, after the bot has sent them."""
        self._bot = urlsplit(bot).netloc
        website = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                page = website.pages.get(self.path)
                if page is None:
                    self._forward()
                    return
                headers, body = page
                self._answer(200, {"Content-Type": "text/html", **headers}, body.encode())

            def _forward(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                try:
                    connection = http.client.HTTPConnection(website._bot, timeout=60)
                    connection.request(self.command, self.path, body or None, dict(self.headers))
                    reply = connection.getresponse()
                    content = reply.read()
                except OSError:
                    self.close_connection = True
                    return
                if self.path.endswith("/message") and website.replies_to_lose:
                    website.replies_to_lose -= 1
                    self.close_connection = True
                    return
                headers = {
                    name: value
                    for name, value in reply.getheaders()
                    if name.lower() not in {"connection", "content-length", "keep-alive"}
                }
                self._answer(reply.status, headers, content)

            do_POST = do_DELETE = do_OPTIONS = _forward

            def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # left browsers
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        script = f'<script async src="{SCRIPT}" data-privacy="/privacy"></script>'
        with_widget = HOST_PAGE.format(dir="ltr", script=script)
        self.pages: dict[str, tuple[dict[str, str], str]] = {
            "/": ({}, with_widget),
            "/blank": ({}, HOST_PAGE.format(dir="ltr", script="")),
            "/strict": ({"Content-Security-Policy": STRICT_POLICY}, with_widget),
            "/rtl": ({}, HOST_PAGE.format(dir="rtl", script=script)),
        }

    @contextmanager
    def open(self) -> Iterator["Website"]:
        """Serve for the time of the block."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


class RealBot:
    """`python -m comedo run` with the trained model and a database of its own."""

    def __init__(self, folder: Path) -> None:
        """Keep its database in the folder."""
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._log = folder / "bot.log"
        self._environment = {
            **os.environ,
            "PORT": str(port),
            "METRICS_PORT": "0",
            "STATE_DIR": str(folder),
        }

    def start(self) -> None:
        """Start it, and wait until it is ready; it trains first if the model is not current."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "comedo", "run"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + 600
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self._log.read_text("utf-8"))
            time.sleep(0.1)

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        self._process.kill()
        self._process.wait()

    def _is_ready(self) -> bool:
        try:
            connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=5)
            connection.request("GET", "/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False


class Chat:
    """The widget on a page, as its visitor uses it."""

    def __init__(self, page: Page, url: str) -> None:
        """Load the page."""
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append("dialog"), dialog.dismiss()))
        page.add_init_script(WATCH)
        page.goto(url)
        self.launcher = page.locator("comedo-chat .launcher")
        self.input = page.locator("comedo-chat textarea")
        self.turns = page.locator("comedo-chat .turns > li")
        self.latest = self.turns.last
        self.choices = self.latest.locator(".choices button")
        self.card = self.latest.locator(".card")
        self.notice = page.locator("comedo-chat .notice")

    def open(self) -> "Chat":
        """Open it, and wait for the greeting."""
        self.launcher.click()
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.page.locator("comedo-chat .scroller[aria-busy=false]").wait_for(state="attached")

    def type(self, text: str) -> None:
        """Write a message and send it, without waiting for the reply."""
        self.input.fill(text)
        self.input.press("Enter")

    def say(self, text: str) -> None:
        """Send a message, and wait for the reply."""
        self.type(text)
        self.settle()

    def insist(self) -> None:
        """Try again at once, as often as it takes."""
        again = self.notice.get_by_role("button")
        while self.page.locator("comedo-chat .scroller[aria-busy=true]").count():
            if again.count():
                again.click()
            self.page.wait_for_timeout(20)

    def choice(self, title: str) -> Locator:
        """The button of the latest question with the title."""
        return self.latest.get_by_role("button", name=title, exact=True)

    def choose(self, title: str) -> None:
        """Press a button of the latest question, and wait for the reply."""
        self.choice(title).click()
        self.settle()

    def said(self) -> list[str]:
        """All messages of the person on the screen."""
        return [text.strip() for text in self.page.locator(".person p").all_inner_texts()]

    def answered(self) -> list[str]:
        """All messages of the bot on the screen."""
        return [text.strip() for text in self.page.locator(".bot p").all_inner_texts()]

    def announced(self) -> list[str]:
        """What a screen reader was given to say since the page was loaded."""
        return self.page.evaluate("() => window.announced")

    def violations(self) -> list[str]:
        """What the page's content policy has stopped."""
        return self.page.evaluate("() => window.violations")

    def focus_is_inside(self) -> bool:
        """Whether the keyboard is somewhere in the widget."""
        return self.page.evaluate(
            "() => document.activeElement.localName === 'comedo-chat' &&"
            " document.activeElement.shadowRoot.activeElement !== null"
        )

    def focused_text(self) -> str:
        """The text of what has the focus."""
        return self.page.evaluate(
            "() => document.activeElement.shadowRoot?.activeElement?.textContent.trim() ?? ''"
        )


# Collects announcements and violations; counts calls to print.
WATCH = """
window.announced = [];
window.violations = [];
window.prints = 0;
window.print = () => { window.prints += 1; };
addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
(function watch() {
  const status = document.querySelector("comedo-chat")?.shadowRoot?.querySelector("[role=status]");
  if (!status) return setTimeout(watch, 1);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.textContent.trim()) window.announced.push(node.textContent.trim());
      }
    }
  }).observe(status, { childList: true, subtree: true });
})();
"""

NewChat = Callable[..., Chat]
"""Opens a page of the website in a browser of its own, or in another tab of a context."""


def new_chat(context: BrowserContext, url: str) -> Chat:
    """The widget in a new tab."""
    return Chat(context.new_page(), url)
