from .found_pane import FoundPane as FoundPane
from .preview import preview as preview
from .result_lines import concordance as concordance
from .result_rows import ResultRows as ResultRows
