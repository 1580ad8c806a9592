from .finder import FindField as FindField
from .marks import Marks as Marks
from .marks import color_of as color_of
from .page_view import AFTER_FRAME as AFTER_FRAME
from .pane import ReaderPane as ReaderPane
