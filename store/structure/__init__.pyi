from .analysis import analyse as analyse
from .datelines import dateline_at as dateline_at
from .dates import date_at as date_at
from .on_demand import contacts_of as contacts_of
from .on_demand import quotations_of as quotations_of
from .paragraphs import paragraph_spans as paragraph_spans
from .speech_aside import quotations_aside as quotations_aside
from .word_lists import word_set as word_set
