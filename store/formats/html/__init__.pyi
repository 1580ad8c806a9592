from .html import page_text as page_text
from .text import blocks_of as blocks_of
from .text import rendered as rendered
from .text import target as target
