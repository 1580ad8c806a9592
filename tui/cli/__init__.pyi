from .plain_calls import plain_call as plain_call
from .plain_calls import run_plain as run_plain
from .root import cli as cli
from .screen import run_screen as run_screen
