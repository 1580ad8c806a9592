"""``dateline`` and ``python -m tui``."""

import gc
import io
import os
import sys

gc.set_threshold(100_000)  # importing makes nothing that a collection could free


def main() -> None:
    """The command; exits with 0 done, 1 refused or not found, 2 usage, 130 stopped by Ctrl+C."""
    try:
        _open_missing_streams()
        _run()
    except KeyboardInterrupt:  # while modules are imported
        sys.stderr.write("\nStopped: nothing was done yet.\n")
        sys.exit(130)
    finally:
        gc.freeze()  # at the end all is freed by itself: looking through it takes longer than most commands


def _open_missing_streams() -> None:
    """Gives a stream that whoever started us has closed: else the next file opened would take its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def _run() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
    if _asks_for_the_screen_alone(sys.argv[1:]):
        from tui.cli import run_screen

        sys.exit(run_screen(sys.argv[1:]))
    from tui.cli import cli

    cli(prog_name="dateline")


def _asks_for_the_screen_alone(arguments: list[str]) -> bool:
    """Whether the application is asked for with no more than a library: no click is needed then.

    Its import takes 15 ms. Anything else is left to it: a shell's questions for completions, and the
    application as a sequence of lines, too.
    """
    if os.environ.get("TERM") == "dumb":
        return False
    named = len(arguments) == 2 and arguments[0] == "--library" and not arguments[1].startswith("-")
    return (named or not arguments) and "_DATELINE_COMPLETE" not in os.environ


if __name__ == "__main__":
    main()
