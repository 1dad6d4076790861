# Sourced by the measurements: the stand-ins on ports of their own, and the services one by one.
set -euo pipefail

BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(dirname "$BENCH")
: "${JAVA_HOME:?is set by make bench}"
JAVA="$JAVA_HOME/bin/java"
BASE=${BENCH_BASE:-22080}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/corral-bench.XXXXXX")
PIDS=()

port() { echo $((BASE + $1)); }

stop_all() {
  local pid
  for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ -n "${KEEP:-}" ] || rm -rf "$WORK"
}
trap stop_all EXIT

fail() { echo "$*" >&2; exit 1; }

# start NAME COMMAND… : runs it in the background, its output in $WORK/NAME.log, its pid in LAST
start() {
  local name=$1
  shift
  : >"$WORK/$name.log"
  "$@" >>"$WORK/$name.log" 2>&1 &
  LAST=$!
  PIDS+=("$LAST")
}

await_ready_line() {
  local name=$1 try
  for try in $(seq 300); do
    grep -q '^READY' "$WORK/$name.log" && return
    kill -0 "$2" 2>/dev/null || fail "$name ended: $(tail -3 "$WORK/$name.log")"
    sleep 0.1
  done
  fail "$name is not ready after 30 s"
}

standin() {
  local name=$1 jar="$ROOT/local/$1/target/local-$1.jar"
  shift
  [ -f "$jar" ] || fail "not built: $jar (make build)"
  start "$name" "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" --state-dir "$WORK/$name" "$@"
  await_ready_line "$name" "$LAST"
}

start_standins() {
  standin cloud --dynamodb-port "$(port 6)" --sqs-port "$(port 7)" --s3-port "$(port 8)" \
    --tables "$(ls "$ROOT"/services/*/src/main/contract/tables.json | paste -sd,)" \
    --queues corral-lifecycle,corral-usage,corral-budget
  standin kubernetes --port "$(port 5)" --crds "$ROOT/charts/corral/crds,$ROOT/charts/karpenter-crds"
  standin identity --port "$(port 4)" --redirect-uri "http://localhost:$(port 0)/callback"
  cluster_objects
}

# kube METHOD PATH [BODY]
kube() {
  curl -sf --cacert "$WORK/kubernetes/ca.crt" -X "$1" "https://127.0.0.1:$(port 5)$2" \
    -H "authorization: Bearer $(cat "$WORK/kubernetes/admin-token")" \
    -H 'content-type: application/json' ${3:+-d "$3"}
}

cluster_objects() {
  local name
  for name in corral-system corral; do
    kube POST /api/v1/namespaces '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"'$name'"}}' >/dev/null || true
  done
  for name in gateway llm-dispatcher inference-proxy metrics; do
    kube POST /api/v1/namespaces/corral-system/serviceaccounts \
      '{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"'$name'"}}' >/dev/null || true
    kube POST /api/v1/namespaces/corral-system/serviceaccounts/$name/token \
      '{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["corral-internal"],"expirationSeconds":3600}}' |
      json '["status"]["token"]' >"$WORK/$name.token"
  done
}

# token NAME : an access token of one of the laptop's people
token() {
  curl -sf "http://localhost:$(port 4)/token" -d grant_type=password -d client_id=corral-cli \
    -d "username=$1" -d "password=$1-corral" -d "scope=openid profile" | json '["access_token"]'
}

# ready_model NAME [ENGINE DIALECT] : what the dispatcher and the controllers would write for a ready model, with the fake engine on $UPSTREAM behind it
ready_model() {
  local engine=${2:-ollama} dialect=${3:-ollama}
  kube POST /api/v1/namespaces/corral/services '{"apiVersion":"v1","kind":"Service","metadata":{"name":"model-'$1'",
    "labels":{"app.kubernetes.io/name":"'$engine'","app.kubernetes.io/instance":"'$1'","app.kubernetes.io/component":"model",
      "app.kubernetes.io/part-of":"corral","app.kubernetes.io/managed-by":"corral-dispatcher","corral.dev/model":"'$1'","corral.dev/engine":"'$engine'"},
    "annotations":{"corral.dev/served-name":"'$1'","corral.dev/aliases":"","corral.dev/adapters":"[]","corral.dev/state":"active",
      "corral.dev/owner":"alice","corral.dev/shared-with":"corral-user","corral.dev/context-length":"4096","corral.dev/dialect":"'$dialect'"}},
    "spec":{"clusterIP":"None","ports":[{"name":"http","port":11434,"targetPort":"http"}]}}' >/dev/null
  kube POST /apis/discovery.k8s.io/v1/namespaces/corral/endpointslices '{"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice",
    "metadata":{"name":"model-'$1'-bench","labels":{"kubernetes.io/service-name":"model-'$1'"}},"addressType":"IPv4",
    "ports":[{"name":"http","port":'$UPSTREAM',"protocol":"TCP"}],
    "endpoints":[{"addresses":["127.0.0.1"],"conditions":{"ready":true,"serving":true,"terminating":false}}]}' >/dev/null
}

json() { python3 -c "import json,sys; print(json.load(sys.stdin)$1)"; }

declare -A NUMBER=([gateway]=0 [inference-proxy]=1 [llm-dispatcher]=2 [metrics]=3)

# service NAME JVM-OPTIONS… : starts a service as the launcher does, pid in LAST; APP_ROOT is another checkout to take it from
service() {
  local name=$1 jar="${APP_ROOT:-$ROOT}/services/$1/target/quarkus-app/quarkus-run.jar"
  shift
  [ -f "$jar" ] || fail "not built: $jar (make build)"
  start "$name" env \
    QUARKUS_HTTP_PORT="$(port "${NUMBER[$name]}")" \
    QUARKUS_MANAGEMENT_PORT="$(port $((10 + NUMBER[$name])))" \
    QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE="http://127.0.0.1:$(port 6)" \
    QUARKUS_SQS_ENDPOINT_OVERRIDE="http://127.0.0.1:$(port 7)" \
    AWS_REGION=eu-central-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \
    KUBECONFIG="$WORK/kubernetes/kubeconfig" \
    CORRAL_OIDC_ISSUER="http://localhost:$(port 4)" \
    CORRAL_OIDC_CLIENT_IDS=corral-console,corral-cli \
    CORRAL_CLUSTER_ISSUER="https://127.0.0.1:$(port 5)" \
    CORRAL_CLUSTER_CA_FILE="$WORK/kubernetes/ca.crt" \
    CORRAL_SERVICE_TOKEN_FILE="$WORK/$name.token" \
    CORRAL_DISPATCHER_URL="http://127.0.0.1:$(port 2)" \
    CORRAL_METRICS_URL="http://127.0.0.1:$(port 3)" \
    CORRAL_GATEWAY_INTERNAL_URL="http://127.0.0.1:$(port 10)" \
    CORRAL_PROXY_URL="http://127.0.0.1:$(port 1)" \
    CORRAL_IMAGES_ALLOW_TAGS=true \
    "$JAVA" "$@" -jar "$jar"
}

# await_service NAME PID
await_service() {
  local try url
  url="http://127.0.0.1:$(port $((10 + NUMBER[$1])))/q/health/ready"
  for try in $(seq 3000); do
    curl -sf -o /dev/null "$url" && return
    kill -0 "$2" 2>/dev/null || fail "$1 ended: $(tail -5 "$WORK/$1.log")"
    sleep 0.02
  done
  fail "$1 is not ready after 60 s"
}

# end PID : ends it and waits for it
end() {
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

rss_mb() { awk '/^VmRSS/ {printf "%d", $2 / 1024}' "/proc/$1/status"; }

# foreign load spoils a measurement, so it is printed with it
load_average() { cut -d' ' -f1 /proc/loadavg; }
