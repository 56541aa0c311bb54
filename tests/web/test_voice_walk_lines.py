"""The walk of test_voice_walk where more numbers are set: a crisis line, and an interpreter whom
callers in another language are offered.
"""

from dataclasses import replace

import pytest
from flask import Flask

from tests.builders import CALLER
from tests.web.conftest import Twilio
from tests.web.switchboard import Switchboard
from tests.web.test_voice_walk import Walk


@pytest.mark.parametrize("staffed", [True, False], ids=["open", "closed"])
def test_every_path_where_a_crisis_line_and_an_interpreter_are_set(
    twilio: Twilio, app: Flask, link: object, staffed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = app.extensions["helpline"]
    policy = replace(
        web.ports.policy,
        crisis_transfer_number="+12125550188",
        interpreter_number="+12125550177",
    )
    monkeypatch.setitem(
        app.extensions, "helpline", replace(web, ports=replace(web.ports, policy=policy))
    )
    board = Switchboard(twilio, web.ports, link)
    if staffed:
        board.on_shift("amina", "en")
    walk = Walk(twilio, CALLER, mistakes=0)

    for start in ("interpreter&language=es", "interpreter&language=en", "crisis&language=es"):
        walk.everywhere(f"/voice/menu?level={start}&open=0")

    assert {("interpreter", "es"), ("crisis", "es")} <= walk.levels
    assert walk.documents > 500
