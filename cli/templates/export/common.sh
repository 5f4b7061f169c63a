# What apply.sh, diff.sh and destroy.sh share. Needs bash 3.2 or later, kubectl, and Helm 3.14 or later.
# shellcheck shell=bash disable=SC2034,SC2154 # what the script sets is used here, and the other way round
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
memory="$here/cluster" # what was applied, and to which cluster; a new export leaves it as it is
parallel="${PARALLEL:-10}"

fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  [ $# = 0 ] || printf '       %s\n' "$@" >&2
  exit 1
}

bad_usage() {
  printf 'error: %s\n%s\n' "$1" "$usage" >&2
  exit 2
}

# options <options of this script> <argument…>: takes the arguments, and gets everything ready.
options() {
  local allowed=" $1 --kubeconfig --context --help "
  shift
  yes='' full=''
  while [ $# -gt 0 ]; do
    case "$1" in
      --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
      -h) set -- --help "${@:2}" ;;
    esac
    case "$allowed" in *" $1 "*) ;; *) bad_usage "there is no option $1." ;; esac
    case "$1" in
      --help) printf '%s\n' "$usage" && exit 0 ;;
      --yes) yes=true ;;
      --full) full=true ;;
      *)
        [ -n "${2:-}" ] || bad_usage "$1 needs a value."
        if [ "$1" = --context ]; then KUBE_CONTEXT="$2"; else export KUBECONFIG="$2"; fi
        shift
        ;;
    esac
    shift
  done
  kubectl=(kubectl) helm=(helm)
  if [ -n "${KUBE_CONTEXT:-}" ]; then
    kubectl+=(--context "$KUBE_CONTEXT")
    helm+=(--kube-context "$KUBE_CONTEXT")
  fi
  local program
  for program in kubectl helm; do
    command -v "$program" > /dev/null || fail "$program is not installed." 'Install it, and run the script again.'
  done
  work="$(mktemp -d "${TMPDIR:-/tmp}/steps.XXXXXX")"
  trap 'rm -rf "$work"' EXIT
  trap 'stop' INT TERM # steps run in the background and do not hear Ctrl-C: they are told
}

stop() {
  trap '' INT TERM
  # shellcheck disable=SC2046 # a word for each step
  kill $(jobs -p) 2> /dev/null || true
  wait
  fail 'interrupted. Run the script again: it goes on where this run ended.'
}

# Ends unless this is the cluster that the platform is on.
check_cluster() {
  local known="$identity"
  uid="$("${kubectl[@]}" get namespace kube-system --request-timeout=30s -o 'jsonpath={.metadata.uid}' 2> "$work/answer")" ||
    fail "the cluster does not answer: $(tail -n 1 "$work/answer")" 'Choose it with --kubeconfig and --context, and see that your credentials have not expired.'
  if [ -z "$known" ] && [ -f "$memory/identity" ]; then
    known="$(cat "$memory/identity")"
  fi
  if [ -n "$known" ] && [ "$known" != "$uid" ]; then
    fail "This is not the cluster the platform was made on: its identity is $known, and this one's is $uid." \
      'Nothing was changed. Choose the right cluster with --kubeconfig and --context.'
  fi
}

# The steps of a wave run side by side. A wave begins when all of the one before is done.
steps=0 pids=() titles=() begins=()

# wave <number>
wave() { printf 'wave %s of %s, after %s s\n' "$1" "$waves" "$SECONDS"; }

# start <title> <function> [argument…]: starts a step.
start() {
  while (("$(jobs -rp | wc -l)" + 0 >= parallel)); do sleep 0.1; done
  titles[steps]="$1"
  begins[steps]=$SECONDS
  shift
  "$@" > "$work/step.$steps" 2>&1 &
  pids[steps]=$!
  steps=$((steps + 1))
}

# Waits for the steps of the wave, says how each ended, and ends the script where one failed.
finish() {
  local step running left=$steps failed=0
  while [ "$left" -gt 0 ]; do
    running=" $(jobs -rp | tr '\n' ' ')"
    for ((step = 0; step < steps; step++)); do
      case "$running" in *" ${pids[step]} "*) continue ;; esac
      [ "${pids[step]}" != ended ] || continue
      if wait "${pids[step]}"; then
        report "$((SECONDS - begins[step]))" "${titles[step]}" "$work/step.$step"
      else
        failed=$((failed + 1))
        printf '  failed  %s\n' "${titles[step]}" >&2
        sed 's/^/          /' "$work/step.$step" >&2
      fi
      pids[step]=ended
      left=$((left - 1))
    done
    [ "$left" = 0 ] || sleep 0.1
  done
  steps=0
  [ "$failed" = 0 ] || fail "not done: $failed of the steps of this wave; see above." 'What was done stays. Run the script again when the cause is mended.'
}

# report <seconds> <title> <file with what the step printed>
report() {
  printf '  %4s s  %s\n' "$1" "$2"
  sed -n 's/^note: /          /p' "$3"
}

# Runs a program as part of a step, and ends it when the step is told to end.
run() {
  trap 'kill "$!" 2> /dev/null; wait; exit 143' INT TERM
  "$@" &
  wait "$!"
}

# chart_of <release> <namespace> <chart> <version> <repository>: gives the path of a chart. Those in charts/ are there; others are fetched, once.
chart_of() {
  case "$3" in charts/*) printf '%s\n' "$here/$3" && return ;; esac
  local folder="$work/chart.$2.$1"
  mkdir "$folder"
  if [ "$5" = - ]; then
    helm pull "$3" --version "$4" --destination "$folder" >&2
  else
    helm pull "$3" --version "$4" --repo "$5" --destination "$folder" >&2
  fi
  printf '%s\n' "$folder"/*.tgz
}

# Names what earlier versions of this folder put on the cluster, and this one does not; removes nothing. They are in $work/leftovers, too.
name_leftovers() {
  local what kind namespace name holds path
  : > "$work/leftovers"
  [ -f "$memory/applied.txt" ] || return 0
  while read -r what kind namespace name holds path; do
    ! grep -qF "$what $kind $namespace $name " "$here/inventory.txt" || continue
    if [ "$what" = release ]; then
      "${helm[@]}" status "$name" -n "$namespace" > /dev/null 2>&1 < /dev/null || continue
      set -- helm uninstall "$name" -n "$namespace"
    else
      set -- kubectl delete "$kind" "$name"
      [ "$namespace" = - ] || set -- "$@" -n "$namespace"
      [ -n "$("${kubectl[@]}" get "${@:3}" --ignore-not-found -o name 2> /dev/null < /dev/null)" ] || continue
    fi
    [ -s "$work/leftovers" ] || printf 'On the cluster, and no longer part of the platform; to remove it:\n'
    printf '  %s\n' "$*"
    [ "$holds" != data ] || printf '    HOLDS DATA, which goes with it: %s\n' "$path"
    printf '%s\n' "$what $kind $namespace $name $holds $path" >> "$work/leftovers"
  done < "$memory/applied.txt"
}
