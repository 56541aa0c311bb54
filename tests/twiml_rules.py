"""What Twilio allows in a voice document: verbs, attributes, nesting, values (from Twilio's TwiML
reference, twilio.com/docs/voice/twiml and the pages of each verb). Tests check every document.
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
    "Pause": {"length"},
    "Gather": {
        *("input", "action", "method", "timeout", "speechTimeout", "numDigits", "finishOnKey"),
        *("language", "hints", "profanityFilter", "actionOnEmptyResult", "bargeIn"),
    },
    "Redirect": {"method"},
    "Enqueue": {"action", "method", "waitUrl", "waitUrlMethod", "maxQueueSize"},
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
    "Hangup": set(),
}
NESTING = {
    "Response": {"Say", "Pause", "Gather", "Redirect", "Enqueue", "Leave", "Dial", "Hangup"},
    "Gather": {"Say", "Pause", "Play"},
    "Say": {"prosody"},
    "Dial": {"Number", "Conference"},
}
IN_A_WAIT = {"Say", "Play", "Pause", "Gather", "Redirect", "Leave", "Hangup", "prosody"}
ENDS = {"Redirect", "Enqueue", "Leave", "Hangup"}
VOICES = {("Polly.Joanna-Neural", "en-US"), ("Polly.Lupe-Neural", "es-US")}
ADDRESSES = ("action", "waitUrl", "url")
OURS = re.compile(r"/voice/[a-z/-]+(\?[A-Za-z0-9=&_%.-]*)?")


def problems(document: str, *, waiting: bool = False) -> list[str]:
    """Everything Twilio, or a caller, would stumble over in one document."""
    found = []
    if len(document.encode()) > MOST_BYTES:
        found.append("too long")
    root = ET.fromstring(document)
    if root.tag != "Response":
        return [f"root is {root.tag}"]
    if not len(root):
        found.append("silence: an empty document")
    for element in root.iter():
        found += _element(element)
        if waiting and element.tag not in IN_A_WAIT | {"Response"}:
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
    for attribute in ADDRESSES:
        address = element.get(attribute)
        if address and not OURS.fullmatch(address):
            found.append(f"{attribute} {address} is not ours")
    if name == "Redirect" and not OURS.fullmatch(element.text or ""):
        found.append(f"Redirect to {element.text}")
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
