"""The driver of a browser: Textual's for one, but that ends without loss and takes no paste for keys."""

from __future__ import annotations

import asyncio
import os
import signal
from codecs import getincrementaldecoder
from typing import Any, Protocol, cast

from textual.app import App
from textual.drivers._byte_stream import ByteStream  # noqa: PLC2701 - the server's packets
from textual.drivers.web_driver import WebDriver

from tui.terminal_input import TerminalParser


class Ending(Protocol):
    """What ends the application."""

    def listen(self) -> None:
        """Listens for signals."""

    def end_by(self, number: int) -> None:
        """Ends as by a signal, from any thread."""


class BrowserDriver(WebDriver):
    """As `WebDriver`, for tabs that are closed and servers that go away: both are as a terminal that goes."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._ending = cast("Ending", app.ending)  # type: ignore[attr-defined]
        self._write = self._send  # type: ignore[assignment]

    def _send(self, data: bytes) -> None:
        """Writes all of it, or tells that nobody reads it any more."""
        try:
            while data:
                data = data[os.write(self.fileno, data) :]
        except OSError:
            self._ending.end_by(signal.SIGHUP)

    def start_application_mode(self) -> None:
        """Begins; signals stay with what ends the application, which keeps what is typed."""
        super().start_application_mode()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().remove_signal_handler(number)
        self._ending.listen()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """As Textual's; but that the tab was closed is as a terminal that was."""
        if packet_type == "quit":
            self._ending.end_by(signal.SIGHUP)
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Reads what the server sends until the application ends or the server is gone."""
        try:
            self._read_input()
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the thread unnoticed
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001
        if not self.exit_event.is_set():
            self._ending.end_by(signal.SIGHUP)

    def _read_input(self) -> None:
        parser = TerminalParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        packets = ByteStream()
        for data in self._input_reader:  # nothing, ten times a second
            for packet_type, payload in packets.feed(data) if data else ():
                if packet_type == "D":
                    for event in parser.feed(decode(payload)):
                        self.process_message(event)
                else:
                    self._on_meta(packet_type, payload)
            for event in parser.tick():
                self.process_message(event)
