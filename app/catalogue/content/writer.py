"""A CourseFolder as files, in canonical form: what is written reads back equal, and is written the same again."""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from app.catalogue.content.certificate import PATH as CERTIFICATE
from app.catalogue.content.evaluation import PATH as EVALUATION
from app.catalogue.content.glossary import PATH as GLOSSARY
from app.catalogue.content.parts import (
    CertificateFile,
    CourseFolder,
    EvaluationFile,
    LessonFile,
    ModuleFolder,
    QuestionFile,
    QuizFile,
    SourceFile,
    Term,
)
from app.catalogue.content.problems import Findings
from app.catalogue.content.questions import WHY, read_question
from app.catalogue.content.quizzes import more_in_file
from app.catalogue.content.toml_text import FENCE, table

_NOT_IN_FRONT = {"place", "slug", "changes", "facts", "glossary", "certificate", "evaluation", "modules"}


def write_course(course: CourseFolder) -> dict[str, str]:
    """The files of a course: path in its folder → text. Raises ContentProblems if a question would not read back."""
    files = {"course.toml": write_front(course)}
    if course.changes:
        files["CHANGES.md"] = f"{course.changes}\n"
    if course.facts:
        files["FACTS.md"] = f"{course.facts}\n"
    if course.glossary:
        files[GLOSSARY] = write_glossary(course.glossary)
    if course.certificate:
        files[CERTIFICATE] = write_certificate(course.certificate)
    if course.evaluation:
        files[EVALUATION] = write_evaluation(course.evaluation)
    for module in course.modules:
        folder = f"{module.number}-{module.slug}"
        files |= {f"{folder}/{path}": text for path, text in _module(module).items()}
    return files


def write_sources(sources: Mapping[str, SourceFile]) -> dict[str, str]:
    """The files of sources: `slug.toml` → text."""
    return {f"{slug}.toml": write_source(source) for slug, source in sorted(sources.items())}


def write_lesson(lesson: LessonFile) -> str:
    """The file of a lesson."""
    front = {
        "id": lesson.id,
        "title": lesson.title,
        "objectives": lesson.objectives,
        "reviewed": lesson.reviewed,
    }
    return _markdown(front, lesson.text)


def question_text(question: QuestionFile) -> str:
    """The file of a question, whole or not: nothing is checked."""
    front = {
        "id": question.id,
        "kind": question.kind,
        "points": question.points,
        **question.extras,
        "objective": question.objective,
        "passage": question.passage,
        "sources": question.sources,
        "use": question.use,
        "style": question.style,
        "tags": question.tags or None,
    }
    why = f"{WHY}\n\n{question.why}" if question.is_asked or question.why else ""
    return _markdown(front, "\n\n".join(filter(None, [question.stem, question.body, why])))


def write_question(question: QuestionFile) -> str:
    """The file of a question. Raises ContentProblems if that would not read back, as when its stem ends in a list."""
    text = question_text(question)
    findings = Findings()
    if read_question(question.slug, text, question.path, findings) != question:
        cure = f'end the stem with a sentence, not with a list, and keep "{WHY}" out of it'
        findings.add(question.path, question.line, "The question cannot be written to a file", cure)
    findings.settle()
    return text


def _markdown(front: Mapping[str, object], text: str) -> str:
    return f"{FENCE}\n{table(front)}{FENCE}\n\n{text}\n"


def _module(module: ModuleFolder) -> dict[str, str]:
    files = {"module.toml": write_module(module)}
    files |= {f"{lesson.number}-{lesson.slug}.md": write_lesson(lesson) for lesson in module.lessons}
    files |= {"quiz.toml": write_quiz(module.quiz)} if module.quiz else {}
    files |= {f"questions/{question.slug}.md": write_question(question) for question in module.questions}
    return files | {figure.name: f"{figure.svg}\n" for figure in module.figures}


def write_module(module: ModuleFolder) -> str:
    """The file module.toml of a module."""
    front = {"id": module.id, "title": module.title, "short": module.short, "summary": module.summary}
    objectives = [f"\n[[objectives]]\n{table({'id': one.id, 'text': one.text})}" for one in module.objectives]
    return table(front) + "".join(objectives)


def write_front(course: CourseFolder) -> str:
    """The file course.toml of a course."""
    front = {field.name: getattr(course, field.name) for field in fields(course) if field.name not in _NOT_IN_FRONT}
    front["reviewer"] = course.reviewer or None  # the one that may be missing
    return table(front | {"hours": {"method": course.hours.method, "claimed": course.hours.claimed}})


def write_certificate(file: CertificateFile) -> str:
    """The file certificate.toml."""
    names = ("title", "profiles", "valid_months", "attestation", "attestation_version")
    hours = [f"\n[[hours]]\n{table({'subject': subject, 'claimed': claimed})}" for subject, claimed in file.hours]
    return table({name: getattr(file, name) or None for name in names}) + "".join(hours)


def write_evaluation(file: EvaluationFile) -> str:
    """The file evaluation.toml."""
    names = ("id", "kind", "text", "options")
    tables = [table({name: getattr(one, name) or None for name in names}) for one in file.questions]
    head = table({"required": file.required, "intro": file.intro})
    return head + "".join(f"\n[[questions]]\n{one}" for one in tables)


def write_glossary(terms: Iterable[Term]) -> str:
    """The file glossary.toml; terms stay in the order given."""
    tables = [table({"id": term.id, "term": term.term, "text": term.text}) for term in terms]
    return "\n".join(f"[[terms]]\n{one}" for one in tables)


def write_quiz(quiz: QuizFile) -> str:
    """The file quiz.toml of a module."""
    names = ("id", "title", "draw", "pass_mark", "attempts", "shuffle", "preset", "intro")
    voluntary = {} if quiz.required else {"required": False}
    return table({name: getattr(quiz, name) for name in names} | voluntary | more_in_file(quiz.more))


def write_source(source: SourceFile) -> str:
    """The file of one source."""
    names = ("kind", "title", "publisher", "authors", "year", "url", "sha256", "retrieved", "note")
    return table({name: getattr(source, name) or None for name in names})
