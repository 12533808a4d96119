#!/usr/bin/env bash
# Copies secrets, one file a key, to where only this user can read them, without the line feeds at their ends: a server
# takes a file as it is. Copies of before are deleted.
#
#   ./copy-secrets.sh FROM TO
set -euo pipefail
umask 077

from=${1:?folder with secrets}
to=${2:?folder for the copies}
mkdir -p "$to"
rm -f "$to"/*
for file in "$from"/*; do
  [[ -f $file ]] || continue
  name=$(basename "$file")
  if [[ ! -s $file ]]; then
    echo "copy-secrets.sh: $file is empty" >&2
    exit 1
  fi
  printf %s "$(< "$file")" > "$to/$name"
done
