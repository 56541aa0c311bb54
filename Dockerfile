# The helpline, without its store: one image for web, workers and sweep.
# Build:  docker build -t helpline .
FROM python:3.13-slim-trixie AS built

WORKDIR /helpline
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.txt .
COPY .ci/setup .ci/setup
RUN .ci/setup && .venv/bin/python -m pip install --require-hashes -r requirements.txt


FROM python:3.13-slim-trixie

# A user of its own that owns nothing but its data.
RUN useradd --uid 10001 --create-home --home-dir /var/lib/helpline helpline
WORKDIR /helpline
COPY --from=built /helpline/.venv .venv
COPY config config
COPY templates templates
COPY service service
COPY workers workers
# Nothing here can be written by who runs it, so its byte code is made here, and what the phrases
# are read into.
RUN .venv/bin/python -m compileall -q service workers && \
    .venv/bin/python -c 'from service.wiring import build; build.load_understander(build.ROOT)'

USER 10001
ENV PATH=/helpline/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HELPLINE_MODE=production \
    HELPLINE_BIND_HOST=0.0.0.0 \
    HELPLINE_DATA_DIR=/var/lib/helpline
EXPOSE 8000
STOPSIGNAL SIGTERM
# For the web; docker-compose.yml gives workers and the sweep checks of their own.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["helpline", "health", "web"]
ENTRYPOINT ["helpline"]
CMD ["web"]
