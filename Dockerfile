# syntax=docker/dockerfile:1
# One image for Jobs and the server.
#   docker build --target quern .               models come on a volume
#   docker build --target quern-with-model .    all-MiniLM-L6-v2 is in it, as a layer of its own
# Bases are pinned by the digest of their index, which has every platform; Dependabot raises them. BASE and PROGRAMS may
# be images of your own (scripts/image check does that).
ARG BASE=base
ARG PROGRAMS=built

FROM docker.io/library/swift:6.2.1-bookworm@sha256:73f569f5536fe3c9ad5109eb4622c5560af7424d55304955190e5fbccc047b86 AS built
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
WORKDIR /src
COPY scripts/setup scripts/setup
RUN scripts/setup && rm -rf /var/lib/apt/lists/*
COPY . .
# The Swift runtime is linked in, so that only the libraries of the next stage are needed.
RUN --mount=type=cache,target=/src/.build \
    swift build -c release --static-swift-stdlib --product quern && \
    swift build -c release --static-swift-stdlib --product quern-extract && \
    mkdir /programs && \
    install --strip .build/release/quern .build/release/quern-extract /programs/ && \
    mkdir /notices && cp LICENSE NOTICE /notices/

# hadolint ignore=DL3006
FROM ${PROGRAMS} AS programs

FROM docker.io/library/python:3.11.14-slim-bookworm@sha256:65a93d69fa75478d554f4ad27c85c1e69fa184956261b4301ebaf6dbb0a3543d AS model
COPY scripts/fetch-model /fetch-model
RUN QUERN_MODELS=/models /fetch-model all-MiniLM-L6-v2

FROM docker.io/library/debian:bookworm-20260824-slim@sha256:88200866dfff7ea7f5cbcb6ec7c8a701889efe6fe859fe64d6990e4b07ea4171 AS base

# hadolint ignore=DL3006
FROM ${BASE} AS quern
# Versions are those of the base's release; a rebuild takes security updates in, the base's too.
# hadolint ignore=DL3008
RUN apt-get update && \
    apt-get upgrade -y && \
    apt-get install -y --no-install-recommends \
      ca-certificates libarchive13 libhiredis0.14 libpoppler-glib8 libpq5 libsqlite3-0 libstemmer0d libxml2 \
      poppler-data tzdata && \
    rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* && \
    useradd --uid 10001 --user-group --no-create-home --home-dir /tmp --shell /usr/sbin/nologin quern && \
    install --directory --owner=10001 --group=10001 --mode=0770 /var/lib/quern && \
    mkdir /models
COPY --from=programs /programs/ /usr/local/bin/
COPY --from=programs /notices/ /usr/share/doc/quern/
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="quern" \
      org.opencontainers.image.description="Turns document collections into searchable indexes, and answers queries" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="https://github.com/quern/quern" \
      org.opencontainers.image.licenses="Apache-2.0 AND GPL-3.0-only"
ENV QUERN_HOME=/var/lib/quern QUERN_MODELS=/models
USER 10001:10001
ENTRYPOINT ["quern"]
CMD ["--help"]

# Weights are rounded here, once: where they lie nothing can be kept, and each start would do it again.
FROM quern AS prepared
COPY --chown=10001:10001 --from=model /models/ /var/lib/quern/models/
RUN ["env", "QUERN_MODELS=/var/lib/quern/models", "quern", "model", "fetch", "all-MiniLM-L6-v2"]

FROM quern AS quern-with-model
COPY --from=prepared /var/lib/quern/models/ /models/
LABEL org.opencontainers.image.licenses="Apache-2.0 AND GPL-3.0-only AND MIT"
