from .root import cli as cli
