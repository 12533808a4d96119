#!/usr/bin/env bash
# What the containers of coordinator and worker run. Configuration comes from the environment (COOPMINE_…, RANDOMX_…),
# the token is a file. All that is written is below COOPMINE_RUN_DIR, a tmpfs.
set -euo pipefail
umask 077

home=${COOPMINE_HOME:-/opt/coopmine}
secrets=${COOPMINE_SECRETS_DIR:-/run/secrets}
run=${COOPMINE_RUN_DIR:-/run/coopmine}
export HOME=$run
# Native libraries are unpacked below it and loaded, which a tmpfs has to allow.
export XDG_CACHE_HOME=${TMPDIR:-/tmp}

mkdir -p "$run"
"$home/copy-secrets.sh" "$secrets" "$run/secrets"
if [[ ! -s $run/secrets/coopmine.token ]]; then
  echo "entrypoint.sh: no secret coopmine.token in $secrets (docker/make-secrets.sh)" >&2
  exit 78
fi
rm -rf "$run/server"
listeners=configs.config.server-config.network-config.network-listeners.network-listener
printf 'set %s.http-listener.address=%s\nset %s.https-listener.enabled=false\n' \
  "$listeners" "${COOPMINE_HTTP_ADDRESS:-0.0.0.0}" "$listeners" > "$run/pre-boot.asadmin"
exec java -XX:+ExitOnOutOfMemoryError -jar "$home/payara-micro.jar" --noHazelcast --disablephonehome \
  --rootdir "$run/server" --prebootcommandfile "$run/pre-boot.asadmin" --secretsdir "$run/secrets" \
  --contextroot / --port "${COOPMINE_HTTP_PORT:-8080}" --deploy "$home/coopmine.war"
