# Fetches safetensors and GGUF files from S3. Fixed text: what varies is in the environment.
# CORRAL_FETCH has a line `<directory> s3://<bucket>/<prefix or file>` for each thing to fetch.
# With CORRAL_OPTIONAL=true what does not exist or may not be had is left out.
set -euo pipefail
export AWS_PAGER="" HOME=/tmp
grammar='^s3://[a-z0-9][a-z0-9.-]+[a-z0-9](/[A-Za-z0-9._-]+)*$'
wanted='^[A-Za-z0-9][A-Za-z0-9._-]*\.(safetensors|gguf|json|jinja|txt|model|tiktoken)$'
weights='\.(safetensors|gguf)$'
errors=$(mktemp)

leave() {
  if [ "${CORRAL_OPTIONAL:-}" != true ]; then exit "$1"; fi
  echo "left out" >&2
}

failed() {
  cat "$errors" >&2
  case "$(cat "$errors")" in
    *NoSuchBucket* | *NoSuchKey* | *"(404)"*) leave 44 ;;
    *AccessDenied* | *"(403)"* | *Forbidden* | *"Unable to locate credentials"* | *InvalidAccessKeyId*) leave 45 ;;
    *) exit 1 ;;
  esac
}

plan=$(mktemp)
total=0
while read -r directory source; do
  [ -n "$directory" ] || continue
  if [[ ! $source =~ $grammar ]]; then echo "not a source in S3" >&2; exit 44; fi
  path=${source#s3://}
  bucket=${path%%/*}
  prefix=""
  if [ "$path" != "$bucket" ]; then prefix=${path#*/}; fi
  folder=$prefix
  case "$prefix" in *.gguf) folder=$(dirname "$prefix") ;; esac
  [ "$folder" = . ] && folder=""
  listed=$(aws s3api list-objects-v2 --bucket "$bucket" --prefix "$prefix" \
    --query 'Contents[].[Size,Key]' --output text 2>"$errors") || { failed; continue; }
  found=no
  while IFS=$'\t' read -r size key; do
    name=${key##*/}
    [ "${key%"$name"}" = "${folder:+$folder/}" ] || continue
    [[ $name =~ $wanted ]] || continue
    if [[ $name =~ $weights ]]; then found=yes; fi
    total=$((total + size))
    printf '%s\t%s\t%s\t%s\t%s\n' "$size" "$directory" "$bucket" "$key" "$name" >>"$plan"
  done <<<"$listed"
  if [ "$found" = no ]; then
    echo "there are no safetensors or GGUF files in $source" >&2
    leave 44
  fi
done <<<"$CORRAL_FETCH"

roots=$(cut -f 2 "$plan" | sort -u)
progress() {
  local sum=0 directory used
  while read -r directory; do
    used=$(du -s -B1 "$directory" 2>/dev/null | cut -f 1)
    sum=$((sum + ${used:-0}))
  done <<<"$roots"
  if [ "$sum" -gt "$total" ]; then sum=$total; fi
  echo "corral-progress $sum $total"
}
(while sleep 2; do progress; done) &
teller=$!
trap 'kill "$teller" 2>/dev/null || true' EXIT

while IFS=$'\t' read -r size directory bucket key name; do
  mkdir -p "$directory"
  if [ -f "$directory/$name" ] && [ "$(stat -c %s "$directory/$name")" = "$size" ]; then continue; fi
  aws s3 cp --only-show-errors "s3://$bucket/$key" "$directory/.$name.part" 2>"$errors" || { failed; continue; }
  mv "$directory/.$name.part" "$directory/$name"
done <"$plan"
kill "$teller" 2>/dev/null || true
echo "corral-progress $total $total"
