#!/usr/bin/env bash
# Checks every stack of the backend that you are logged in to, for a nightly job. It only reads, with `pulumi stack ls` and
# `pulumi stack export`: it runs no program and needs no cloud credentials. It passes its arguments to the check:
#   check-all-stacks.sh --baseline known.json --format sarif=findings.sarif
# AOG_TOOL names the program, if azure-openai-guard is not on PATH.
# Exit codes are those of the check. If a stack cannot be exported, it says so, checks the others, and exits with 2.
set -euo pipefail
states=$(mktemp -d)
trap 'rm -rf "$states"' EXIT

pulumi stack ls --all --json > "$states/stacks.json"
names='for (const { name } of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) console.log(name)'
node -e "$names" < "$states/stacks.json" > "$states/names"

failed=0
count=0
mkdir "$states/export"
while IFS= read -r stack; do
  count=$((count + 1))
  # The number keeps stacks apart; a slash in a stack's name would be a directory.
  file="$states/export/$count-${stack//\//.}.json"
  if ! pulumi stack export --stack "$stack" --file "$file" < /dev/null; then
    echo "check-all-stacks: cannot export $stack" >&2
    rm -f -- "$file"
    failed=$((failed + 1))
  fi
done < "$states/names"

if [ "$count" -eq 0 ]; then
  echo "check-all-stacks: the backend has no stacks" >&2
  exit 2
fi
code=0
if [ "$failed" -lt "$count" ]; then
  "${AOG_TOOL:-azure-openai-guard}" check "$@" -- "$states/export"/*.json || code=$?
fi
[ "$failed" -eq 0 ] || exit 2
exit "$code"
