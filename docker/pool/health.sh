#!/usr/bin/env bash
# Healthy is what answers 200: a pool that can take shares, a coordinator or worker that is connected.
set -euo pipefail

exec 3<> "/dev/tcp/${HEALTH_ADDRESS:-127.0.0.1}/${HEALTH_PORT:?}"
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "${HEALTH_PATH:?}" >&3
read -r -t 4 answer <&3
[[ $answer == 'HTTP/1.1 200 '* ]]
