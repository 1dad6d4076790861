# Pulls one model from an Ollama registry. Fixed text: what varies is in the environment.
set -euo pipefail
case "$OLLAMA_MODEL" in *[!A-Za-z0-9._:/-]* | "") echo "not the name of a model" >&2; exit 44 ;; esac
host=${OLLAMA_HOST%:*}
port=${OLLAMA_HOST##*:}
ollama serve >/tmp/serve.log 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
tries=0
until (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -ge 60 ]; then tail -n 5 /tmp/serve.log >&2; exit 1; fi
  sleep 1
done

# HTTP/1.0 gives the stream of JSON lines without chunks; what is on disk already is not pulled again.
body=$(printf '{"model":"%s","stream":true}' "$OLLAMA_MODEL")
exec 3<>"/dev/tcp/$host/$port"
printf 'POST /api/pull HTTP/1.0\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
  "$OLLAMA_HOST" "${#body}" "$body" >&3
declare -A total completed
told=0
outcome=""
while IFS= read -r line <&3 || [ -n "$line" ]; do
  line=${line%$'\r'}
  if [[ $line =~ \"error\":\"([^\"]*)\" ]]; then outcome=${BASH_REMATCH[1]}; break; fi
  if [[ $line == *'"status":"success"'* ]]; then outcome=success; break; fi
  if [[ $line =~ \"digest\":\"([^\"]+)\" ]]; then
    digest=${BASH_REMATCH[1]}
    if [[ $line =~ \"total\":([0-9]+) ]]; then total[$digest]=${BASH_REMATCH[1]}; fi
    if [[ $line =~ \"completed\":([0-9]+) ]]; then completed[$digest]=${BASH_REMATCH[1]}; fi
    if [ "$told" -ne "$SECONDS" ] || [ "${completed[$digest]:-0}" = "${total[$digest]:-}" ]; then
      told=$SECONDS
      sum=0
      all=0
      for key in "${!total[@]}"; do
        all=$((all + total[$key]))
        sum=$((sum + ${completed[$key]:-0}))
      done
      echo "corral-progress $sum $all"
    fi
  fi
  line=""
done
exec 3>&-
case "$outcome" in
  success) ;;
  *"does not exist"* | *"not found"*) echo "$outcome" >&2; exit 44 ;;
  *401* | *403* | *unauthorized* | *"access denied"* | *forbidden*) echo "$outcome" >&2; exit 45 ;;
  *) echo "the pull ended with: ${outcome:-nothing}" >&2; exit 1 ;;
esac
ollama cp "$OLLAMA_MODEL" "$CORRAL_SERVED_NAME"
