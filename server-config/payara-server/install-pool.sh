#!/usr/bin/env bash
# Makes a Payara Server domain for the pool and deploys pool.ear into it. May be run again: for a new release, or after
# the settings or secrets were changed.
#
#   PAYARA_HOME=/opt/payara6 ./install-pool.sh pool.ear pool.properties /etc/opensy-mining/secrets
#
# pool.properties      MicroProfile Config keys without secrets (see pool.properties.example)
# the secrets folder   one file a key, named after it, its content the value: pool.db.password, pool.node.password, …
#                      readable by the server's user only. They are copied into the domain without the line feed at
#                      their end, which the server would take for a part of them
# POOL_DOMAIN (pool), POOL_DOMAIN_DIR, POOL_ADMIN_PORT (4848) and POOL_HTTP_PORT (8080, for the public) as for
# make-domain.sh; POOL_OPERATIONS_PORT (8090) is for operations; docs/http.md.
# The admin password is random, see there; for a domain made otherwise ASADMIN_PASSWORD_FILE names the file with it.
set -euo pipefail
umask 077

ear=$(realpath "${1:?path of pool.ear}")
properties=$(realpath "${2:?path of pool.properties}")
secrets=$(realpath "${3:?folder with secrets}")
domain=${POOL_DOMAIN:-pool}
domains=${POOL_DOMAIN_DIR:-${PAYARA_HOME:?}/glassfish/domains}
port=${POOL_ADMIN_PORT:-4848}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ ! -d $domains/$domain ]]; then
  "$here/make-domain.sh" "$domains"
fi
passwords=${ASADMIN_PASSWORD_FILE:-$domains/$domain/config/asadmin-passwords}

# Each asadmin is a JVM, which would read the rest of a loop's input.
asadmin() {
  "$PAYARA_HOME/bin/asadmin" --port "$port" --user admin --passwordfile "$passwords" "$@" < /dev/null
}

"$here/copy-secrets.sh" "$secrets" "$domains/$domain/config/pool-secrets"
listeners=configs.config.server-config.network-config.network-listeners.network-listener
{
  echo "set $listeners.operations.port=${POOL_OPERATIONS_PORT:-8090}"
  echo "set-config-dir --directory $domains/$domain/config/pool-secrets"
  while IFS='=' read -r key value || [[ -n $key ]]; do
    [[ -z $key || $key == \#* ]] && continue
    printf "set-config-property --propertyName %s --propertyValue '%s' --source domain\n" "$key" "$value"
  done < "$properties"
} > "$work/settings.asadmin"

asadmin uptime > /dev/null 2>&1 || asadmin start-domain --domaindir "$domains" "$domain"
asadmin multimode --file "$work/settings.asadmin" | tee "$work/said"
if grep -E ' failed\.$' "$work/said"; then
  echo "install-pool.sh: the settings were not taken" >&2
  exit 1
fi
asadmin restart-domain --domaindir "$domains" "$domain"
asadmin deploy --force --name pool "$ear"
