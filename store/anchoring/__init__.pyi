from .comparison import Comparison as Comparison
from .comparison import compare as compare
from .reanchoring import Anchoring as Anchoring
from .reanchoring import reanchor_all as reanchor_all
from .selectors import Selector as Selector
from .selectors import occurrences as occurrences
from .selectors import select as select
from .suggestions import suggestion as suggestion
