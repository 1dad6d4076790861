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

# model NAME : what the dispatcher and the controllers would write for a ready model, with the fake engine behind it
model() {
  kube POST /api/v1/namespaces/corral/services '{"apiVersion":"v1","kind":"Service","metadata":{"name":"model-'$1'",
    "labels":{"app.kubernetes.io/name":"ollama","app.kubernetes.io/instance":"'$1'","app.kubernetes.io/component":"model",
      "app.kubernetes.io/part-of":"corral","app.kubernetes.io/managed-by":"corral-dispatcher","corral.dev/model":"'$1'","corral.dev/engine":"ollama"},
    "annotations":{"corral.dev/served-name":"'$1'","corral.dev/aliases":"","corral.dev/adapters":"[]","corral.dev/state":"active",
      "corral.dev/owner":"alice","corral.dev/shared-with":"corral-user","corral.dev/context-length":"4096","corral.dev/dialect":"ollama"}},
    "spec":{"clusterIP":"None","ports":[{"name":"http","port":11434,"targetPort":"http"}]}}' >/dev/null
  kube POST /apis/discovery.k8s.io/v1/namespaces/corral/endpointslices '{"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice",
    "metadata":{"name":"model-'$1'-bench","labels":{"kubernetes.io/service-name":"model-'$1'"}},"addressType":"IPv4",
    "ports":[{"name":"http","port":'$UPSTREAM',"protocol":"TCP"}],
    "endpoints":[{"addresses":["127.0.0.1"],"conditions":{"ready":true,"serving":true,"terminating":false}}]}' >/dev/null
}

token() {
  curl -sf "http://localhost:$(port 4)/token" -d grant_type=password -d client_id=corral-cli \
    -d "username=$1" -d "password=$1-corral" -d "scope=openid profile" | json '["access_token"]'
}

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
model "$MODEL"
model "$FLOOD"
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
