"""What opens over the panes: prompts and help."""
