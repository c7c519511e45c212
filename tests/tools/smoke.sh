#!/usr/bin/env bash
# Starts the real window under Xvfb, makes a plan from the five questions by key, checks that it is on disk, kills the
# program without warning, starts it again, and checks that the window comes back with the plan.
set -euo pipefail
cairn="$1"
home="$(mktemp -d)"
shots="${SMOKE_SHOTS:-$home/shots}"
mkdir -p "$shots"
export CAIRN_HOME="$home/cairn" LIBGL_ALWAYS_SOFTWARE=1 DISPLAY=":${SMOKE_DISPLAY:-97}" RUST_LOG=warn
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS || true
Xvfb "$DISPLAY" -screen 0 1440x900x24 >/dev/null 2>&1 &
xvfb=$!
pid=""
cleanup() { [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true; kill "$xvfb" 2>/dev/null || true; rm -rf "$home"; }
trap cleanup EXIT
# A busy machine takes its time over the first window system of the day.
for _ in $(seq 300); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.1; done
xdotool getdisplaygeometry >/dev/null || { echo "Xvfb did not start on $DISPLAY"; exit 1; }

start() {
  "$cairn" --today 2026-11-30 >"$home/log" 2>&1 &
  pid=$!
  for _ in $(seq 100); do
    window="$(xdotool search --onlyvisible --pid "$pid" 2>/dev/null | head -n 1 || true)"
    [ -n "$window" ] && return 0
    kill -0 "$pid" 2>/dev/null || { echo "cairn ended by itself:"; cat "$home/log"; exit 1; }
    sleep 0.1
  done
  echo "no window came up:"; cat "$home/log"; exit 1
}

start
sleep 2
import -window root "$shots/1-welcome.png"
# Ctrl+Enter starts with the plan that is filled in.
xdotool windowfocus --sync "$window" 2>/dev/null || true
xdotool key --window 0 ctrl+Return
for _ in $(seq 60); do
  plan="$(find "$CAIRN_HOME/plans" -maxdepth 1 -name '*.ron' 2>/dev/null | head -n 1 || true)"
  [ -n "$plan" ] && break
  sleep 0.1
done
import -window root "$shots/2-today.png"
[ -n "${plan:-}" ] || { echo "no plan on disk"; cat "$home/log"; exit 1; }
"$cairn" check "$plan" --today 2026-11-30
kill -9 "$pid"; wait "$pid" 2>/dev/null || true
"$cairn" check "$plan" --today 2026-11-30
start
sleep 2
import -window root "$shots/3-again.png"
title="$(xdotool getwindowname "$window")"
case "$title" in
  *"– Cairn") echo "window title: $title" ;;
  *) echo "the plan did not come back: window title “$title”"; cat "$home/log"; exit 1 ;;
esac
# Idle means idle: over three seconds the program may use next to no processor time.
before=$(awk '{print $14+$15}' "/proc/$pid/stat"); sleep 3; after=$(awk '{print $14+$15}' "/proc/$pid/stat")
echo "processor time while idle: $((after - before)) of 300 ticks"
[ $((after - before)) -le 15 ] || { echo "the window is not idle"; exit 1; }
if grep -E "panicked|ERROR" "$home/log"; then exit 1; fi
echo "1 passed, 0 failed"
