# The pool on Payara Server 6, as server-config/payara-server makes it: the same archive, the same domain, the same scripts
# that "mvn verify" runs. The archive brings RandomX for x86-64; on arm64 add the distribution's librandomx0.
FROM docker.io/library/eclipse-temurin:17.0.16_8-jdk-noble@sha256:63360a3f1ac5e0acf9c33dabd1ac1d6c5afaa24659536d57910a32ddada41a6c AS server
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
WORKDIR /opt
COPY server-config/dev-stack/target/archives/payara.zip /tmp/payara.zip
RUN jar xf /tmp/payara.zip \
    && rm -rf payara6/glassfish/domains \
    && chmod 755 payara6/bin/* payara6/glassfish/bin/*
COPY --chmod=755 server-config/payara-server/make-domain.sh server-config/payara-server/copy-secrets.sh /opt/pool/
COPY --chmod=644 server-config/payara-server/configure.asadmin /opt/pool/
RUN PAYARA_HOME=/opt/payara6 /opt/pool/make-domain.sh /opt/pool/domain

FROM docker.io/library/eclipse-temurin:17.0.16_8-jdk-noble@sha256:63360a3f1ac5e0acf9c33dabd1ac1d6c5afaa24659536d57910a32ddada41a6c
RUN groupadd --gid 10001 pool \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /run/pool --shell /usr/sbin/nologin pool \
    && install -d -o pool -g pool -m 700 /var/lib/pool-journal
COPY --from=server /opt/payara6 /opt/payara6
COPY --from=server --chown=10001:10001 /opt/pool /opt/pool
COPY --chmod=755 docker/pool/entrypoint.sh docker/pool/health.sh /opt/pool/
COPY --chmod=644 server-config/pool-migrate/target/pool-migrate.jar pool-ear/target/pool.ear /opt/pool/
# Transparent huge pages for RandomX. Shares that PostgreSQL does not have yet belong on a volume.
ENV GLIBC_TUNABLES=glibc.malloc.hugetlb=1 POOL_JOURNAL_DIRECTORY=/var/lib/pool-journal \
    HEALTH_PORT=8090 HEALTH_PATH=/ready
VOLUME /var/lib/pool-journal
USER 10001:10001
EXPOSE 3333 8080 8090
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s --retries=4 CMD ["/opt/pool/health.sh"]
ENTRYPOINT ["/opt/pool/entrypoint.sh"]
CMD ["run"]
