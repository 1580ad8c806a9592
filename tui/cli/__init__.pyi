from .root import cli as cli
from .screen import run_screen as run_screen
