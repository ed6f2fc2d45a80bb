"""The files of the website channel: the widget's script, and the demo page that has it."""

import base64
import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse, empty, html, raw

STATIC = Path(__file__).with_name("static")


class Script:
    """The built widget, compressed once, under a name that changes with its content."""

    def __init__(self, path: Path) -> None:
        """Read the file."""
        self._plain = path.read_bytes()
        self._gzip = gzip.compress(self._plain, mtime=0)
        digest = hashlib.sha384(self._plain).digest()
        self.integrity = f"sha384-{base64.b64encode(digest).decode()}"
        self.etag = f'"{digest.hex()[:16]}"'
        self.hashed_name = f"{path.stem}.{digest.hex()[:16]}{path.suffix}"

    def response(self, request: Request, cache_control: str) -> HTTPResponse:
        """The file, or 304 if the client has it. It is public, so every site may load it."""
        headers = {
            "Cache-Control": cache_control,
            "ETag": self.etag,
            "Vary": "Accept-Encoding",
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        # A proxy that compresses anew makes the tag weak.
        known = request.headers.get("If-None-Match", "").replace("W/", "").split(", ")
        if self.etag in known:
            return empty(status=304, headers=headers)
        body = self._plain
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body = self._gzip
            headers["Content-Encoding"] = "gzip"
        return raw(body, headers=headers, content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def widget() -> Script:
    """The widget as built from `widget/`."""
    return Script(STATIC / "widget.js")


async def demo_page(_: Request) -> HTTPResponse:
    """A page with the widget, under the strictest policy that the widget works with."""
    page = (STATIC / "demo.html").read_text("utf-8")
    for name, value in {"src": widget().hashed_name, "integrity": widget().integrity}.items():
        page = page.replace(f"{{{name}}}", value)
    style = page[page.index("<style>") + len("<style>") : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types lit-html"
    )
    return html(page, headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})
