"""Who may use which route of the application: one row per route and method.

A new route needs a row here. `who` is the least one must be. `others` says what happens with an
object that is somebody else's: "refused" (the record stays as it is), "theirs" (the holder alone
has it, and another gets 404), or "" where it does not matter whose it is.
"""

from dataclasses import dataclass

STRANGER, SPECIALIST, SUPERVISOR, ADMIN = range(4)
ROLES = {"nobody": STRANGER, "specialist": SPECIALIST, "supervisor": SUPERVISOR, "admin": ADMIN}


@dataclass(frozen=True, slots=True)
class Row:
    """`others` only for what a specialist may do with their own."""

    who: int
    others: str = ""


ANYBODY = Row(STRANGER)
STAFF = Row(SPECIALIST)
HOLDER = Row(SPECIALIST, "refused")
OWNER = Row(SPECIALIST, "theirs")
SUPERVISORS = Row(SUPERVISOR)
ADMINS = Row(ADMIN)

CONSOLE: dict[str, Row] = {
    # Signing in and out, and one's own things
    "GET console.login": ANYBODY,
    "POST console.enter": ANYBODY,
    "GET console.static": ANYBODY,
    "GET console.invitation": ANYBODY,
    "POST console.join_us": ANYBODY,
    "POST console.logout": STAFF,
    "GET console.account": STAFF,
    "POST console.send_code": STAFF,
    "POST console.type_code": STAFF,
    "POST console.change_password": STAFF,
    "POST console.add_token": STAFF,
    "POST console.end_token": OWNER,
    "GET console.second_factor": STAFF,
    "POST console.confirm_second_factor": STAFF,
    "POST console.another_second_factor": STAFF,
    "POST console.recovery_codes": STAFF,
    "GET console.nowhere": STAFF,
    "POST console.nowhere": STAFF,
    # The queue
    "GET console.queue": STAFF,
    "GET console.live_queue": STAFF,
    "GET console.everything": STAFF,
    "GET console.referrals": STAFF,
    "GET console.shift": STAFF,
    "POST console.change_shift": STAFF,
    "POST console.flag_on_the_phone": STAFF,
    "POST console.end_abuse": STAFF,
    "POST console.take_next": STAFF,
    # One callback: everybody sees that it is there, its holder alone works on it
    "GET console.callback": STAFF,
    "GET console.live_callback": STAFF,
    "POST console.claim": HOLDER,
    "POST console.reveal": HOLDER,
    "POST console.call": HOLDER,
    "POST console.release": HOLDER,
    "POST console.put_off": HOLDER,
    "POST console.notes": HOLDER,
    "POST console.text_them": HOLDER,
    "POST console.under_18": HOLDER,
    "POST console.close": HOLDER,
    "POST console.give_to": HOLDER,
    "GET console.disclosure_form": STAFF,
    "POST console.disclose": HOLDER,
    "POST console.flag": HOLDER,
    # Crisis alerts: whoever takes one first has it
    "POST console.take": STAFF,
    "POST console.call_alert": STAFF,
    "POST console.sign_off": STAFF,
    "POST console.take_over": SUPERVISORS,
    # Messages callers left: those of one's own callbacks, or all for a supervisor
    "GET console.sound": STAFF,
    # The roster: everybody sees it; one offers one's own shifts, and takes offered ones
    "GET console.roster": STAFF,
    "POST console.offer_on_roster": HOLDER,
    "POST console.take_on_roster": STAFF,
    "POST console.swap_on_roster": HOLDER,
    "POST console.agree_on_roster": STAFF,
    "POST console.drop_on_roster": HOLDER,
    "POST console.add_to_roster": SUPERVISORS,
    "POST console.change_on_roster": SUPERVISORS,
    "POST console.remove_from_roster": SUPERVISORS,
    # Asking a supervisor to call
    "POST console.call_me": STAFF,
    "POST console.wish_seen": SUPERVISORS,
    # The supervisor's
    "GET console.team": SUPERVISORS,
    "POST console.back_to_queue": SUPERVISORS,
    "GET console.live_team": SUPERVISORS,
    "GET console.everything_open": SUPERVISORS,
    "GET console.yesterday": SUPERVISORS,
    "GET console.by_hand": SUPERVISORS,
    "POST console.opt_out_typed": SUPERVISORS,
    "POST console.hold_typed": SUPERVISORS,
    "POST console.lift_a_hold": SUPERVISORS,
    "POST console.disclose_typed": SUPERVISORS,
    "GET console.voicemails": SUPERVISORS,
    "GET console.missed": SUPERVISORS,
    "POST console.message_seen_to": SUPERVISORS,
    "GET console.hours": SUPERVISORS,
    "POST console.close_now": SUPERVISORS,
    "POST console.open_now": SUPERVISORS,
    "GET console.blocked": SUPERVISORS,
    "POST console.block_person": SUPERVISORS,
    "POST console.block_typed_number": SUPERVISORS,
    "POST console.lift_block": SUPERVISORS,
    "GET console.stats": SUPERVISORS,
    "GET console.stats_file": SUPERVISORS,
    "GET console.funders_report": SUPERVISORS,
    "GET console.funders_file": SUPERVISORS,
    # The admin's
    "GET console.people": ADMINS,
    "GET console.person": ADMINS,
    "POST console.set_role": ADMINS,
    "POST console.set_languages": ADMINS,
    "POST console.set_phone": ADMINS,
    "POST console.disable": ADMINS,
    "POST console.enable": ADMINS,
    "POST console.end_token_of": ADMINS,
    "POST console.invite_somebody": ADMINS,
    "POST console.take_back": ADMINS,
    "GET console.words": ADMINS,
}

# The API goes by the scope of the token, whatever the role; None is open to all.
READ, WORK, ASK = "read", "work", "ask"
API: dict[str, str | None] = {
    "GET api.openapi": None,
    "GET api.list_callbacks": READ,
    "GET api.read_callback": READ,
    "GET api.stats": READ,
    "POST api.create_callback": ASK,
    "POST api.claim_the_next": WORK,
    "POST api.claim": WORK,
    "POST api.renew": WORK,
    "POST api.call": WORK,
    "POST api.release": WORK,
    "POST api.close": WORK,
}
# What somebody else holds stays as it is, whatever token is sent along.
API_HOLDER = ("POST api.claim", "POST api.renew", "POST api.call", "POST api.release",
              "POST api.close")  # fmt: skip

# Everything of these blueprints asks for Twilio's signature.
SIGNED = ("sms", "voice")
# No secret in them; the metrics ask for a token or a private address (test_attack_metrics).
OPEN = {
    "GET health.live",
    "GET health.ready",
    "GET health.metrics",
    "GET prompts.recording",
}
# Exists in a demo only.
DEMO = {"GET simulator.hand_on", "POST simulator.hand_on"}
