"""Labelled texts, as the training room's tests make them up."""

from training.texts import Row


def labelled(
    intent: str, *, accept: tuple[str, ...] = (), by_rules: str = "unknown", source: str = "some"
) -> Row:
    return Row("a text", "sms", "en", intent, accept, source, by_rules=by_rules)
