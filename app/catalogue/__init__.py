"""The catalogue: courses, modules, units and lessons in immutable published revisions."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: "Flask") -> None:
    """Put the room on the app."""
    from functools import lru_cache

    from markupsafe import Markup

    from app.catalogue import access, views
    from app.catalogue.content import scenes
    from app.catalogue.content.markdown import render, render_inline

    # Stems and options are shown again and again: rendering them anew took a sixth of a result page's time.
    app.jinja_env.filters.update(
        markdown=lru_cache(2048)(lambda text: Markup(render(text))),  # noqa: S704 - the renderer's output is clean
        markdown_inline=lru_cache(8192)(lambda text: Markup(render_inline(text))),  # noqa: S704
        policy_text=lru_cache(64)(lambda text: Markup(render(text, link=views.policy_href))),  # noqa: S704 - the same
        pictured=lambda html, pictures: Markup(scenes.pictured(html, pictures)),  # noqa: S704 - both are ours
        scene_of=scenes.scene_of,
        question_of=scenes.question_of,
    )
    access.init_app(app)
    app.register_blueprint(views.blueprint)
