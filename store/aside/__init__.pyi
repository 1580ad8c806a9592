from .helper import BrokeOffError as BrokeOffError
from .helper import Helper as Helper
from .helper import NotStartedError as NotStartedError
from .helper import Stop as Stop
from .helper import TooLongError as TooLongError
from .helper import shared as shared
