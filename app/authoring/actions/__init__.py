"""Beginning drafts, and saving, moving, removing and restoring their files."""

from app.authoring.actions.beginning import AddressTaken as AddressTaken
from app.authoring.actions.beginning import begin_draft as begin_draft
from app.authoring.actions.moving import PathTaken as PathTaken
from app.authoring.actions.moving import move_files as move_files
from app.authoring.actions.moving import remove_files as remove_files
from app.authoring.actions.outlining import Gone as Gone
from app.authoring.actions.outlining import add_final as add_final
from app.authoring.actions.outlining import add_lesson as add_lesson
from app.authoring.actions.outlining import add_module as add_module
from app.authoring.actions.outlining import add_practice as add_practice
from app.authoring.actions.outlining import add_quiz as add_quiz
from app.authoring.actions.outlining import duplicate_lesson as duplicate_lesson
from app.authoring.actions.outlining import folder_of as folder_of
from app.authoring.actions.outlining import move as move
from app.authoring.actions.outlining import put_back as put_back
from app.authoring.actions.outlining import remove as remove
from app.authoring.actions.outlining import rename as rename
from app.authoring.actions.questions import add_questions as add_questions
from app.authoring.actions.questions import duplicate_question as duplicate_question
from app.authoring.actions.questions import remove_question as remove_question
from app.authoring.actions.questions import save_question as save_question
from app.authoring.actions.saving import ChangedByOther as ChangedByOther
from app.authoring.actions.saving import save_file as save_file
from app.authoring.actions.saving import write_files as write_files
