from . import zips as zips
from .zips import is_zip as is_zip
from .zips import kind_of as kind_of
from .zips import says as says
