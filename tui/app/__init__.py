"""The application: one controller for each concern."""
