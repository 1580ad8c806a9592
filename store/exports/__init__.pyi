from .exporter import Exporter as Exporter
from .exporter import Marked as Marked
from .exporter import Option as Option
from .file_names import file_name as file_name
from .files import parts as parts
from .files import write as write
from .registry import EXPORTERS as EXPORTERS
