# Style sheets and scripts. Node comes from requirements/node.txt, as on a machine without npm.
FROM python:3.12-slim AS assets
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY requirements requirements
COPY dev dev
COPY assets assets
COPY static static
RUN python -m venv .venv && python -c "from dev import assets; assets.build()"

# Python packages, checked against their hashes, in an environment that the last stage copies whole.
FROM python:3.12-slim AS packages
COPY requirements/base.txt /src/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /src/base.txt

FROM python:3.12-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin service \
    && install -d -o service -g service /data
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=failure_response.settings \
    DJANGO_ENV=production \
    DATA_DIR=/data \
    XDG_CACHE_HOME=/tmp
WORKDIR /service
COPY --from=packages /opt/venv /opt/venv
COPY . .
COPY --from=assets /src/static/build static/build
# The user of the service may not write here: what isn't compiled now would be compiled by every process.
RUN python -m compileall -q .
USER 10001
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "failure_response.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--preload", "--no-control-socket"]
