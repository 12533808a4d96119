#!/usr/bin/env bash
# Makes a random secret for each file of docker/secrets that is not there yet; never changes one. Nothing here has a
# default password.
#
#   docker/make-secrets.sh [FOLDER]
#
# Containers run as users of their own, to whom a secret is mounted with the rights that the file has here: so the files
# can be read by all and the folder by its owner alone.
set -euo pipefail

secrets=${1:-$(dirname "$(realpath "$0")")/secrets}
mkdir -p "$secrets"
chmod 700 "$secrets"
for key in postgres.password pool.db.migration.password pool.db.password pool.db.read.password \
  pool.redis.password pool.admin.token coopmine.token grafana.admin.password; do
  if [[ ! -s $secrets/$key ]]; then
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$secrets/$key"
    chmod 444 "$secrets/$key"
    echo "made $secrets/$key"
  fi
done
if [[ ! -s $secrets/pool.node.password ]]; then
  echo "still missing: $secrets/pool.node.password, the RPC password of your node (chmod 444)" >&2
fi
