from .add_prompt import AddPrompt as AddPrompt
from .conflict_prompt import ConflictPrompt as ConflictPrompt
from .help import HelpScreen as HelpScreen
from .prompts import LinePrompt as LinePrompt
from .prompts import NotePrompt as NotePrompt
from .prompts import Prompt as Prompt
from .prompts import Question as Question
from .tag_prompt import TagPrompt as TagPrompt
