"""What the application asks of the terminal: its driver, and what passes the gate on its way there."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence
from datetime import datetime

from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.notifications import SeverityLevel

from tui.app.input_queue import QueuedApp
from tui.gate import Gate
from tui.messages import MOST_MESSAGES, Message
from tui.palette import readable_variables
from tui.whole_rows import let_go

_log = logging.getLogger(__name__)
_NO_COLOR = NoColor()
_GATE = Gate()


class TerminalApp(QueuedApp):
    """An application on a terminal that is shown text from outside."""

    def __init__(self) -> None:
        super().__init__()
        let_go()
        self.told: deque[Message] = deque(maxlen=MOST_MESSAGES)
        """What was told in this session, the newest first."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Shows a toast, and keeps what it says: a toast goes."""
        if severity != "information":
            _log.warning("told the user: %s", severity)  # title and text may hold words of the user
        self.told.appendleft(Message(datetime.now(), severity, title, message))
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes all that is painted, last of it the gate.

        NO_COLOR with a theme of the terminal's colours takes them away.
        Textual chooses the filter before there is a theme, and its greys would all be black here.
        """
        filters = super().get_line_filters()
        if self.native_ansi_color:
            filters = [_NO_COLOR if isinstance(one, Monochrome) else one for one in filters]
        return [*filters, _GATE]

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, changed where text could not be read; ``$dim`` for what is secondary."""
        variables = super().get_css_variables()
        few = self.console.color_system in ("standard", "windows")
        self.theme_variables = variables | readable_variables(variables, few=few)
        return self.theme_variables

    def action_suspend_process(self) -> None:
        """Leaves the terminal to the shell; a browser has none."""
        if self.is_web:
            from tui.key_words import with_key

            ends = with_key("quit", "ends Dateline")
            self.notify(f"A browser has no shell to go back to; {ends}.", markup=False)
        super().action_suspend_process()

    def get_driver_class(self) -> type[Driver]:
        """A driver for terminals, or tabs, that go away, and that takes no pasted text for keys."""
        found = super().get_driver_class()
        if found.__name__ == "WebDriver":
            from tui.browser_driver import BrowserDriver

            return BrowserDriver
        if found.__name__ != "LinuxDriver":
            return found
        from tui.terminal_driver import TerminalDriver  # it is not there on Windows

        return TerminalDriver
