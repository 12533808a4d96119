#!/usr/bin/env bash
# Healthy is a Redis that takes the pool's password.
set -euo pipefail

exec 3<> "/dev/tcp/127.0.0.1/${REDIS_PORT:-6379}"
printf 'AUTH %s\r\nPING\r\n' "$(< "${REDIS_SECRET:-/run/secrets/pool.redis.password}")" >&3
read -r -t 4 authorised <&3
read -r -t 4 answer <&3
[[ $authorised == +OK* && $answer == +PONG* ]]
