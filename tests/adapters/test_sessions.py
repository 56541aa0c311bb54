"""Sessions and tokens in the store, and passwords."""

from datetime import timedelta

from service.adapters.passwords import Argon2Passwords
from service.adapters.redis_link import Link
from service.adapters.redis_sessions import RedisSessions
from service.adapters.redis_tokens import RedisTokens

HOUR = timedelta(hours=1)


def test_a_session_is_read_by_its_secret_alone(link: Link) -> None:
    sessions = RedisSessions(link)

    secret = sessions.create({"specialist": "amina", "csrf": "x"}, HOUR)

    assert sessions.read(secret) == {"specialist": "amina", "csrf": "x"}
    assert sessions.read("guess") is None
    assert sessions.read("\ud800") is None


def test_the_store_never_sees_a_secret(link: Link) -> None:
    secret = RedisSessions(link).create({"specialist": "amina"}, HOUR)
    RedisTokens(link).add("a-token", "amina", ("read",))

    kept = " ".join(str(link.dump(key)) + key for key in link.scan_iter())

    assert secret not in kept
    assert "a-token" not in kept


def test_every_session_ends_by_itself(link: Link) -> None:
    RedisSessions(link).create({}, HOUR)

    assert all(0 < link.pttl(key) <= 3_600_000 for key in link.keys("session:*"))


def test_a_revoked_session_stays_revoked(link: Link) -> None:
    sessions = RedisSessions(link)
    secret = sessions.create({"specialist": "amina"}, HOUR)

    sessions.revoke(secret)
    sessions.write(secret, {"specialist": "amina"}, HOUR)

    assert sessions.read(secret) is None


def test_all_sessions_of_one_person_end_together(link: Link) -> None:
    sessions = RedisSessions(link)
    hers = [sessions.create({"specialist": "amina"}, HOUR) for _ in range(3)]
    became_hers = sessions.create({}, HOUR)
    sessions.write(became_hers, {"specialist": "amina"}, HOUR)
    his = sessions.create({"specialist": "ben"}, HOUR)

    sessions.revoke_all("amina")

    assert [sessions.read(each) for each in (*hers, became_hers)] == [None] * 4
    assert sessions.read(his) == {"specialist": "ben"}


def test_a_token_is_known_until_it_is_revoked(link: Link) -> None:
    tokens = RedisTokens(link)
    tokens.add("secret", "amina", ("read", "work"))

    assert tokens.holder("secret") == ("amina", ("read", "work"))
    tokens.revoke("secret")
    assert tokens.holder("secret") is None
    assert tokens.holder("\ud800\0") is None


def test_a_password_matches_only_itself() -> None:
    passwords = Argon2Passwords()

    hashed = passwords.hash("pässword")

    assert passwords.matches(hashed, "pässword")
    assert not passwords.matches(hashed, "password")
    assert not passwords.matches("", "nobody has this password")
    assert not passwords.matches("no hash", "x")
    assert not passwords.matches(hashed, "\ud800")
