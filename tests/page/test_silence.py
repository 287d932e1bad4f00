"""Nothing gets out: each way is tried from the page, and from one without its defences, which shows that it works."""

import select
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page, Worker

from page.opened import PATIENCE

WAYS: Mapping[str, str] = {
    "fetch": "fetch(url, {mode: 'no-cors'})",
    "fetch that outlives the page": "fetch(url, {mode: 'no-cors', keepalive: true, method: 'POST', body: 'x'})",
    "XMLHttpRequest": "{ const asked = new XMLHttpRequest(); asked.open('GET', url); asked.send(); }",
    "a beacon": "navigator.sendBeacon(url, 'x')",
    "a WebSocket": "new WebSocket(url.replace('http', 'ws'))",
    "an EventSource": "new EventSource(url)",
    "a picture": "{ new Image().src = url; }",
    "a picture of a style": "{ put('div').style.background = `url(${url})`; }",
    "a style that imports": "{ put('style').textContent = `@import url(${url});`; }",
    "a style sheet": "put('link', {rel: 'stylesheet', href: url})",
    "a font": "{ const font = new FontFace('f', `url(${url})`); document.fonts.add(font); font.load(); }",
    "something to preload": "put('link', {rel: 'preload', as: 'image', href: url})",
    "something to prefetch": "put('link', {rel: 'prefetch', href: url})",
    "a module to preload": "put('link', {rel: 'modulepreload', href: url})",
    "a script": "put('script', {src: url})",
    "a module": "import(url)",
    "a frame": "put('iframe', {src: url})",
    "an object": "put('object', {data: url})",
    "an embedded thing": "put('embed', {src: url})",
    "a video": "put('video', {src: url, preload: 'auto'})",
    "a picture of a video": "put('video', {poster: url})",
    "WebRTC": (
        "{ const peer = new RTCPeerConnection({iceServers: [{urls: url.replace('http://', 'stun:')}]});"
        " peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer)); }"
    ),
    "a window": "window.open(url)",
    "a form": "put('form', {action: url, method: 'post'}).submit()",
    "a link that is followed": "put('a', {href: url}).click()",
    "a link that is in no page": "made('a', {href: url, target: '_blank'}).click()",
    "a link that hears a click": "made('a', {href: url, target: '_blank'}).dispatchEvent(new MouseEvent('click'))",
    "a link of a drawing": (
        "{ const link = document.createElementNS('http://www.w3.org/2000/svg', 'a');"
        " link.setAttribute('href', url); link.setAttribute('target', '_blank');"
        " put('svg').append(link); link.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})); }"
    ),
    "a link in a new window": "put('a', {href: url, target: '_blank'}).click()",
    "another address": "{ location.href = url; }",
}
"""What is done in a page; `url` is where it should reach."""

OF_WORKER: Mapping[str, str] = {
    "fetch": "fetch(url, {mode: 'no-cors'})",
    "XMLHttpRequest": "{ const asked = new XMLHttpRequest(); asked.open('GET', url); asked.send(); }",
    "a WebSocket": "new WebSocket(url.replace('http', 'ws'))",
    "an EventSource": "new EventSource(url)",
    "a module": "import(url)",
    "a font": "{ const font = new FontFace('f', `url(${url})`); fonts.add(font); font.load(); }",
}
"""What is done in a worker."""

TOOLS = """
const made = (name, given = {}) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
    return element;
};
const put = (name, given) => document.body.appendChild(made(name, given));
"""

CONTROL = "<!doctype html><title>control</title><body><script>{}</script>"
CONTROL_WORKER = "window.kept = new Worker('data:text/javascript,setInterval(() => {}, 1000)', {type: 'module'})"


class Listener:
    """A port on the loopback address that answers nothing, and knows whether anybody came."""

    def __init__(self) -> None:
        """Listen for connections, and for single messages on the same port."""
        self.stream = socket.create_server(("127.0.0.1", 0))
        self.messages = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.messages.bind(self.stream.getsockname())

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.stream.getsockname()[1]}"

    def reached(self, seconds: float) -> bool:
        """Return whether anybody came, or comes within some seconds."""
        return bool(select.select([self.stream, self.messages], [], [], seconds)[0])

    def close(self) -> None:
        """Listen no more."""
        self.stream.close()
        self.messages.close()


@pytest.fixture
def listeners() -> Iterator[list[Listener]]:
    """Give a list of listeners, which are closed afterwards."""
    opened: list[Listener] = []
    yield opened
    for each in opened:
        each.close()


def listener(listeners: list[Listener]) -> Listener:
    """Open one more."""
    listeners.append(Listener())
    return listeners[-1]


def tried(where: Page | Frame | Worker, way: str, url: str, tools: str = TOOLS) -> None:
    """Try a way; that it cannot be gone is as good."""
    code = f"async (url) => {{ {tools} try {{ await Promise.race([{expression(way)}, 0]); }} catch {{ }} }}"
    try:
        where.evaluate(code, url)
    except Error:  # the page went elsewhere meanwhile
        return


def expression(way: str) -> str:
    """Give a way as an expression."""
    return f"(() => {way})()" if way.startswith("{") else f"(() => ({way}))()"


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Open a context in which nothing is held back but by the page itself."""
    with chromium.new_context() as context:
        context.set_default_timeout(PATIENCE)
        yield context


@pytest.fixture(scope="module")
def silent(context: BrowserContext, built: Path) -> Page:
    """Open the page, and wait until Python answers."""
    page = context.new_page()
    page.goto(built.as_uri())
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    return page


@pytest.fixture
def control(context: BrowserContext, tmp_path: Path) -> Iterator[Page]:
    """Open a page without any defence, from the disk as well, which has a worker."""
    file = tmp_path / "control.html"
    file.write_text(CONTROL.format(CONTROL_WORKER), "utf-8")
    page = context.new_page()
    with page.expect_worker():
        page.goto(file.as_uri())
    yield page
    page.close()


class TestPage:
    """The page itself."""

    @pytest.mark.parametrize("way", WAYS)
    def test_way(self, way: str, silent: Page, control: Page, listeners: list[Listener]) -> None:
        """It reaches a listener from a page without defences, and from this page never, which stays where it is."""
        out, through = listener(listeners), listener(listeners)
        address, pages = silent.url, len(silent.context.pages)
        tried(silent, WAYS[way], out.url)
        assert len(silent.context.pages) == pages
        tried(control, WAYS[way], through.url)
        assert through.reached(30), "the probe does not work"
        assert not out.reached(0.5)
        assert silent.url == address
        assert silent.locator("html").get_attribute("data-ready") == "yes"

    def test_storage(self, silent: Page) -> None:
        """There is no place to keep anything in: each that a browser has is gone, or refuses."""
        names = ["indexedDB", "caches", "localStorage", "sessionStorage", "cookieStore", "BroadcastChannel"]
        assert silent.evaluate("names => names.filter(name => window[name] !== undefined)", names) == []
        silent.evaluate("() => { document.cookie = 'a=1'; }")
        assert silent.evaluate("document.cookie") == ""


class TestWorker:
    """Its worker, where Python runs."""

    @pytest.mark.parametrize("way", OF_WORKER)
    def test_way(self, way: str, silent: Page, control: Page, listeners: list[Listener]) -> None:
        """It reaches a listener from a worker without defences, and from this one never."""
        out, through = listener(listeners), listener(listeners)
        tried(silent.workers[0], OF_WORKER[way], out.url, "")
        tried(control.workers[0], OF_WORKER[way], through.url, "")
        assert through.reached(30), "the probe does not work"
        assert not out.reached(0.5)

    def test_storage(self, silent: Page) -> None:
        """It keeps nothing either."""
        names: list[Any] = ["indexedDB", "caches", "cookieStore", "BroadcastChannel"]
        found = silent.workers[0].evaluate("names => names.filter(name => globalThis[name] !== undefined)", names)
        assert found == []
