# The pool on Payara Server 6. Configuration: POOL_… in the environment, secrets as files in /run/secrets.
# The archive brings RandomX for x86-64; on arm64 install the distribution's librandomx0 here.
FROM docker.io/payara/server-full:6.2025.10-jdk17
ENV GLIBC_TUNABLES=glibc.malloc.hugetlb=1 JVM_ARGS="-XX:+ExitOnOutOfMemoryError -XX:+UseParallelGC -XX:+UseTransparentHugePages"
RUN echo "set-config-dir --directory=/run/secrets" >> "$POSTBOOT_COMMANDS"
# Shares that PostgreSQL does not have yet: belongs on a volume.
ENV POOL_JOURNAL_DIRECTORY=/opt/payara/pool-journal
RUN mkdir -p "$POOL_JOURNAL_DIRECTORY"
VOLUME /opt/payara/pool-journal
COPY --chown=payara pool-ear/target/pool.ear "$DEPLOY_DIR/pool.ear"
EXPOSE 3333 8080
