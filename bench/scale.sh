#!/usr/bin/env bash
# Many models in the cluster: time to converge, after a cold start too, and what the dispatcher costs at rest.
# Usage: scale.sh      MODELS=1000 STEADY=60 (seconds)
. "$(dirname "${BASH_SOURCE[0]}")/platform.sh"

MODELS=${MODELS:-1000}
STEADY=${STEADY:-60}
LIST=/apis/corral.dev/v1alpha1/namespaces/corral/models
TICKS=$(getconf CLK_TCK)

model() {
  echo '{"apiVersion":"corral.dev/v1alpha1","kind":"Model","metadata":{"name":"m-'"$1"'"},"spec":{"engine":"ollama","source":"ollama://tinyllama:1.1b-chat","owner":"alice","suspended":true}}'
}

settled() { kube GET "$LIST" | json '["items"]' | grep -o "'state': 'idle'" | wc -l; }

# The sum of a counter over all its labels, of the dispatcher's metrics that match the pattern.
reconciles() {
  curl -sf "http://127.0.0.1:$(port 12)/q/metrics" |
    awk -v want="$1" '/^corral_reconcile_seconds_count/ && $0 ~ want {sum += $2} END {printf "%d", sum}'
}

cpu_ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

# until COMMAND… prints a number of at least MODELS
until_all() {
  local try
  for try in $(seq 1200); do
    [ "$("$@")" -ge "$MODELS" ] && return
    sleep 0.5
  done
  fail "not within 10 minutes: $* = $("$@")"
}

start_standins
service llm-dispatcher -Xmx256m -XX:TieredStopAtLevel=1
await_service llm-dispatcher "$LAST"
begun=$(milliseconds)
for i in $(seq "$MODELS"); do kube POST "$LIST" "$(model "$i")" >/dev/null; done
created=$(($(milliseconds) - begun))
until_all settled
converged=$(($(milliseconds) - begun))

end "$LAST"
begun=$(milliseconds)
service llm-dispatcher -Xmx256m -XX:TieredStopAtLevel=1
await_service llm-dispatcher "$LAST"
until_all reconciles 'result="(settled|steady)"'
cold=$(($(milliseconds) - begun))

before=$(cpu_ticks "$LAST") steady=$(reconciles steady) whole=$(reconciles 'result="settled"')
sleep "$STEADY"
cpu=$(awk -v t="$TICKS" -v b="$before" -v a="$(cpu_ticks "$LAST")" -v s="$STEADY" 'BEGIN {printf "%.1f", (a - b) / t / s * 100}')
echo "| models | created | all settled | cold start to all looked at | at rest: CPU of a core | RSS | reconciles without a call/s | whole reconciles/s | load |"
echo "|---|---|---|---|---|---|---|---|---|"
echo "| $MODELS | $((created / 1000)) s | $((converged / 1000)) s | $((cold / 1000)) s | $cpu % | $(rss_mb "$LAST") MB | $((($(reconciles steady) - steady) / STEADY)) | $((($(reconciles 'result="settled"') - whole) / STEADY)) | $(load_average) |"
