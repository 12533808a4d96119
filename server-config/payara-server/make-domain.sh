#!/usr/bin/env bash
# Makes a Payara Server domain for the pool, nothing deployed, and leaves it stopped. install-pool.sh and the container
# image do this.
#
#   PAYARA_HOME=/opt/payara6 ./make-domain.sh /opt/payara6/glassfish/domains
#
# POOL_DOMAIN (pool) is its name; POOL_ADMIN_PORT (4848) and POOL_HTTP_PORT (8080) are ports. There is no password to be
# chosen: the administrator's and the key stores' are random, and only the owner of the folder can read them, in
# <domain>/config/asadmin-passwords. So: asadmin --user admin --passwordfile …/config/asadmin-passwords COMMAND
set -euo pipefail
umask 077

domains=$(realpath -m "${1:?folder for the domain}")
domain=${POOL_DOMAIN:-pool}
admin_port=${POOL_ADMIN_PORT:-4848}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

secret() {
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

asadmin() {
  "${PAYARA_HOME:?}/bin/asadmin" --port "$admin_port" --user admin --passwordfile "$work/passwords" "$@" < /dev/null
}

if [[ -e $domains/$domain ]]; then
  echo "make-domain.sh: $domains/$domain is there already" >&2
  exit 1
fi
mkdir -p "$domains"
printf 'AS_ADMIN_PASSWORD=%s\nAS_ADMIN_MASTERPASSWORD=%s\n' "$(secret)" "$(secret)" > "$work/passwords"
asadmin create-domain --domaindir "$domains" --adminport "$admin_port" --instanceport "${POOL_HTTP_PORT:-8080}" \
  --checkports=false "$domain"
mv "$work/passwords" "$domains/$domain/config/asadmin-passwords"
ln -s "$domains/$domain/config/asadmin-passwords" "$work/passwords"

# While it is being configured, too, nothing listens but on loopback. The message broker and the data grid would open
# their ports before any command runs, so they are switched off in the file; its first config is the server's.
sed -i '0,/<hazelcast-config-specific-configuration/s//<jms-service type="DISABLED"\/>\n& enabled="false"/' \
  "$domains/$domain/config/domain.xml"
grep -E '\.address=127\.0\.0\.1$|\.enabled=false$' "$here/configure.asadmin" \
  | grep -E 'http-listener-[12]\.|admin-listener\.|iiop-listener|jmx-connector' > "$work/first.asadmin"
asadmin start-domain --domaindir "$domains" --prebootcommandfile "$work/first.asadmin" "$domain"

# multimode goes on after a command that failed, and does not tell at its end.
asadmin multimode --file "$here/configure.asadmin" | tee "$work/said"
asadmin stop-domain --domaindir "$domains" "$domain"
if grep -E ' failed\.$' "$work/said"; then
  echo "make-domain.sh: configure.asadmin does not fit this Payara Server" >&2
  exit 1
fi
rm -rf "$domains/$domain"/{logs,generated,osgi-cache}
