# Coordinator or worker on Payara Micro 6: --build-arg ROLE=coordinator or worker.
FROM docker.io/library/eclipse-temurin:17.0.16_8-jdk-noble@sha256:63360a3f1ac5e0acf9c33dabd1ac1d6c5afaa24659536d57910a32ddada41a6c
ARG ROLE
RUN groupadd --gid 10002 coopmine \
    && useradd --uid 10002 --gid 10002 --no-create-home --home-dir /run/coopmine --shell /usr/sbin/nologin coopmine
COPY --chmod=644 server-config/dev-stack/target/archives/payara-micro.jar /opt/coopmine/
COPY --chmod=755 docker/coopmine/entrypoint.sh docker/pool/health.sh server-config/payara-server/copy-secrets.sh /opt/coopmine/
COPY --chmod=644 coopmine/${ROLE}/target/${ROLE}.war /opt/coopmine/coopmine.war
ENV GLIBC_TUNABLES=glibc.malloc.hugetlb=1 HEALTH_PORT=8080 HEALTH_PATH=/health
USER 10002:10002
EXPOSE 3334 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 CMD ["/opt/coopmine/health.sh"]
ENTRYPOINT ["/opt/coopmine/entrypoint.sh"]
