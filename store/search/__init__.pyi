from .folding import FIND_EXACT_FOLDS as FIND_EXACT_FOLDS
from .folding import FIND_FOLDS as FIND_FOLDS
from .folding import SPACELESS as SPACELESS
from .folding import FoldedText as FoldedText
from .folding import fold as fold
from .folding import segmented as segmented
from .fulltext import FullText as FullText
from .fulltext import spans as spans
