"""The Flask application of one web process: every route, and nothing built at import."""

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from service.actions.demo_staff import demo_is_staffed
from service.actions.ports import Ports
from service.adapters.message_twiml import message_twiml
from service.adapters.public_address import mark_of
from service.adapters.twilio_signature import SignatureCheck
from service.adapters.twiml import voice_twiml
from service.domain.errors import TryLater
from service.settings import Settings, load_settings
from service.web import api, console, health, simulator_proxy, sms, voice
from service.web.body_size import limit_bodies
from service.web.metering import measure_requests
from service.web.ports import NAME, Web
from service.web.prefix import below
from service.web.redirects import without_host
from service.web.voice.prompts import ROUTE as PROMPTS
from service.wiring import Writable, manner_of, prompts_of, recordings_of, web_ports


def create(settings: Settings | None = None) -> Flask:
    """Build the application; `settings` are read from the environment when left out."""
    settings = settings or load_settings()
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.extensions[NAME] = _own_things(settings)
    app.secret_key = settings.secret_key.get_secret_value()
    if not settings.is_demo:
        # All web processes count together in the store; each by itself while it is away.
        app.config["RATELIMIT_STORAGE_URI"] = _limits_address(settings)
        app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    if settings.trusted_proxies:
        # Only the client's address is believed: signatures go by the configured public URL.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0, x_host=0
        )
    app.wsgi_app = below(  # type: ignore[method-assign,assignment]
        settings.url_prefix, app.wsgi_app
    )
    measure_requests(app)
    limit_bodies(app)
    app.after_request(without_host)
    app.register_blueprint(sms.blueprint)
    app.register_blueprint(voice.blueprint)
    app.register_blueprint(voice.prompts.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(console.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_error_handler(TryLater, _store_is_away)
    if settings.is_demo:
        app.register_blueprint(simulator_proxy.blueprint)
    return app


def _limits_address(settings: Settings) -> str:
    """The store's address as the library for limits writes it: a socket is redis+unix://."""
    url = settings.redis_url_for("web").get_secret_value()
    return f"redis+{url}" if url.startswith("unix://") else url


def _own_things(settings: Settings) -> Web:
    ports, link = web_ports(settings)
    prompts = prompts_of(ports.wording)
    manner = manner_of(settings, prompts, PROMPTS)
    tokens = tuple(token.get_secret_value() for token in settings.twilio_auth_tokens)
    metrics_token = settings.metrics_token
    writable = Writable(link)
    return Web(
        ports=ports,
        account_sid=settings.twilio_account_sid,
        is_genuine=SignatureCheck(tokens, settings.public_url).is_genuine,
        message_twiml=lambda messages, status_callback: message_twiml(
            messages, settings.url_prefix + status_callback if status_callback else ""
        ),
        voice_twiml=lambda script: voice_twiml(script, manner),
        recorded_prompt=prompts.named,
        recording=recordings_of(settings).fetch,
        why_not_ready=lambda: _why_not_ready(settings, ports, writable),
        public_url=settings.public_url,
        is_demo=settings.is_demo,
        metrics_token=metrics_token.get_secret_value() if metrics_token else "",
        simulator_port=settings.simulator_port,
        mark=mark_of(settings.index_key.get_secret_value()),
    )


def _why_not_ready(settings: Settings, ports: Ports, writable: Writable) -> list[str]:
    if why := writable.why_not():
        return [why]
    if settings.is_demo and not demo_is_staffed(ports):
        return ["the demo's people are not there yet"]
    return []


def _store_is_away(_: TryLater) -> Response:
    return Response(
        "The store does not answer. Try again in a moment.\n", 503, mimetype="text/plain"
    )
