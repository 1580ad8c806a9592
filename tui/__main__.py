"""``dateline`` and ``python -m tui``."""

import io
import sys

from tui.cli import cli


def main() -> None:
    """The command; exits with 0 done, 1 refused or not found, 2 usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
    cli(prog_name="dateline")


if __name__ == "__main__":
    main()
