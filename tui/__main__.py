"""``dateline`` and ``python -m tui``."""

from tui.cli import cli


def main() -> None:
    """The command; exits with 0 done, 1 refused or not found, 2 usage."""
    cli(prog_name="dateline")


if __name__ == "__main__":
    main()
