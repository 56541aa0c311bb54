"""The OpenAPI document, made by spectree from the routes and their shapes."""

from typing import Any

from flask import Request, Response, abort, jsonify, request
from pydantic import ValidationError
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData

from service.web.api.blueprint import blueprint
from service.web.api.problems import MIMETYPE, problem
from service.web.api.shapes import Problem

BEARER: dict[str, list[str]] = {"token": []}


def _refuse_invalid(_request: Request, _response: Any, error: Exception | None, *_: Any) -> None:
    """Say what is wrong where, without repeating what was sent."""
    if not isinstance(error, ValidationError):
        return
    found = error.errors(include_input=False, include_url=False, include_context=False)
    errors = [
        {"field": ".".join(str(part) for part in each["loc"]) or "body", "reason": each["msg"]}
        for each in found
    ]
    abort(problem(422, "invalid", "some fields are missing or wrong", errors=errors))


spec = SpecTree(
    "flask",
    title="Helpline API",
    version="1",
    description="The callback queue, for the specialists' own systems.",
    mode="strict",
    annotations=False,
    before=_refuse_invalid,
    validation_error_model=Problem,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
    security_schemes=[
        SecurityScheme(name="token", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer"))
    ],
    security=BEARER,
)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The document; open to all, as it says nothing about anybody."""
    document = spec.spec
    # Paths in it are ours; below a path of the public URL they begin there.
    document["servers"] = [{"url": request.script_root or "/"}]
    for way in (way for ways in document["paths"].values() for way in ways.values()):
        for status, answer in way["responses"].items():
            _name_problems(status, answer)
    return jsonify(document)


def _name_problems(status: str, answer: dict[str, Any]) -> None:
    """Spectree takes every answer for application/json; an error here is a problem document."""
    content = answer.get("content", {})
    if status >= "400" and "application/json" in content:
        content[MIMETYPE] = content.pop("application/json")
