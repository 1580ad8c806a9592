from . import zips as zips
