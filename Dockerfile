# Every RUN step is a script of this repository that CI also runs outside Docker (.ci/run, step "image").
# NOT EXECUTED so far, for want of a Docker engine: the FROM, apt-get, COPY --from, USER, VOLUME, HEALTHCHECK and ENTRYPOINT lines as such;
# and everything with WHISPER_BACKEND=cuda.
ARG NODE_IMAGE=node:24-bookworm
ARG RUNTIME_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
# Engine: cpu, or cuda (with NODE_IMAGE a CUDA development image and RUNTIME_IMAGE a CUDA runtime image, both with Node 24;
# RUN-time: --gpus all and WHISPER_GPU=true).
ARG WHISPER_BACKEND=cpu
# Instruction set of the machines that will run the image.
ARG WHISPER_MARCH=
ENV MOM_WHISPER_BACKEND=${WHISPER_BACKEND} MOM_WHISPER_MARCH=${WHISPER_MARCH}
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends cmake && rm -rf /var/lib/apt/lists/*
COPY package.json .npmrc ./
COPY scripts scripts
COPY bin bin
RUN node scripts/image-install.mjs
COPY src src
COPY commands commands
COPY models models
COPY samples samples

FROM ${RUNTIME_IMAGE}
RUN apt-get update && apt-get install -y --no-install-recommends tini libgomp1 && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /data /models && chown node:node /data /models
ENV NODE_ENV=production DATA_DIR=/data MODELS_DIR=/models XDG_CACHE_HOME=/models/.cache
WORKDIR /app
COPY --from=build --chown=root:root /app /app
USER node
VOLUME ["/data", "/models"]
HEALTHCHECK --interval=5m --timeout=30s CMD ["node", "bin/mom.mjs", "doctor", "--offline"]
ENTRYPOINT ["tini", "--", "node", "bin/mom.mjs"]
CMD ["--help"]
