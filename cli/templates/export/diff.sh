# objects <component> <file> [-n <namespace of those that name none>] [<workload>…]
objects() { start "$1  $2" diff_objects "$@"; }

# release <component> <release> <namespace> <values> <seconds> <chart> <version> <repository> [option…]
release() { start "$1  release $2" diff_release "$@"; }

diff_objects() {
  local component="$1" file="$2"
  shift 2
  if [ "${1:-}" = -n ]; then set -- -n "$2"; else set --; fi
  compare "$component" "$file" -f "$here/$file" "$@"
}

# compare <component> <what> <argument…>: what the API server would make of a file, beside what is there.
compare() {
  local component="$1" what="$2" code=0 answer="$work/answer.$steps"
  shift 2
  "${kubectl[@]}" diff --server-side --force-conflicts --field-manager=quanttide-cloud "$@" > "$work/changes.$steps" 2> "$answer" || code=$?
  if [ "$code" -gt 1 ] && grep -qE '\(NotFound\)|no matches for kind' "$answer"; then
    differs "$component" "$what: its namespace or kind is not there yet"
  elif [ "$code" -gt 1 ]; then
    cat "$answer"
    exit 1
  elif [ "$code" = 1 ]; then
    # One line for each object: "diff -u -N /tmp/LIVE-1/apps.v1.Deployment.acme.shop /tmp/MERGED-1/…"
    sed -n 's|^diff .*/\([^/ ]*\)$|\1|p' "$work/changes.$steps" | while read -r what; do differs "$component" "$what"; done
    show "$work/changes.$steps"
  fi
}

# What the chart renders to, beside what Helm remembers of the release.
diff_release() {
  local component="$1" release="$2" namespace="$3" values="$here/$4" chart rendered remembered folder="$work/release.$steps"
  mkdir "$folder"
  if ! "${helm[@]}" status "$release" -n "$namespace" -o json > "$folder/status" 2> /dev/null; then
    differs "$component" "release $release: it is not installed"
    return
  fi
  chart="$(chart_of "$release" "$namespace" "$6" "$7" "$8")"
  # Of empty lines at the end Helm remembers more than it prints.
  rendered="$("${helm[@]}" template "$release" "$chart" -n "$namespace" -f "$values" --is-upgrade --no-hooks --dry-run=server)"
  remembered="$("${helm[@]}" get manifest "$release" -n "$namespace")"
  printf '%s\n' "$rendered" > "$folder/rendered"
  printf '%s\n' "$remembered" > "$folder/remembered"
  if ! diff -u "$folder/remembered" "$folder/rendered" > "$folder/changes"; then
    differs "$component" "release $release"
    show "$folder/changes"
  elif ! grep -qE '"status": ?"deployed"' "$folder/status"; then
    differs "$component" "release $release: its last change failed"
  fi
  case " $* " in
    *' --skip-crds '*) ;;
    *)
      helm show crds "$chart" > "$folder/definitions"
      ! grep -q . "$folder/definitions" || compare "$component" "definitions of $release" -f "$folder/definitions"
      ;;
  esac
}

differs() {
  printf 'note: ~ %s  %s\n' "$1" "$2"
  touch "$work/differs"
}

show() { [ -z "$full" ] || sed 's/^/note:     /' "$1"; }

report() { sed -n 's/^note: //p' "$3"; }
