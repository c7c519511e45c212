#!/usr/bin/env bash
# Exports a plan in every format, has other programs' parsers read what came out, and imports it again: nothing may change.
# usage: exports.sh CAIRN PYTHON (a Python that has `icalendar`)
set -euo pipefail
cairn="$1"
python="$2"
here="$(dirname "$0")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export CAIRN_HOME="$work/home"
run() { "$cairn" --today 2026-11-30 "$@"; }
plan="$work/plan.ron"
run new --out "$plan" --interview Onsite=2027-01-15 --name 'Onsite "=1+1", <b>'
before="$(sha256sum "$plan")"
for format in ron ics md csv html png; do
  run export "$plan" --format "$format" --out "$work/out.$format"
  [ -s "$work/out.$format" ] || { echo "nothing in $format"; exit 1; }
done
"$python" "$here/check_ics.py" "$work/out.ics"
"$python" "$here/check_csv.py" "$work/out.csv"
head -c 8 "$work/out.png" | od -An -tx1 | grep -q '89 50 4e 47 0d 0a 1a 0a' || { echo "no PNG"; exit 1; }
for format in ron ics md; do
  said="$(run import "$work/out.$format" --into "$plan" --dry-run)"
  echo "$format again: $(echo "$said" | head -n 1)"
  run import "$work/out.$format" --into "$plan" --out "$work/again-$format.ron"
  # What git would show: only what the format cannot hold may differ, and that must not be touched at all.
  run export "$work/again-$format.ron" --format ron --out "$work/a.ron"
  cmp "$work/out.ron" "$work/a.ron" || { echo "importing our own $format changed the plan"; exit 1; }
done
[ "$before" = "$(sha256sum "$plan")" ] || { echo "the plan itself was changed"; exit 1; }
run merge "$plan" "$plan" "$plan" --out "$work/merged.ron"
cmp "$plan" "$work/merged.ron"
echo "exports and imports agree"
