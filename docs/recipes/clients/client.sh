#!/bin/sh
# The hub with curl: who am I, send traces, page through a list, read the feed to its end, read a problem.
#   HUB=http://127.0.0.1:4646 TOKEN=assay_… sh client.sh          (an admin's token, for every step)
set -eu
: "${HUB:?address of the hub}" "${TOKEN:?a token}"
answer=$(mktemp) headers=$(mktemp)
trap 'rm -f "$answer" "$headers"' EXIT

# ask METHOD PATH [curl options]: the body on standard output. A 429 or 503 is asked again after Retry-After seconds;
# another failure ends with what the problem says happened and what to do.
ask() {
  method=$1 path=$2
  shift 2
  for attempt in 1 2 3; do
    status=$(curl --silent --show-error --compressed --request "$method" "$HUB$path" \
      --header "Authorization: Bearer $TOKEN" --dump-header "$headers" --output "$answer" \
      --write-out '%{http_code}' "$@")
    case $status in
      2*) cat "$answer"; return 0 ;;
      429 | 503) sleep "$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' "$headers" | grep . || echo "$attempt")" ;;
      *) break ;;
    esac
  done
  echo "$method $path: $status $(cat "$answer")" >&2
  return 1
}

# The first text member of that name in a JSON text: enough for cursors, which hold no quotes.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

echo "me: $(ask GET /v1/me)"

# Lines of any number; sending them again changes nothing.
printf '%s\n' \
  '{"id":"curl-1","occurredAt":"2026-03-02T08:00:00.000Z","prompt":[{"role":"user","text":"Where is my parcel?"}],"output":"It arrives tomorrow."}' \
  '{"id":"curl-2","occurredAt":"2026-03-02T08:05:00.000Z","prompt":[{"role":"user","text":"Thanks!"}],"output":"You are welcome."}' |
  ask POST '/v1/traces?source=client-curl' --header 'Content-Type: application/x-ndjson' --data-binary @- >/dev/null
echo 'traces: sent'

next='' pages=0
while :; do
  page=$(ask GET "/v1/batches?limit=1${next:+&after=$next}")
  pages=$((pages + 1))
  next=$(printf '%s' "$page" | member next)
  [ -n "$next" ] || break
done
echo "batches: $pages pages"

# Keep the cursor of a page only after its entries are stored; a page without its end line is thrown away.
cursor='' entries=0
while :; do
  page=$(ask GET "/v1/feed?limit=100${cursor:+&after=$cursor}")
  end=$(printf '%s\n' "$page" | tail -n 1)
  case $end in *'"end":true'*) ;; *) echo 'the page was cut off' >&2; exit 1 ;; esac
  entries=$((entries + $(printf '%s\n' "$page" | wc -l) - 1))
  cursor=$(printf '%s' "$end" | member cursor)
  case $end in *'"hasMore":true'*) ;; *) break ;; esac
done
echo "feed: $entries entries, cursor $cursor"

if ask GET /v1/audits/00000000-0000-4000-8000-000000000000/report 2>/dev/null; then exit 1; fi
echo "problem: $(member code <"$answer")"
