#!/usr/bin/env bash
# Time from exec to the first 200 of /q/health/ready, and resident memory two seconds later, of each service.
# Usage: startup.sh [SERVICE…]      ROUNDS=3 (the median counts)      MODES="default c1 aot"
. "$(dirname "${BASH_SOURCE[0]}")/platform.sh"

ROUNDS=${ROUNDS:-3}
MODES=${MODES:-default c1 aot}
SERVICES=("$@")
[ $# -gt 0 ] || SERVICES=(gateway llm-dispatcher inference-proxy metrics)
SMALL=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

options() {
  case $2 in
    default) OPTIONS=() ;;
    c1) OPTIONS=("${SMALL[@]}") ;;
    aot) OPTIONS=("${SMALL[@]}" "-XX:AOTCache=$WORK/$1.aot") ;;
    *) fail "unknown mode $2" ;;
  esac
}

# The JVM writes its cache when a training run ends.
train() {
  service "$1" "${SMALL[@]}" "-XX:AOTCacheOutput=$WORK/$1.aot"
  await_service "$1" "$LAST"
  end "$LAST"
  [ -s "$WORK/$1.aot" ] || fail "no AOT cache of $1: $(tail -3 "$WORK/$1.log")"
}

measure() {
  local name=$1 mode=$2 round begun
  options "$name" "$mode"
  : >"$WORK/ms" && : >"$WORK/mb"
  for round in $(seq "$ROUNDS"); do
    begun=$(milliseconds)
    service "$name" "${OPTIONS[@]}"
    await_service "$name" "$LAST"
    echo $(($(milliseconds) - begun)) >>"$WORK/ms"
    sleep 2
    rss_mb "$LAST" >>"$WORK/mb" && echo >>"$WORK/mb"
    end "$LAST"
  done
  printf '| %s | %s | %.2f s | %d MB |\n' "$name" "$mode" "$(median <"$WORK/ms" | awk '{print $1 / 1000}')" "$(median <"$WORK/mb")"
}

start_standins
echo "$(nproc) cores, load $(load_average), $("$JAVA" -version 2>&1 | sed -n 2p), median of $ROUNDS"
echo
echo "| service | JVM | to the first ready | RSS |"
echo "|---|---|---|---|"
for name in "${SERVICES[@]}"; do
  case " $MODES " in *" aot "*) train "$name" ;; esac
  for mode in $MODES; do measure "$name" "$mode"; done
done
