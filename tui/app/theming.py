"""The theme the application begins with."""

from __future__ import annotations

from textual.app import App

from tui.palette import THEMES


def set_theme(app: App[None], name: str) -> None:
    """Gives an application that does not run yet its theme; where there is none of that name, our own."""
    for theme in THEMES:
        app.register_theme(theme)
    if name not in app.available_themes:
        name = THEMES[0].name
    # Set once it runs, everything would be styled and drawn twice before the first frame.
    app.set_reactive(App.theme, name)
    app.stylesheet.set_variables(app.get_css_variables())
