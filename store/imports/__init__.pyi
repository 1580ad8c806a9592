from .importer import Brought as Brought
from .importer import Importer as Importer
from .importer import Passage as Passage
from .importer import Source as Source
from .registry import IMPORTERS as IMPORTERS
from .registry import importer_of as importer_of
from .taking_in import Outcome as Outcome
from .taking_in import take_in as take_in
