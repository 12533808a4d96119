#!/usr/bin/env bash
# Makes a Payara Server domain for the pool and deploys pool.ear into it.
#
#   PAYARA_HOME=/opt/payara6 ./install-pool.sh pool.ear pool.properties /etc/opensy-mining/secrets
#
# pool.properties      MicroProfile Config keys without secrets (see pool.properties.example)
# the secrets folder   one file a key, named after it, its content the value: pool.db.password, pool.node.password, …
#                      readable by the server's user only
# POOL_HTTP_PORT (8080) is for the public, POOL_OPERATIONS_PORT (8090) for operations; docs/http.md.
# The admin password is asked for, or read from the file that ASADMIN_PASSWORD_FILE names (AS_ADMIN_PASSWORD=…).
set -euo pipefail

ear=$(realpath "${1:?path of pool.ear}")
properties=$(realpath "${2:?path of pool.properties}")
secrets=$(realpath "${3:?folder with secrets}")
domain=${POOL_DOMAIN:-pool}
domains=${POOL_DOMAIN_DIR:-${PAYARA_HOME:?}/glassfish/domains}
port=${POOL_ADMIN_PORT:-4848}
here=$(dirname "$(realpath "$0")")

asadmin() {
  local login=(--port "$port" --user admin)
  if [[ -n ${ASADMIN_PASSWORD_FILE:-} ]]; then
    login+=(--passwordfile "$ASADMIN_PASSWORD_FILE")
  fi
  "$PAYARA_HOME/bin/asadmin" "${login[@]}" "$@"
}

mkdir -p "$domains"
if [[ ! -d $domains/$domain ]]; then
  asadmin create-domain --domaindir "$domains" --adminport "$port" --instanceport "${POOL_HTTP_PORT:-8080}" "$domain"
fi
asadmin start-domain --domaindir "$domains" "$domain"
asadmin multimode --file "$here/configure.asadmin"
if [[ -n ${POOL_OPERATIONS_PORT:-} ]]; then
  listeners=configs.config.server-config.network-config.network-listeners.network-listener
  asadmin set "$listeners.operations.port=$POOL_OPERATIONS_PORT"
fi
asadmin set-config-dir --directory "$secrets"
while IFS='=' read -r key value; do
  [[ -z $key || $key == \#* ]] && continue
  asadmin set-config-property --propertyName "$key" --propertyValue "$value" --source domain
done < "$properties"
asadmin restart-domain --domaindir "$domains" "$domain"
asadmin deploy --force --name pool "$ear"
