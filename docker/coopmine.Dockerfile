# Coordinator or worker on Payara Micro 6: --build-arg ROLE=coordinator or worker.
FROM docker.io/payara/micro:6.2025.10-jdk17
ARG ROLE
ENV GLIBC_TUNABLES=glibc.malloc.hugetlb=1
COPY --chown=payara coopmine/${ROLE}/target/${ROLE}.war /opt/payara/deployments/coopmine.war
CMD ["--noHazelcast", "--contextroot", "/", "--secretsdir", "/run/secrets", "--deploy", "/opt/payara/deployments/coopmine.war"]
EXPOSE 3334 8080
