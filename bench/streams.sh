#!/usr/bin/env bash
# Two hundred streams through a running inference-proxy, first alone and then beside one reader that is stuck.
# Usage: streams.sh      STREAMS=200 SECONDS_EACH=10 MODEL=sim-t100-f50-i50 JVM="-XX:+UseSerialGC …"
. "$(dirname "${BASH_SOURCE[0]}")/platform.sh"

STREAMS=${STREAMS:-200}
SECONDS_EACH=${SECONDS_EACH:-10}
MODEL=${MODEL:-sim-t100-f50-i50}
TOKENS=$(sed 's/.*-t\([0-9]*\).*/\1/' <<<"$MODEL")
FLOOD=sim-t2000000-f0-i0-p64
UPSTREAM=$(port 100)
URL="http://127.0.0.1:$(port 1)/v1/chat/completions"

# load LABEL SECONDS STREAMS : one line of JSON
load() {
  "$JAVA" "$WORK/Load.java" --label "$1" --url "$URL" --auth "$ALICE" --model "$MODEL" --tokens "$TOKENS" \
    --concurrency "$3" --ramp 2 --warmup 4 --duration "$2"
}

# row LABEL MB-BEFORE MB-AFTER : the JSON line of its log as a row
row() {
  python3 - "$WORK/$1.json" "$2" "$3" <<'PY'
import json, sys
r = json.load(open(sys.argv[1]))
ms = lambda of, key: f"{r[of][key] / 1000:.1f}"
print(f"| {r['label']} | {r['ok']} | {sum(r['errors'].values())} | {r['missing'] + r['dup'] + r['reordered']} | {r['tokens_per_s']} |"
      f" {ms('ttft_us', 'p50')} / {ms('ttft_us', 'p99')} | {ms('gap_us', 'p50')} / {ms('gap_us', 'p99')} |"
      f" {ms('token_us', 'p50')} / {ms('token_us', 'p99')} | {sys.argv[2]} → {sys.argv[3]} |")
PY
}

measure() {
  local before
  before=$(rss_mb "$PROXY")
  load "$1" "$SECONDS_EACH" "$STREAMS" >"$WORK/$1.json"
  row "$1" "$before" "$(rss_mb "$PROXY")"
}

cp "$BENCH"/*.java "$WORK"
start_standins
start upstream "$JAVA" "$BENCH/Upstream.java" --port "$UPSTREAM"
ready_model "$MODEL"
ready_model "$FLOOD"
# shellcheck disable=SC2086
service inference-proxy ${JVM:-}
PROXY=$LAST
await_service inference-proxy "$PROXY"
ALICE=$(token alice)
BOB=$(token bob)
load warm-up 6 "$STREAMS" >/dev/null

echo "$(nproc) cores, load $(load_average), $STREAMS streams of $MODEL, JVM options: ${JVM:-none}"
echo
echo "| run | answers | errors | wrong tokens | tokens/s | TTFT p50 / p99 ms | gap p50 / p99 ms | proxy and wire p50 / p99 ms | RSS MB |"
echo "|---|---|---|---|---|---|---|---|---|"
measure alone
start stuck "$JAVA" "$BENCH/StuckReader.java" "$URL" "$FLOOD" "$BOB" 300
for try in $(seq 100); do grep -q STUCK "$WORK/stuck.log" && break || sleep 0.1; done
grep -q STUCK "$WORK/stuck.log" || fail "no stuck reader: $(cat "$WORK/stuck.log")"
measure beside-a-stuck-reader
measure beside-a-stuck-reader-again
echo
echo "upstream: $(curl -s "http://127.0.0.1:$UPSTREAM/stats")"
echo "proxy: $(curl -s "http://127.0.0.1:$(port 11)/internal/activity" -H "authorization: Bearer $(cat "$WORK/llm-dispatcher.token")")"
