"""The alarm that the store is nearly full: there while it is, gone when it is not."""

from service.actions.ports import Ports
from service.actions.troubles import STORE, note_room, troubles
from service.domain.last_look import LastLook

SHORT = "The store's memory is nearly used up."


def test_a_store_that_is_nearly_full_is_an_alarm_until_there_is_room(ports: Ports) -> None:
    note_room(ports, SHORT)
    note_room(ports, SHORT)

    assert troubles(ports) == [SHORT]

    note_room(ports, "")

    assert troubles(ports) == []


def test_as_long_as_there_is_room_nothing_is_written(ports: Ports) -> None:
    note_room(ports, "")

    assert ports.store.get(LastLook, STORE) is None
