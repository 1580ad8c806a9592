from .found_pane import FoundPane as FoundPane
