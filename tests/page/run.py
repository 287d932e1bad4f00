"""Try the page in Firefox, by hand: `python tests/page/run.py ckm-mo.html` (Debian: firefox-esr).

It opens the page without a window, codes a case, reads a table, and looks whether the
ways out are taken away; it fails at the first of these that is not so. Firefox is driven
by its own protocol, so that nothing else is needed.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from attrs import define

PORT = 2828
PATIENCE = 120
TABLE = "case_id,violence,relation\\n1,yes,affective\\n2,no,\\n"

STEPS = {
    "Python answers": ("", "return document.documentElement.dataset.ready === 'yes'"),
    "a case has its verdict": (
        (
            "for (const [name, value] of [['relation', 'affective'], ['violence', 'yes']])"
            " document.querySelector(`#form [name=${name}][value=${value}]`).click()"
        ),
        "return document.getElementById('verdict').dataset.possible === 'AOH;ALH'",
    ),
    "a table has its tally": (
        (
            f"const data = new DataTransfer(); data.items.add(new File(['{TABLE}'], 'cases.csv'));"
            " const table = document.getElementById('table'); table.files = data.files;"
            " table.dispatchEvent(new Event('change'))"
        ),
        "return document.querySelectorAll('#tally h3').length === 1",
    ),
    "the ways out are taken away": (
        "",
        (
            "return ['RTCPeerConnection', 'open', 'fetch', 'localStorage', 'indexedDB']"
            ".every((name) => window.wrappedJSObject[name] === undefined)"
        ),
    ),
}
"""What must come to be so: what is done first, and what then says so."""


@define
class Firefox:
    """Firefox, listening."""

    connection: socket.socket
    number: int = 0
    rest: bytes = b""

    def hear(self) -> Any:
        """Take the next message, which begins with its length."""
        while b":" not in self.rest:
            self.rest += self.connection.recv(1 << 16)
        length, _, rest = self.rest.partition(b":")
        while len(rest) < int(length):
            rest += self.connection.recv(1 << 16)
        self.rest = rest[int(length) :]
        return json.loads(rest[: int(length)])

    def do(self, command: str, **given: object) -> Any:
        """Give a command, and take what comes of it."""
        self.number += 1
        said = json.dumps([0, self.number, command, given]).encode()
        self.connection.sendall(f"{len(said)}:".encode() + said)
        _, _, wrong, found = self.hear()
        if wrong:
            raise RuntimeError(wrong)
        return found

    def run(self, script: str) -> Any:
        """Run a script in the page."""
        return self.do("WebDriver:ExecuteScript", script=script, args=[], sandbox="default")["value"]


def connect() -> socket.socket:
    """Wait until Firefox listens."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", PORT))
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def come_true(firefox: Firefox, script: str) -> bool:
    """Wait until a script gives true; say whether it did."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if firefox.run(script):
            return True
        time.sleep(0.2)
    return False


def main(page: str) -> int:
    """Try the page, and return the exit code."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        print("There is no Firefox (Debian: firefox-esr).")
        return 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", profile]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - Firefox
            try:
                with connect() as connection:
                    return tried(Firefox(connection), Path(page).resolve().as_uri())
            finally:
                process.terminate()


def tried(firefox: Firefox, address: str) -> int:
    """Take each step, and say what came of it."""
    firefox.hear()
    session = firefox.do("WebDriver:NewSession", capabilities={})
    print(f"Firefox {session['capabilities']['browserVersion']}")
    firefox.do("WebDriver:Navigate", url=address)
    for what, (action, script) in STEPS.items():
        if action:
            firefox.run(action)
        if not come_true(firefox, script):
            print(f"Not so: {what}")
            return 1
        print(f"So: {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
