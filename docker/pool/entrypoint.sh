#!/usr/bin/env bash
# What the pool's container runs: "migrate" brings the database's schema up to date, "run" starts the server and deploys the
# pool. Configuration comes from the environment (POOL_…), secrets are files. All that is written is below POOL_RUN_DIR,
# a tmpfs, and in the journal's directory, a volume. Stops with the reason if a secret is missing or the pool does not deploy.
set -euo pipefail
umask 077

payara=${PAYARA_HOME:-/opt/payara6}
pool=${POOL_HOME:-/opt/pool}
template=${POOL_DOMAIN_TEMPLATE:-$pool/domain}
secrets=${POOL_SECRETS_DIR:-/run/secrets}
run=${POOL_RUN_DIR:-/run/pool}
admin_port=${POOL_ADMIN_PORT:-4848}
domain=$run/domain/pool
listeners=configs.config.server-config.network-config.network-listeners.network-listener
export HOME=$run
# Native libraries are unpacked below it and loaded, which a tmpfs has to allow.
export XDG_CACHE_HOME=${TMPDIR:-/tmp}
server='' stopping=

# Whoever is asked to stop has not failed.
fail() {
  [[ -z $stopping ]] || exit 0
  echo "entrypoint.sh: $*" >&2
  exit 78
}

# Secrets that this container cannot do without. Those that nobody but us has chosen are long.
require() {
  local least=$1 key
  shift
  for key in "$@"; do
    [[ -s $run/secrets/$key ]] || fail "no secret $key in $secrets (docker/make-secrets.sh)"
    [[ $(stat -c %s "$run/secrets/$key") -ge $least ]] || fail "the secret $key is shorter than $least characters"
  done
}

migrate() {
  require 16 pool.db.migration.password
  exec java -jar "$pool/pool-migrate.jar" /dev/null "$run/secrets"
}

asadmin() {
  "$payara/bin/asadmin" --port "$admin_port" --user admin --passwordfile "$domain/config/asadmin-passwords" "$@" < /dev/null
}

random() {
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

# The administrator's password in the image is known to all who have the image: each start has a new one.
renew_admin_password() {
  local passwords=$domain/config/asadmin-passwords new
  new=$(random)
  (cat "$passwords" && echo "AS_ADMIN_NEWPASSWORD=$new") > "$run/passwords"
  "$payara/bin/asadmin" --user admin --passwordfile "$run/passwords" change-admin-password \
    --domaindir "$run/domain" --domain_name pool < /dev/null > /dev/null
  sed -i "s/^AS_ADMIN_PASSWORD=.*/AS_ADMIN_PASSWORD=$new/" "$passwords"
  rm "$run/passwords"
}

# All listeners but the console's are for other containers; what the host gets to see is up to its ports.
write_pre_boot() {
  local name
  sed -n 's/.*<network-listener .*name="\([^"]*\)".*/\1/p' "$domain/config/domain.xml" | sort -u | while read -r name; do
    case $name in
      admin-listener | http-listener-2) ;;
      *) echo "set $listeners.$name.address=${POOL_HTTP_ADDRESS:-0.0.0.0}" ;;
    esac
    case $name in
      admin-listener) echo "set $listeners.$name.port=$admin_port" ;;
      http-listener-1) echo "set $listeners.$name.port=${POOL_HTTP_PORT:-8080}" ;;
      operations) echo "set $listeners.$name.port=${POOL_OPERATIONS_PORT:-8090}" ;;
    esac
  done
  echo "set-config-dir --directory $run/secrets"
}

start_server() {
  local command
  mapfile -t command < <(asadmin start-domain --domaindir "$run/domain" --dry-run pool \
    | sed -n '/java$/,/^$/p' | sed '/^$/d')
  [[ ${#command[@]} -gt 0 ]] || fail "asadmin gives no command"
  grep '^AS_ADMIN_MASTERPASSWORD=' "$domain/config/asadmin-passwords" > "$run/master-password"
  "${command[@]}" -prebootcommandfile "$run/pre-boot.asadmin" < "$run/master-password" &
  server=$!
}

# A signal alone would end the server's log before the pool has stopped.
stop_server() {
  stopping=yes
  [[ -n $server ]] || exit 0
  asadmin stop-domain --domaindir "$run/domain" pool || kill -TERM "$server" 2> /dev/null || true
}

await_server() {
  local left=120
  until (exec 3<> "/dev/tcp/127.0.0.1/$admin_port") 2> /dev/null && asadmin uptime > /dev/null 2>&1; do
    kill -0 "$server" 2> /dev/null || fail "the server ended while it started"
    left=$((left - 1))
    [[ $left -gt 0 ]] || fail "the server did not start"
    sleep 1
  done
}

run() {
  require 16 pool.db.password pool.redis.password
  require 32 pool.admin.token
  [[ -n ${POOL_NODE_COOKIE_FILE:-} ]] || require 1 pool.node.password
  rm -rf "$run/domain"
  cp -r "$template" "$run/domain"
  # The console has the whole log; without a bound the files of old would fill the tmpfs.
  sed -i 's/\(\.GFFileHandler\.maxHistoryFiles\)=.*/\1=4/' "$domain/config/logging.properties"
  renew_admin_password
  write_pre_boot > "$run/pre-boot.asadmin"
  start_server
  await_server
  if ! asadmin deploy --name pool "$pool/pool.ear"; then
    kill -TERM "$server" 2> /dev/null || true
    wait "$server" || true
    fail "the pool did not deploy"
  fi
  # A signal ends the wait, not the server.
  local status=0
  while kill -0 "$server" 2> /dev/null; do
    status=0
    wait "$server" || status=$?
  done
  [[ -n $stopping ]] && exit 0
  exit "$status"
}

trap stop_server TERM INT
mkdir -p "$run"
"$pool/copy-secrets.sh" "$secrets" "$run/secrets"
case ${1:-run} in
  run) run ;;
  migrate) migrate ;;
  *) fail "unknown command $1" ;;
esac
