#!/usr/bin/env bash
# Redis with a password out of a file, and with no more rights than the pool needs. Keeps nothing: nothing in it is the only
# copy of anything. The password is on no command line; the file that Redis reads has its digest.
set -euo pipefail
umask 077

secret=${REDIS_SECRET:-/run/secrets/pool.redis.password}
run=${REDIS_RUN_DIR:-/run/redis}

password=$(< "$secret")
if [[ ${#password} -lt 16 ]]; then
  echo "start.sh: the secret pool.redis.password is missing or shorter than 16 characters (docker/make-secrets.sh)" >&2
  exit 78
fi
mkdir -p "$run"
digest=$(printf %s "$password" | sha256sum | cut -d ' ' -f 1)
cat > "$run/redis.conf" <<END
bind ${REDIS_ADDRESS:-0.0.0.0}
port ${REDIS_PORT:-6379}
dir $run
save ""
appendonly no
maxmemory ${REDIS_MAXMEMORY:-192mb}
maxmemory-policy noeviction
user default on #$digest resetkeys ~opensy:* resetchannels &opensy:* -@all +@read +@write +@scripting +@connection +@pubsub
END
unset password digest
exec redis-server "$run/redis.conf"
