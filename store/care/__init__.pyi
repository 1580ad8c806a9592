from .copying import move_library as move_library
from .damaged import is_library as is_library
from .doctor import examine as examine
from .doctor import set_aside as set_aside
from .repairing import repair as repair
from .salvaging import salvage as salvage
