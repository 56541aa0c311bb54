"""What Twilio allows in a voice document: verbs, attributes, nesting, values. Tests check every
document.

From Twilio's TwiML reference, twilio.com/docs/voice/twiml and the pages of each verb: /enqueue (a
queue's waitUrl may hold Say Play Pause Gather Redirect Leave Hangup), error 13238 (a room's waitUrl
may hold Say Play Pause Redirect only), /record (an empty recording asks no action: the next verb
follows), error 13521 (words of one Say), error 13330 (hints). test_twiml.py holds the attributes
against twilio's own builders, which are made from Twilio's definition.
"""

import re
from xml.etree import ElementTree as ET

MOST_BYTES = 64 * 1024
MOST_SPOKEN = 3000  # Polly's limit for one Say (error 13521)
MOST_HINT = 100
ATTRIBUTES = {
    "Response": set(),
    "Say": {"voice", "language", "loop"},
    "prosody": {"rate", "pitch", "volume"},
    "Play": {"loop", "digits"},
    "Pause": {"length"},
    "Gather": {
        *("input", "action", "method", "timeout", "speechTimeout", "numDigits", "finishOnKey"),
        *("language", "hints", "profanityFilter", "actionOnEmptyResult", "bargeIn"),
    },
    "Redirect": {"method"},
    "Enqueue": {"action", "method", "waitUrl", "waitUrlMethod"},
    "Leave": set(),
    "Dial": {
        *("action", "method", "timeout", "timeLimit", "callerId", "answerOnBridge"),
        "hangupOnStar",
    },
    "Number": {"url", "method", "statusCallback", "statusCallbackEvent"},
    "Conference": {
        *("startConferenceOnEnter", "endConferenceOnExit", "beep", "waitUrl", "waitMethod"),
        *("muted", "maxParticipants", "participantLabel"),
    },
    "Record": {
        *("action", "method", "timeout", "finishOnKey", "maxLength", "playBeep", "trim"),
        *("recordingStatusCallback", "recordingStatusCallbackMethod"),
        "recordingStatusCallbackEvent",
    },
    "Hangup": set(),
}
NESTING = {
    "Response": {
        *("Say", "Play", "Pause", "Gather", "Redirect", "Enqueue", "Leave", "Dial", "Record"),
        "Hangup",
    },
    "Gather": {"Say", "Pause", "Play"},
    "Say": {"prosody"},
    "Dial": {"Number", "Conference"},
}
IN_A_WAIT = {"Say", "Play", "Pause", "Gather", "Redirect", "Leave", "Hangup", "prosody"}
IN_A_ROOMS_WAIT = {"Say", "Play", "Pause", "Redirect", "prosody"}
ENDS = {"Redirect", "Enqueue", "Leave", "Hangup"}
VOICES = {("Polly.Joanna-Neural", "en-US"), ("Polly.Lupe-Neural", "es-US")}
ADDRESSES = ("action", "waitUrl", "url", "recordingStatusCallback", "statusCallback")
OURS = re.compile(r"/voice/[a-z/-]+(\?[A-Za-z0-9=&_%.-]*)?")
RECORDING = re.compile(r"/voice/prompts/(en|es)/[a-z0-9_]+\.(wav|mp3)")
LONGEST_MESSAGE_S = 300
SHORTEST_PATIENCE_S = 10


def problems(
    document: str, *, waiting: bool = False, in_room: bool = False, prefix: str = ""
) -> list[str]:
    """Everything Twilio, or a caller, would stumble over in one document.

    `waiting`: it is asked by a queue's waitUrl; `in_room`: by a room's. `prefix` is the path of the
    public URL, which every address must begin with.
    """
    found = []
    if len(document.encode()) > MOST_BYTES:
        found.append("too long")
    root = ET.fromstring(document)
    if root.tag != "Response":
        return [f"root is {root.tag}"]
    if not len(root):
        found.append("silence: an empty document")
    allowed = IN_A_ROOMS_WAIT if in_room else IN_A_WAIT
    for element in root.iter():
        found += _element(element) + _addresses(element, prefix)
        if (waiting or in_room) and element.tag not in allowed | {"Response"}:
            found.append(f"{element.tag} is not allowed while waiting")
    return found + _ending(root)


def _element(element: ET.Element) -> list[str]:
    name = element.tag
    if name not in ATTRIBUTES:
        return [f"unknown verb {name}"]
    found = [f"{name} has no {a}" for a in set(element.attrib) - ATTRIBUTES[name]]
    found += [f"{c.tag} in {name}" for c in element if c.tag not in NESTING.get(name, set())]
    if name == "Say":
        found += _say(element)
    if name == "Gather":
        found += _gather(element)
    if name == "Enqueue" and not {"waitUrl", "action"} <= set(element.attrib):
        found.append("Enqueue without waitUrl and action")
    if name == "Record":
        found += _record(element)
    return found


def _addresses(element: ET.Element, prefix: str) -> list[str]:
    """Every address is root-relative, ours, and below the public URL."""
    named = {a: element.get(a) or "" for a in ADDRESSES if element.get(a)}
    found = [f"{a} {at} is not ours" for a, at in named.items() if not _is(OURS, at, prefix)]
    if element.tag == "Redirect" and not _is(OURS, element.text or "", prefix):
        found.append(f"Redirect to {element.text}")
    if element.tag == "Play" and not _is(RECORDING, element.text or "", prefix):
        found.append(f"Play of {element.text}")
    return found


def _is(shape: "re.Pattern[str]", address: str, prefix: str) -> bool:
    below = address.startswith(prefix) and shape.fullmatch(address[len(prefix) :])
    return bool(below)


def _record(element: ET.Element) -> list[str]:
    found = [f"Record without {a}" for a in ("action", "maxLength") if not element.get(a)]
    if int(element.get("maxLength") or 3600) > LONGEST_MESSAGE_S:
        found.append("a recording nobody would listen to")
    if int(element.get("timeout") or 5) < SHORTEST_PATIENCE_S:
        found.append("whoever speaks slowly is cut off (R41)")
    if element.get("playBeep") == "false":
        found.append("nobody hears where the recording begins")
    if set((element.get("recordingStatusCallbackEvent") or "").split()) - {"completed", "absent"}:
        found.append("an event a recording has not")
    return found


def _say(element: ET.Element) -> list[str]:
    words = "".join(element.itertext())
    found = []
    if not words.strip() or len(words) > MOST_SPOKEN:
        found.append("Say with no words, or too many")
    if (element.get("voice"), element.get("language")) not in VOICES:
        found.append(f"voice {element.get('voice')} in {element.get('language')}")
    if "{" in words:
        found.append(f"a gap is left open: {words[:60]}")
    return found


def _gather(element: ET.Element) -> list[str]:
    found = []
    speech = "speech" in (element.get("input") or "")
    if speech and element.get("profanityFilter") != "false":
        found.append("speech with a profanity filter")
    hints = (element.get("hints") or "").split(",")
    if len(hints) > 500 or any(len(hint) > MOST_HINT for hint in hints):
        found.append("hints too long (error 13330)")
    if not element.get("action"):
        found.append("Gather without action")
    return found


def _ending(root: ET.Element) -> list[str]:
    """The last verb must lead on or end the call; nothing may follow what never comes back."""
    found = []
    for place, verb in enumerate(root):
        last = place == len(root) - 1
        leads = verb.tag in ENDS or (verb.tag == "Dial" and verb.get("action"))
        asks = verb.tag == "Gather" and verb.get("actionOnEmptyResult") == "true"
        if last and not (leads or asks):
            found.append(f"nothing follows {verb.tag}")
        if not last and (leads or asks):
            found.append(f"{root[place + 1].tag} can never be reached after {verb.tag}")
    return found
