"""The states, and on whose clocks each lives: one zone, or each of those that it lies in.

A state that lies in two is read as both, so that nobody is rung too early or too late in either
(47 CFR 64.1200(c)(1)); the westernmost comes last, but in Alaska, where all but a few islands keep
Anchorage's time. Knows no cities and no ZIP codes.
"""

NEW_YORK, CHICAGO, DENVER = "America/New_York", "America/Chicago", "America/Denver"
LOS_ANGELES, ANCHORAGE = "America/Los_Angeles", "America/Anchorage"
EASTERN_OR_CENTRAL = f"{NEW_YORK} {CHICAGO}"
CENTRAL_OR_MOUNTAIN = f"{CHICAGO} {DENVER}"
MOUNTAIN_OR_PACIFIC = f"{DENVER} {LOS_ANGELES}"
COASTS = f"{NEW_YORK} {LOS_ANGELES}"
ALASKA = f"America/Adak {ANCHORAGE}"

STATES = {
    NEW_YORK: (
        "new york|nueva york|new jersey|nueva jersey|massachusetts|connecticut|ohio|pennsylvania"
        "|pensilvania|maryland|delaware|vermont|rhode island|new hampshire|maine|west virginia"
        "|virginia occidental|(?:north|south) carolina|carolina del (?:norte|sur)"
        "|washington d ?c|district of columbia"
    ),
    CHICAGO: (
        "illinois|wisconsin|minnesota|iowa|missouri|misuri|arkansas|louisiana|luisiana|mississippi"
        "|misisipi|alabama|oklahoma"
    ),
    DENVER: "colorado|utah|new mexico|nuevo mexico|wyoming",
    LOS_ANGELES: "california|washington state|(?:the )?state of washington|estado de washington",
    EASTERN_OR_CENTRAL: "florida|michigan|indiana|kentucky|tennessee|tenesi",
    CENTRAL_OR_MOUNTAIN: (
        "texas|tejas|kansas|nebraska|(?:north|south) dakota|dakota del (?:norte|sur)"
    ),
    MOUNTAIN_OR_PACIFIC: "idaho|oregon|nevada",
    COASTS: "washington",
    ALASKA: "alaska(?! time)",
}
# People's names too, so that they are places only where somebody says that they are there.
NO_NAME = r"(?<!im )(?<!\bam )(?<!soy )(?<!is )(?<!its )(?<!es )"
NAMES_TOO = {NEW_YORK: rf"{NO_NAME}(?:virginia|georgia)", DENVER: rf"{NO_NAME}(?<!la )montana"}
# The short names that could be nothing else where the whole text is one. "CT" is also a zone.
SHORT = {
    NEW_YORK: "dc ga ma md nc nh nj ny pa ri sc va vt wv",
    CHICAGO: "al ar ia il mn mo ms wi",
    DENVER: "co mt nm ut wy",
    "America/Phoenix": "az",
    LOS_ANGELES: "ca wa",
    "America/Puerto_Rico": "pr",
    EASTERN_OR_CENTRAL: "ct fl ky mi tn",
    CENTRAL_OR_MOUNTAIN: "ks nd ne sd tx",
    MOUNTAIN_OR_PACIFIC: "id nv",
    ALASKA: "ak",
}
# Words as well, so that they are states only behind "I live in".
SHORT_AND_A_WORD = {
    NEW_YORK: "de me oh",
    CHICAGO: "ok",
    f"{CHICAGO} {LOS_ANGELES}": "la",
    MOUNTAIN_OR_PACIFIC: "or",
    "Pacific/Honolulu": "hi",
}
