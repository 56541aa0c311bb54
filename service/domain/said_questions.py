"""Short questions about a saved call that name nothing: when it comes, whether we leave a
voicemail, what a ZIP code is. Without a call they could mean anything.
"""

import re

from service.domain.facts import folded

WHEN = re.compile(
    r"(?:(?:ok|so|and|but|y|pero|como) )*(?:when|(?:at |by |around )?what (?:time|day|hour)"
    r"|which day|how (?:soon|long)(?: (?:until|till|will it be))?"
    r"|when (?:is|will) (?:it|that)(?: be)?"
    r"|cuando|(?:a )?que (?:hora|horas|dia)|como (?:a que hora|cuando)|cuando (?:es|sera|seria)"
    r"|en cuanto tiempo|cuanto (?:falta|tiempo|tarda|tardan))(?: (?:please|pls|por favor|porfa))*"
)
VOICEMAIL = re.compile(
    r"(?:(?:ok|so|and|but) )*(?:will|do|would|are|r|is) (?:you|u|yall|they|someone|somebody|it)"
    r" (?:\w+ ){0,3}leav(?:e|ing) (?:\w+ ){0,2}(?:message|messages|voicemails?|vms?)\b"
    r"|(?:(?:ok|y|me|van a|va a|ustedes|uds) )*(?:dejar|dejan|dejaran|dejarian|dejara)"
    r" (?:\w+ )?(?:recados?|mensajes?|buzon)\b"
)
NO_ZIP = re.compile(
    r"\b(?:dont|do not|idk|not sure|unsure|forgot|cant|no|never|what(?: i)?s|what is|que es|cual es"
    r"|olvide)\b.*\b(?:zip ?codes?|zip|postal code|codigo postal|codigo)\b"
)


def asks_when(words: str) -> bool:
    """Whether it is nothing but "when?"."""
    return WHEN.fullmatch(_plain(words)) is not None


def asks_about_voicemail(words: str) -> bool:
    """Whether they ask if we leave one; that they allow or refuse it is said in other words."""
    return VOICEMAIL.match(_plain(words)) is not None


def only_asks_about_voicemail(words: str) -> bool:
    """Whether it asks that and nothing else."""
    return VOICEMAIL.fullmatch(_plain(words)) is not None


def tells_no_zip(words: str) -> bool:
    """Whether they do not know their ZIP code, or what that is."""
    return NO_ZIP.search(_plain(words)) is not None


def _plain(words: str) -> str:
    said = re.sub(r"['’´`]", "", folded(words))
    return " ".join(re.sub(r"[^\w]+", " ", said).split())
