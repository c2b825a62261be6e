"""Finding courses, and what their revisions hold."""

from app.catalogue.queries.courses import CourseLine as CourseLine
from app.catalogue.queries.courses import OutlineUnit as OutlineUnit
from app.catalogue.queries.courses import QuizAt as QuizAt
from app.catalogue.queries.courses import changes_since as changes_since
from app.catalogue.queries.courses import course_by_key as course_by_key
from app.catalogue.queries.courses import files_in as files_in
from app.catalogue.queries.courses import files_of as files_of
from app.catalogue.queries.courses import is_empty as is_empty
from app.catalogue.queries.courses import is_newest as is_newest
from app.catalogue.queries.courses import key_at as key_at
from app.catalogue.queries.courses import latest_revision as latest_revision
from app.catalogue.queries.courses import lesson_of as lesson_of
from app.catalogue.queries.courses import lessons_by_unit_key as lessons_by_unit_key
from app.catalogue.queries.courses import modules_of as modules_of
from app.catalogue.queries.courses import newest_of as newest_of
from app.catalogue.queries.courses import newest_quiz_at as newest_quiz_at
from app.catalogue.queries.courses import outline_of as outline_of
from app.catalogue.queries.courses import published_courses as published_courses
from app.catalogue.queries.courses import quiz_unit_of_module as quiz_unit_of_module
from app.catalogue.queries.courses import teaches as teaches
from app.catalogue.queries.courses import units_by_key as units_by_key
