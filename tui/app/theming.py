"""The theme the application begins with."""

from __future__ import annotations

from textual.app import App

from tui.palette import THEMES


def set_theme(app: App[None], name: str, warnings: list[str]) -> None:
    """Gives an application that does not run yet its theme; what there is no theme for is warned of."""
    for theme in THEMES:
        app.register_theme(theme)
    if name not in app.available_themes:
        from tui.settings_lines import nearest  # most names are right

        meant = nearest(name, sorted(app.available_themes))
        told = f"There is no theme “{name}”, which the settings name; {meant}"
        warnings.append(told if told.endswith("?") else f"{told}.")
        name = THEMES[0].name
    # Set once it runs, everything would be styled and drawn twice before the first frame.
    app.set_reactive(App.theme, name)
    app.stylesheet.set_variables(app.get_css_variables())
