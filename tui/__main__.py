"""``dateline`` and ``python -m tui``."""

import gc
import io
import os
import sys

gc.set_threshold(100_000)  # importing makes nothing that a collection could free

#: Commands of which `tui.cli.plain_calls` may know what is meant.
_PLAIN = {"list", "show", "tags", "history"}


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
    _run_without_click(sys.argv[1:])
    from tui.cli import cli

    cli(prog_name="dateline")


def _run_without_click(arguments: list[str]) -> None:
    """Ends with what is asked for, where it needs no click: its import takes a third of a short command."""
    if _asks_for_the_screen_alone(arguments):
        from tui.cli import run_screen

        sys.exit(run_screen(arguments))
    if _PLAIN.intersection(arguments) and "_DATELINE_COMPLETE" not in os.environ:
        from tui.cli import plain_call, run_plain

        if (call := plain_call(arguments)) is not None:
            sys.exit(run_plain(call))


def _asks_for_the_screen_alone(arguments: list[str]) -> bool:
    """Whether the application is asked for with no more than a library, and not as a sequence of lines.

    Nor by a shell that asks for completions.
    """
    if os.environ.get("TERM") == "dumb" or "_DATELINE_COMPLETE" in os.environ:
        return False
    named = len(arguments) == 2 and arguments[0] == "--library" and not arguments[1].startswith("-")
    return named or not arguments


if __name__ == "__main__":
    main()
