"""Somebody in front of the studio who has never written a course, step by step."""

import io

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.student import Student
from tests.people import PASSWORD, add
from tests.second_steps import code_of

WHY_NOT = "The lesson says otherwise."


class Writer(Student):
    """The same steps as a student's, at other pages."""

    def sign_in(self) -> None:
        """By password and code, as staff do."""
        add(self.app, self.who, PASSWORD)
        code = code_of(self.app, self.who)
        self.page.goto("/sign-in")
        self.page.get_by_label("Email").fill(self.who.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Sign in")
        self.reads("One more step")
        self.page.get_by_label("Code").fill(code)
        self.press("Sign in")
        self.reads("My courses")

    def fills(self, **fields: str) -> None:
        """Fill in fields by the beginning of their labels (underscores are spaces)."""
        for label, text in fields.items():
            self.page.get_by_label(label.replace("_", " ")).first.fill(text)

    def begins(self, course: str, module: str) -> None:
        """Two answers make a course, two more a module."""
        self.follow("Studio")
        self.follow("Create a course")
        self.fills(Title_of_the_course=course, What_can_somebody_do="Begin a session")
        self.press("Create the course")
        self.reads(course)
        self.fills(Title_of_the_module=module, What_can_somebody_do="Begin a session calmly")
        self.press("Add the module")

    def adds_a_source(self) -> str:
        """A publication; returns what it is cited as."""
        self.follow("Sources")
        self.fills(Title="A book on hands", Authors="Ruiz M", Publisher="Harbor Press", Year="2019")
        self.fills(Web_address="https://example.org/hands")
        self.press("Add the source")
        return self.page.locator(".outline code").inner_text().strip("[@]")

    def adds_a_picture(self, shows: str) -> None:
        """From the lesson, whose words so far are saved on the way; what it shows is asked first."""
        self.press("Picture")
        self.reads("Add a picture")
        self.fills(What_the_picture_shows=shows, Title_of_the_picture="Two hands")
        drawn = io.BytesIO()
        Image.new("RGB", (320, 200), "#C9A48C").save(drawn, "PNG")
        file = {"name": "hands.png", "mimeType": "image/png", "buffer": drawn.getvalue()}
        self.page.get_by_label("The file").set_input_files([file])
        self.press("Add the picture")
        expect(self.page.get_by_text("The picture stands in the lesson.")).to_be_visible()

    def asks(self, stem: str, options: tuple[str, ...], passage: str) -> None:
        """Write a question of single choice; the first option is right. Enter goes from option to option."""
        page = self.page
        page.get_by_label("Question", exact=True).fill(stem)
        page.locator("#option-1").fill(options[0])
        for option in options[1:]:
            page.keyboard.press("Enter")
            page.keyboard.type(option)
        page.locator("input[name=right]").first.check()
        for number in range(2, len(options) + 1):
            page.locator(f"#reply-{number}").fill(WHY_NOT)
        page.get_by_label("Why the right answer is right").fill("It is what the lesson says.")
        page.get_by_label("Passage that it rests on").select_option(passage)

    def pastes(self, stems: list[str], passage: str, use: str = "quiz") -> None:
        """Paste questions as text, and look at what was read before they are added."""
        self.follow("Paste many questions")
        wrong = "\n".join(f"- {option}\n  > {WHY_NOT}" for option in ("A firm press", "A cold towel"))
        texts = [f"{stem}\n* One slow breath\n{wrong}\nWhy: The lesson says so." for stem in stems]
        self.page.get_by_label("Questions").fill("\n\n".join(texts))
        self.page.get_by_label("Passage that they rest on").select_option(passage)
        self.page.get_by_label("Where they are asked").select_option(use)
        self.press("Look at what was read")
        self.press(f"Add {len(stems)} questions")
        expect(self.page.get_by_text(f"{len(stems)} questions were added.")).to_be_visible()
