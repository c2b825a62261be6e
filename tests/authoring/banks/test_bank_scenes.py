"""Where the pictures of a bank's questions go: above what is asked, made anew where they must be, else named."""

import base64
import io

import pytest
from PIL import Image

from app.authoring.banks import NewFile, NewFiles, read_bank, to_question_files
from app.authoring.banks.filing.scenes import TASK, lifted, with_scene
from app.authoring.banks.filing.texts import Desk
from app.authoring.banks.parts import Embedded
from app.authoring.banks.pictures import Budget, read_picture
from tests.making import DRAWING
from tests.moodle_files import ALT, answered, asked, bank, file_of, png, shown

P = "![a](figures/a.svg)"
Q = "![b](figures/b.svg)"


@pytest.mark.parametrize(
    ("stem", "wanted"),
    [
        ("What?", "What?"),
        (f"{P}\n\nWhat?", f"{P}\n\nWhat?"),
        (f"What is this? {P}", f"{P}\n\nWhat is this?"),
        (f"What\\\n{P}", f"{P}\n\nWhat"),
        (f"What?\n\n{P}", f"{P}\n\nWhat?"),
        (f"Look.\n\nWhat? {P}\n\n{Q}", f"Look.\n\n{P}\n\n{Q}\n\nWhat?"),
        (P, f"{P}\n\n{TASK}"),
    ],
)
def test_pictures_stand_above_what_is_asked(stem: str, wanted: str):
    desk = Desk()
    assert with_scene(stem, desk) == wanted
    assert bool(desk.remarks) == (stem != wanted)


def test_a_passage_with_gaps_gives_its_pictures_to_the_scene():
    assert lifted(f"They are {{text: light}}. {P}\n\n{Q}\n\nSo.", Desk()) == ([P, Q], "They are {text: light}.\n\nSo.")


def filed(*questions: str) -> NewFiles:
    return to_question_files(read_bank(bank(*questions), "bank.xml"))


def only(*questions: str) -> NewFile:
    found = filed(*questions)
    assert found.refused == ()
    return found.files[0]


def test_a_gap_text_with_a_picture_in_the_middle_is_imported():
    text = f"<p>They are {{1:SHORTANSWER:=light}}. {shown()}</p>"
    file = only(asked("Gaps", text, "", file_of(png()), kind="cloze"))
    assert f"\n![{ALT}](figures/{file.pictures[0].name})\n\nFill in the gaps.\n\nThey are {{text: light}}." in file.text


def test_a_picture_in_a_why_stays_there():
    why = f"<p>Since {shown()}</p>"
    text = asked("Why", "<p>What?</p>", answered("a", "b"), why=why)
    text = text.replace("</text></generalfeedback>", f"</text>{file_of(png())}</generalfeedback>")
    file = only(text)
    assert f"## Why\n\nSince ![{ALT}](figures/{file.pictures[0].name})" in file.text


def test_a_small_picture_stays_byte_for_byte():
    picture = read_picture(Embedded("a.png", "/", base64.b64encode(png()).decode()), "q", ALT)
    assert base64.b64encode(png()).decode() in picture.svg
    assert not picture.is_anew


def large(kind: str, **more: object) -> str:
    """A picture that has to be made anew."""
    written = io.BytesIO()
    Image.effect_noise((900, 700), 90).convert("RGB").save(written, kind, **more)
    return base64.b64encode(written.getvalue()).decode()


def with_notes() -> str:
    exif = Image.Exif()
    exif[0x010E] = "taken at Ana's home"
    written = io.BytesIO()
    Image.new("RGB", (60, 40)).save(written, "JPEG", exif=exif)
    return base64.b64encode(written.getvalue()).decode()


@pytest.mark.parametrize("encoded", [large("PNG"), large("GIF"), with_notes()], ids=["large", "GIF", "notes"])
def test_what_cannot_stay_is_made_anew(encoded: str):
    picture = read_picture(Embedded("a.bin", "/", encoded), "q", ALT)
    assert picture.is_anew
    assert "data:image/webp;base64," in picture.svg
    assert len(picture.svg) < 180 * 1024
    data = picture.svg.partition("base64,")[2].partition('"')[0]
    assert b"home" not in base64.b64decode(data)


def test_pixels_are_paid_for_once_a_bank():
    budget, file = Budget(700_000), Embedded("a.gif", "/", large("GIF"))
    read_picture(file, "q", ALT, budget)
    with pytest.raises(ValueError, match="too large to be made smaller at once"):
        read_picture(file, "q", ALT, budget)


def test_a_drawing_stays_what_it_is_and_gets_a_title_where_it_had_none():
    bare = DRAWING.replace("<title>A back, seen from behind</title>\n", "")
    for text, title in ((DRAWING, "A back, seen from behind"), (bare, ALT)):
        picture = read_picture(Embedded("a.svg", "/", base64.b64encode(text.encode()).decode()), "q", ALT)
        assert f"<title>{title}</title>" in picture.svg
        assert 'id="low"' in picture.svg


def test_without_words_what_is_missing_is_named():
    file = only(asked("Bare", f"<p>{shown('')}</p><p>What?</p>", answered("a", "b"), file_of(png())))
    assert "what its picture shows, in words" in file.missing
    assert f"\n![](figures/{file.pictures[0].name})\n\nWhat?" in file.text
