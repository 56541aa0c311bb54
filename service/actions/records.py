"""Which records there are in the store. Adding one: here, in record_codec and in record_writes."""

from typing import TypeVar

from service.domain.alert import Alert
from service.domain.call import Call
from service.domain.callback import Callback
from service.domain.closing import Closing
from service.domain.disclosure import Disclosure
from service.domain.invitation import Invitation
from service.domain.last_look import LastLook
from service.domain.leg import Leg
from service.domain.person import Conversation, Person
from service.domain.phone_check import PhoneCheck
from service.domain.roster import Shift
from service.domain.second_factor import SecondFactor
from service.domain.specialist import Specialist
from service.domain.text import Text
from service.domain.voicemail import Voicemail

Record = (
    Callback
    | Leg
    | Call
    | Person
    | Conversation
    | Text
    | Alert
    | Specialist
    | SecondFactor
    | Invitation
    | PhoneCheck
    | Closing
    | Disclosure
    | LastLook
    | Shift
    | Voicemail
)
R = TypeVar(
    "R",
    Callback,
    Leg,
    Call,
    Person,
    Conversation,
    Text,
    Alert,
    Specialist,
    SecondFactor,
    Invitation,
    PhoneCheck,
    Closing,
    Disclosure,
    LastLook,
    Shift,
    Voicemail,
)
OF_NOBODY = (
    Person | Specialist | SecondFactor | Invitation | PhoneCheck | Closing | LastLook | Shift
)
"""None of these is about somebody who texted or called."""


def holds_number_of(record: Record) -> str:
    """Whose number it holds, where that is somebody else's than its person's ("" where not)."""
    match record:
        case Callback() if record.phone:
            whose = record.given_person
        case Call() if record.given_phone:
            whose = record.given_person
        case Leg() if record.phone and record.purpose == "person":
            whose = record.callee
        case _:
            return ""
    return whose if whose != record.person else ""
