"""The pure rules of drafts: names made of titles, and where files go when something moves."""

from hypothesis import given
from hypothesis import strategies as st

from app.authoring.rules import folders, naming
from app.authoring.rules.folders import Step
from app.catalogue.content.fields import SLUG

WORDS = st.text("abz09", min_size=1, max_size=4)
SLUGS = st.lists(WORDS, min_size=1, max_size=4).map("-".join)  # drawing them by their pattern took half a minute
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)


@st.composite
def courses(draw: st.DrawFn) -> list[str]:
    """The paths of a course whose modules and lessons are numbered as their authors left them."""
    slugs = draw(st.lists(SLUGS, min_size=1, max_size=5, unique=True))
    numbers = draw(st.permutations(range(1, 12)))[: len(slugs)]
    paths = ["course.toml"]
    for number, slug in zip(numbers, slugs, strict=True):
        paths.append(f"{number}-{slug}/module.toml")
        lessons = draw(st.lists(SLUGS, max_size=4, unique=True))
        paths += [
            f"{number}-{slug}/{at}-{lesson}.md" for at, lesson in enumerate(lessons, start=draw(st.integers(1, 5)))
        ]
    return paths


def order(paths: list[str]) -> list[str]:
    """Slugs of modules and lessons as the outline shows them."""
    found = []
    for module in folders.modules_in(paths):
        found += [
            folders.slug_of(module),
            *(folders.slug_of(one.rpartition("/")[2]) for one in folders.lessons_in(paths, module)),
        ]
    return found


@given(st.text(max_size=300))
def test_any_title_makes_an_address(title: str) -> None:
    import re

    slug = naming.slugify(title)
    assert re.fullmatch(SLUG, slug)
    assert len(slug) <= naming.LONGEST
    assert len(naming.new_id("q", title, "abcdef")) <= 60
    assert naming.free_name(slug, {slug, f"{slug}-2"}) == f"{slug}-3"


@given(courses(), st.data())
def test_moving_up_and_down_again_leaves_the_course_as_it_was(paths: list[str], data: st.DataObject) -> None:
    module = data.draw(st.sampled_from(folders.modules_in(paths)))
    moves = folders.move_module(paths, module, Step.DOWN)
    moved = [moves.get(path, path) for path in paths]
    assert len(set(moved)) == len(paths), "no file is lost, none lies on another"
    if moves:
        again = next(name for name in folders.modules_in(moved) if folders.slug_of(name) == folders.slug_of(module))
        back = folders.move_module(moved, again, Step.UP)
        assert sorted(back.get(path, path) for path in moved) == sorted(paths)
    else:
        assert module == folders.modules_in(paths)[-1]


@given(courses(), st.data())
def test_a_lesson_changes_places_with_its_neighbour_only(paths: list[str], data: st.DataObject) -> None:
    lessons = [one for module in folders.modules_in(paths) for one in folders.lessons_in(paths, module)]
    if not lessons:
        return
    lesson = data.draw(st.sampled_from(lessons))
    moves = folders.move_lesson(paths, lesson, Step.UP)
    moved = [moves.get(path, path) for path in paths]
    assert len(set(moved)) == len(paths)
    changed = [(old, new) for old, new in zip(order(paths), order(moved), strict=True) if old != new]
    assert len(changed) in {0, 2}


@given(courses(), st.data())
def test_modules_and_lessons_stand_in_any_order_that_is_asked_for(paths: list[str], data: st.DataObject) -> None:
    modules = folders.modules_in(paths)
    group = data.draw(st.sampled_from([modules, *(folders.lessons_in(paths, one) for one in modules)]))
    wanted = data.draw(st.permutations(group))
    moves = folders.reordered(paths, wanted)
    moved = [moves.get(path, path) for path in paths]
    assert len(set(moved)) == len(paths), "no file is lost, none lies on another"
    at = folders.lessons_in(moved, group[0].rpartition("/")[0]) if "/" in str(group[:1]) else folders.modules_in(moved)
    slugs = [[folders.slug_of(one.rpartition("/")[2]) for one in names] for names in (at, wanted)]
    assert slugs[0] == slugs[1] or not group


@given(courses(), st.data())
def test_what_was_taken_out_has_a_place_again(paths: list[str], data: st.DataObject) -> None:
    """Whatever was moved meanwhile."""
    module = data.draw(st.sampled_from(folders.modules_in(paths)))
    gone = folders.inside(paths, module)
    rest = [path for path in paths if path not in gone]
    if len(folders.modules_in(rest)) > 1:
        moves = folders.move_module(rest, folders.modules_in(rest)[0], Step.DOWN)
        rest = [moves.get(path, path) for path in rest]
    back = folders.back_into(rest, gone)
    both = [*rest, *back.values()]
    assert len(set(both)) == len(paths)
    numbers = [folders.number_of(name) for name in folders.modules_in(both)]
    assert len(set(numbers)) == len(numbers), "every module has a number of its own"
