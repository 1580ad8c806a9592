from .embedded import body_of_text as body_of_text
from .safe_xml import elements as elements
from .safe_xml import parse as parse
from .safe_xml import root_name as root_name
