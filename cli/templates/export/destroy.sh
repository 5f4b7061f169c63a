# objects <component> <file> [-n <namespace of those that name none>] [<workload>…]: removes what is in a file.
objects() { start "$1  $2" delete_objects "$@"; }

# release <component> <release> <namespace> [what only apply.sh needs…]: removes a release.
release() { start "$1  release $2" delete_release "$@"; }

delete_objects() {
  local file="$here/$2" code=0 answer="$work/answer.$steps" namespace
  shift 2
  if [ "${1:-}" = -n ]; then set -- -n "$2"; else set --; fi
  run "${kubectl[@]}" delete -f "$file" "$@" --ignore-not-found --timeout=300s > /dev/null 2> "$answer" || code=$?
  # What is of a kind that the cluster no longer knows is gone.
  if [ "$code" != 0 ] && grep -vE 'no matches for kind|ensure CRDs are installed first|the server could not find the requested resource' "$answer"; then
    for namespace in $("${kubectl[@]}" get -f "$file" "$@" --ignore-not-found -o go-template='{{if eq .kind "Namespace"}}{{.metadata.name}} {{else}}{{range .items}}{{if eq .kind "Namespace"}}{{.metadata.name}} {{end}}{{end}}{{end}}' 2> /dev/null); do
      "${kubectl[@]}" get namespace "$namespace" -o go-template='{{range .status.conditions}}{{if eq .status "True"}}{{.message}}{{"\n"}}{{end}}{{end}}'
    done
    exit 1
  fi
}

delete_release() {
  local kept
  run "${helm[@]}" uninstall "$2" -n "$3" --ignore-not-found --wait --timeout 300s > "$work/helm.$steps" 2>&1 || { cat "$work/helm.$steps" && exit 1; }
  # Helm lists what it keeps: [CustomResourceDefinition] clusters.postgresql.cnpg.io
  kept="$(grep -c '^\[' "$work/helm.$steps")" || return 0
  printf 'note: %s objects are kept, definitions of custom resources above all\n' "$kept"
}

# Asks, unless --yes was given.
confirm() {
  local answer=''
  [ -z "$yes" ] || return 0
  [ -t 0 ] || bad_usage 'there is nobody to ask: agree with --yes.'
  printf 'This removes the platform %s from the cluster %s, with all data in:\n' "$platform" "$uid"
  sed -n 's/^[a-z]* [^ ]* [^ ]* [^ ]* data /  /p' "$here/inventory.txt" | sort -u
  printf 'Type %s to go on: ' "$platform"
  read -r answer
  [ "$answer" = "$platform" ] || fail 'nothing was removed.'
}

# What is gone is forgotten, the cluster too when all is.
forget() {
  name_leftovers
  if [ -s "$work/leftovers" ]; then mv "$work/leftovers" "$memory/applied.txt"; else rm -rf "$memory"; fi
}
