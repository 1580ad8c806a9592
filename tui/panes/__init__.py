"""The three panes. Thin: what they show is worked out in `tui.text` and `store`."""
