"""Reads TwiML and refuses what Twilio would refuse.

Knows the grammar: which verbs, attributes and nesting exist. Knows nothing of how
a verb is carried out.
"""

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MAX_BYTES = 64 * 1024
XML_TYPES = frozenset({"text/xml", "application/xml", "text/html", "application/twiml+xml"})
SSML = _words("break emphasis lang p phoneme prosody s say-as sub w")
WAIT_VERBS = _words("Say Play Pause Gather Redirect Leave Hangup")
HOLD_VERBS = _words("Say Play Pause Redirect")

_CALLBACK = "statusCallback statusCallbackEvent statusCallbackMethod"
_RECORDING = (
    "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent trim"
)
ATTRIBUTES = {
    name: _words(names)
    for name, names in {
        "Response": "",
        "Say": "voice language loop",
        "Play": "loop digits",
        "Pause": "length",
        "Gather": "action method timeout input finishOnKey numDigits hints language speechTimeout "
        "maxSpeechTime profanityFilter actionOnEmptyResult bargeIn speechModel enhanced debug "
        "partialResultCallback partialResultCallbackMethod",
        "Redirect": "method",
        "Hangup": "",
        "Leave": "",
        "Reject": "reason",
        "Record": "action method timeout finishOnKey maxLength playBeep transcribe "
        f"transcribeCallback {_RECORDING}",
        "Enqueue": "action method maxQueueSize waitUrl waitUrlMethod workflowSid",
        "Dial": "action method timeout hangupOnStar timeLimit callerId record answerOnBridge "
        f"ringTone sequential referUrl referMethod recordingTrack events {_RECORDING}",
        "Number": "url method sendDigits byoc machineDetection machineDetectionTimeout "
        f"machineDetectionSpeechThreshold amdStatusCallback amdStatusCallbackMethod {_CALLBACK}",
        "Queue": "url method reservationSid postWorkActivitySid",
        "Conference": "muted beep startConferenceOnEnter endConferenceOnExit participantLabel "
        "jitterBufferSize waitUrl waitMethod maxParticipants record region coach "
        f"eventCallbackUrl {_CALLBACK} {_RECORDING}",
        "Message": "to from action method statusCallback",
        "Body": "",
        "Media": "",
    }.items()
}
VOICE = {
    "Response": _words("Say Play Gather Redirect Dial Enqueue Leave Pause Hangup Record Reject"),
    "Gather": frozenset({"Say", "Play", "Pause"}),
    "Dial": frozenset({"Number", "Conference", "Queue"}),
}
MESSAGING = {
    "Response": frozenset({"Message", "Redirect"}),
    "Message": frozenset({"Body", "Media"}),
}


class BadTwiml(Exception):
    """Twilio would stop here; `code` is its error code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Verb:
    name: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: tuple["Verb", ...] = ()
    rate: str = ""  # prosody of a Say, where SSML asks for one

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def number(self, name: str, default: float) -> float:
        """A number from an attribute; what is no number counts as left out."""
        try:
            return float(self.attributes[name])
        except (KeyError, ValueError):
            return default

    def is_on(self, name: str, default: bool = False) -> bool:
        return self.attributes.get(name, str(default)).strip().lower() == "true"


@dataclass(frozen=True)
class Document:
    url: str
    verbs: tuple[Verb, ...]
    warnings: tuple[str, ...] = ()


def read_document(url: str, text: str, content_type: str, *, messaging: bool = False) -> Document:
    """Read one answer; an empty one is a document without verbs."""
    if len(text.encode()) > MAX_BYTES:
        raise BadTwiml(11750, "TwiML response body too large")
    if not text.strip():
        return Document(url, ())
    if content_type not in XML_TYPES:
        raise BadTwiml(12300, f"Invalid Content-Type: {content_type or 'none'}")
    try:
        root = ET.fromstring(text)  # noqa: S314 - expat bounds entities; only our own service answers
    except ET.ParseError as error:
        raise BadTwiml(12100, f"Document parse failure: {error}") from error
    if root.tag != "Response":
        raise BadTwiml(12102, f"Document must start with Response, not {root.tag}")
    warnings: list[str] = []
    whole = _verb(root, MESSAGING if messaging else VOICE, warnings)
    return Document(url, whole.children, tuple(warnings))


def _verb(element: ET.Element, nesting: dict[str, frozenset[str]], notes: list[str]) -> Verb:
    name = element.tag
    unknown = set(element.keys()) - ATTRIBUTES[name]
    notes.extend(f"Schema validation warning: {name} has no attribute {each}" for each in unknown)
    if name == "Say":
        return _say(element)
    children = []
    for child in element:
        if child.tag not in nesting.get(name, frozenset()):
            raise BadTwiml(12200, f"Schema validation: {child.tag} is not allowed in {name}")
        children.append(_verb(child, nesting, notes))
        if (child.tail or "").strip():
            raise BadTwiml(12200, f"Schema validation: stray text in {name}")
    if name in ("Response", "Gather") and (element.text or "").strip():
        raise BadTwiml(12200, f"Schema validation: stray text in {name}")
    return Verb(name, (element.text or "").strip(), dict(element.attrib), tuple(children))


def _say(element: ET.Element) -> Verb:
    rate = ""
    for inner in element.iter():
        if inner is not element and inner.tag not in SSML:
            raise BadTwiml(12200, f"Schema validation: {inner.tag} is not allowed in Say")
        if inner.tag == "prosody":
            rate = inner.get("rate", "")
    text = " ".join("".join(element.itertext()).split())
    return Verb("Say", text, dict(element.attrib), (), rate)
