#!/usr/bin/env bash
# What the inference-proxy adds to a request and to a token: the same load straight to the fake engine and through the proxy.
# Usage: overhead.sh      SECONDS_EACH=8 BUSY=50      APP_ROOT=/another/checkout (built) to measure that one's proxy
. "$(dirname "${BASH_SOURCE[0]}")/platform.sh"

SECONDS_EACH=${SECONDS_EACH:-8}
BUSY=${BUSY:-50}
UPSTREAM=$(port 100)
PROXY_URL="http://127.0.0.1:$(port 1)"
ENGINE_URL="http://127.0.0.1:$UPSTREAM"
SHORT=sim-t1-f0-i0
LONG=sim-t200-f0-i5

# load LABEL URL MODEL STREAM TOKENS CONCURRENCY
load() {
  "$JAVA" "$WORK/Load.java" --label "$1" --url "$2" --auth "$ALICE" --model "$3" --stream "$4" --tokens "$5" \
    --concurrency "$6" --warmup 3 --duration "$SECONDS_EACH"
}

# requests LABEL URL-OF-ENGINE URL-OF-PROXY : whole answers of one token
requests() {
  local at
  for at in 1 "$BUSY"; do
    load direct "$2" "$SHORT" false 1 "$at" >"$WORK/direct.json"
    load proxy "$3" "$SHORT" false 1 "$at" >"$WORK/proxy.json"
    row "$1, $at at once" total_ms
  done
}

# tokens LABEL URL-OF-ENGINE URL-OF-PROXY : streams of 200 tokens
tokens() {
  local at
  for at in 1 "$BUSY"; do
    load direct "$2" "$LONG" true 200 "$at" >"$WORK/direct.json"
    load proxy "$3" "$LONG" true 200 "$at" >"$WORK/proxy.json"
    row "$1, $at streams" token_us
  done
}

# row LABEL KEY : both measurements beside each other
row() {
  python3 - "$WORK" "$1" "$2" <<'PY'
import json, sys
folder, label, key = sys.argv[1:4]
read = lambda name: json.load(open(f"{folder}/{name}.json"))
direct, proxy = read("direct"), read("proxy")
us = lambda run, p: round(run[key][p] * (1000 if key == "total_ms" else 1))
both = lambda run: f"{us(run, 'p50')} / {us(run, 'p99')}"
bad = sum(proxy["errors"].values()) + proxy["missing"] + proxy["dup"] + proxy["reordered"]
print(f"| {label} | {both(direct)} | {both(proxy)} | {us(proxy, 'p50') - us(direct, 'p50')} | {proxy['ok']} | {bad} |")
PY
}

cp "$BENCH"/*.java "$WORK"
start_standins
start upstream "$JAVA" "$BENCH/Upstream.java" --port "$UPSTREAM"
ready_model "$SHORT"
ready_model "$LONG"
service inference-proxy
PROXY=$LAST
await_service inference-proxy "$PROXY"
ALICE=$(token alice)
load warm-up "$PROXY_URL/v1/chat/completions" "$LONG" true 200 "$BUSY" >/dev/null

echo "$(nproc) cores, load $(load_average), proxy of $(git -C "${APP_ROOT:-$ROOT}" log -1 --format=%h), $SECONDS_EACH s each; microseconds"
echo
echo "| what | straight p50 / p99 | through the proxy p50 / p99 | added at p50 | answers | wrong |"
echo "|---|---|---|---|---|---|"
requests "whole answer, OpenAI" "$ENGINE_URL/v1/chat/completions" "$PROXY_URL/v1/chat/completions"
tokens "each token, OpenAI" "$ENGINE_URL/v1/chat/completions" "$PROXY_URL/v1/chat/completions"
tokens "each token, Ollama" "$ENGINE_URL/api/chat" "$PROXY_URL/ollama/api/chat"
