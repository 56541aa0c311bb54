"""All the words the helpline says, for an admin to read over. They are changed in files, not here.

One page each for texts, calls, topics and facts.
"""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from service.domain import content_preview
from service.domain.content_preview import Sentence
from service.web.console.access import admins_only
from service.web.console.blueprint import blueprint
from service.web.console.labels import language_words
from service.web.ports import ports

PARTS = {"texts": "Texts", "calls": "Calls", "topics": "Topics", "facts": "Facts"}


@blueprint.get("/words")
@admins_only
def words() -> ResponseReturnValue:
    """One part of the words, in both languages, with the longest values there are."""
    part = request.args.get("part", "texts")
    if part not in PARTS:
        abort(404)
    wording = ports().wording
    return render_template(
        "console/words.html",
        part=part,
        parts=PARTS,
        sentences=_sentences(part),
        facts=wording.facts.by_n if part == "facts" else {},
        document=wording.facts.document,
        language_words=language_words,
    )


def _sentences(part: str) -> list[Sentence]:
    wording = ports().wording
    match part:
        case "texts":
            return content_preview.texts(wording)
        case "calls":
            return content_preview.prompts(wording)
        case "topics":
            return content_preview.topics(wording)
        case _:
            return list(content_preview.facts(wording).values())
