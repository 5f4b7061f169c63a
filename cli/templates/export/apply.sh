# objects <component> <file> [-n <namespace of those that name none>] [<kind>/<namespace>/<name>…]: applies a file, and waits for these workloads.
objects() { start "$1  $2" apply_objects "$@"; }

# release <component> <release> <namespace> <values> <seconds> <chart> <version> <repository> [option of helm…]: installs a chart, or brings it up to date.
release() { start "$1  release $2: $6 $7" apply_release "$@"; }

apply_objects() {
  local component="$1" file="$here/$2" workload
  shift 2
  if [ "${1:-}" = -n ]; then
    put -f "$file" -n "$2"
    shift 2
  else
    put -f "$file"
  fi
  for workload in "$@"; do await "$component" "$workload"; done
}

# Server-side: large objects fit, and what others add to an object stays. A webhook that has just begun may not answer yet.
put() {
  local try answer="$work/put.$steps"
  for ((try = 1; try <= 12; try++)); do
    ! run "${kubectl[@]}" apply --server-side --force-conflicts --field-manager=quanttide-cloud --request-timeout=120s "$@" > "$answer" 2>&1 || return 0
    grep -q 'failed calling webhook' "$answer" || break
    sleep 5
  done
  cat "$answer"
  return 1
}

# await <component> <kind>/<namespace>/<name>[:<seconds>]: until a rollout is complete, or a Job has done its work.
await() {
  local workload="${2%%:*}" seconds=600 second state=''
  local kind="${workload%%/*}" namespace="${workload#*/}" name="${workload##*/}"
  case "$2" in *:*) seconds="${2##*:}" ;; esac
  namespace="${namespace%/*}"
  if [ "$kind" != job ]; then
    run "${kubectl[@]}" rollout status "$kind/$name" -n "$namespace" --timeout="${seconds}s" > /dev/null && return
  else
    for ((second = 0; second < 1200; second++)); do
      state="$("${kubectl[@]}" get job "$name" -n "$namespace" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}')" || true
      case "$state" in *Complete*) return ;; *Failed*) break ;; esac
      sleep 1
    done
  fi
  printf '%s\n' "$1: $kind $name in $namespace is not ready${state:+ ($state)}."
  explain "$namespace" "$name"
  exit 1
}

apply_release() {
  local component="$1" release="$2" namespace="$3" values="$here/$4" seconds="$5" chart stuck definitions never_done=''
  "${kubectl[@]}" get secrets -n "$namespace" -l "owner=helm,name=$release" -o 'jsonpath={range .items[*]}{.metadata.name} {.metadata.labels.status}{"\n"}{end}' > "$work/records.$namespace.$release"
  # Helm takes a release that a killed run left half done for one that somebody else is working on.
  stuck="$(sed -n -E 's/^(.+) (pending-.*|uninstalling)$/secret\/\1/p' "$work/records.$namespace.$release")"
  if [ -n "$stuck" ]; then
    # shellcheck disable=SC2086 # a word for each record
    "${kubectl[@]}" delete -n "$namespace" $stuck > /dev/null
    echo "note: release $release was left half done by a run that was cut off: its record is cleared."
  fi
  if grep -q . "$work/records.$namespace.$release" && ! grep -qE ' (deployed|superseded)$' "$work/records.$namespace.$release"; then never_done=yes; fi
  chart="$(chart_of "$release" "$namespace" "$6" "$7" "$8")"
  shift 8
  # Helm itself makes the definitions of a chart's crds/ folder, but never brings them up to date.
  case " $* " in
    *' --skip-crds '*) ;;
    *)
      definitions="$work/definitions.$namespace.$release"
      helm show crds "$chart" > "$definitions"
      if grep -q . "$definitions"; then
        put -f "$definitions"
        established "$definitions"
      fi
      ;;
  esac
  [ $# = 0 ] || set -- "${@/%--wait/$wait}"
  # shellcheck disable=SC2086 # $server_side holds options
  if ! run "${helm[@]}" upgrade --install "$release" "$chart" -n "$namespace" -f "$values" --timeout "${seconds}s" --history-max 5 $server_side "$@" > "$work/helm.$namespace.$release" 2>&1; then
    printf '%s\n' "$component: release $release in $namespace failed."
    tail -n 5 "$work/helm.$namespace.$release"
    # shellcheck disable=SC2046 # a word for each workload
    explain "$namespace" $(workloads_of "$release" "$namespace")
    exit 1
  fi
  [ -z "$never_done" ] || remove_hooks "$release" "$namespace"
}

# remove_hooks <release> <namespace>: removes what hooks leave that are done. Hooks of a first install that was cut off do not run again in
# the upgrade after it, so that Helm, which removes them when they have succeeded, never comes to it.
remove_hooks() {
  local kind version group namespace name policy place
  { helm_get hooks "$@" | "${kubectl[@]}" get -n "$2" -f - --ignore-not-found -o go-template="$hook_policies" 2> /dev/null || true; } > "$work/hooks.$2.$1"
  while read -r kind version namespace name policy; do
    case "$namespace" in -) place=() ;; *) place=(-n "$namespace") ;; esac
    case "$version" in */*) group="${version%/*}" kind="$kind.${version#*/}.$group" ;; esac
    case "$policy" in *hook-succeeded*) "${kubectl[@]}" delete "$kind" "$name" ${place[@]+"${place[@]}"} --ignore-not-found > /dev/null ;; esac
  done < "$work/hooks.$2.$1"
}

# shellcheck disable=SC2016 # a template of Go; one object comes as itself, several as a list
hook_policies='{{define "one"}}{{.kind}} {{.apiVersion}} {{or .metadata.namespace "-"}} {{.metadata.name}} {{with .metadata.annotations}}{{or (index . "helm.sh/hook-delete-policy") "-"}}{{end}}{{"\n"}}{{end}}
{{- if .items}}{{range .items}}{{template "one" .}}{{end}}{{else if .kind}}{{template "one" .}}{{end}}'

# established <file>: waits until the API server serves these definitions. In pieces: one that was made this moment has no
# conditions yet, which kubectl takes for an error, and of an API server that starts again in between it hears nothing more. They
# grow, for kubectl asks for one definition after the other, which takes its time where the way is slow.
established() {
  local try answer="$work/established.$steps"
  for ((try = 1; try <= 10; try++)); do
    ! "${kubectl[@]}" wait --for=condition=established "--timeout=$((5 * try))s" -f "$1" > "$answer" 2>&1 || return 0
    sleep 1
  done
  cat "$answer"
  return 1
}

# Names of what makes pods in a release, hooks included.
workloads_of() {
  { helm_get manifest "$@"; echo '---'; helm_get hooks "$@"; } |
    "${kubectl[@]}" get -n "$2" -f - --ignore-not-found -o go-template='{{range .items}}{{if or (eq .kind "Deployment") (eq .kind "StatefulSet") (eq .kind "DaemonSet") (eq .kind "Job")}}{{.metadata.name}} {{end}}{{end}}' 2> /dev/null || true
}

helm_get() { "${helm[@]}" get "$1" "$2" -n "$3" 2> /dev/null || true; }

# What Kubernetes puts behind the name of a workload: of a ReplicaSet a digest, of a pod five characters or its number. So
# that the pods of shop-admin are not taken for those of shop.
pod_suffix='(-[bcdfghjklmnpqrstvwxz2456789]{6,10})?(-([bcdfghjklmnpqrstvwxz2456789]{5}|[0-9]+))?'

# explain <namespace> <workload…>: says what holds up the pods of these workloads, and what to do about it.
explain() {
  local namespace="$1" line workload reasons
  shift
  [ $# -gt 0 ] || return 0 # nothing was made
  reasons="$work/reasons.$namespace.$1"
  {
    "${kubectl[@]}" get pods -n "$namespace" -o go-template="$pod_reasons"
    "${kubectl[@]}" get events -n "$namespace" -o go-template='{{range .items}}{{if eq .reason "FailedCreate"}}{{.involvedObject.name}} gets no pod: {{.message}}{{"\n"}}{{end}}{{end}}'
  } 2> /dev/null | sort -u > "$reasons" || true
  while read -r line; do
    for workload in "$@"; do
      ! [[ "${line%% *}" =~ ^"$workload"$pod_suffix$ ]] || { printf '%s\n' "$line" "$(advice "$namespace" "$line")" && break; }
    done
  done < "$reasons"
}

# shellcheck disable=SC2016 # a template of Go
pod_reasons='{{range .items}}{{$pod := .metadata.name}}
{{- range .status.conditions}}{{if and (eq .type "PodScheduled") (eq .status "False")}}{{$pod}} has no node: {{.message}}{{"\n"}}{{end}}{{end}}
{{- range .status.initContainerStatuses}}{{$name := .name}}{{with .state}}{{with .waiting}}{{if ne .reason "PodInitializing"}}{{$pod}} waits, container {{$name}}: {{.reason}} {{with .message}}{{.}}{{end}}{{"\n"}}{{end}}{{end}}{{end}}{{end}}
{{- range .status.containerStatuses}}{{$name := .name}}{{$ready := .ready}}{{with .state}}
{{- with .waiting}}{{if ne .reason "PodInitializing"}}{{$pod}} waits, container {{$name}}: {{.reason}} {{with .message}}{{.}}{{end}}{{"\n"}}{{end}}{{end}}
{{- with .terminated}}{{if .exitCode}}{{$pod}} ended, container {{$name}}: {{.reason}}, exit code {{.exitCode}}{{"\n"}}{{end}}{{end}}
{{- with .running}}{{if not $ready}}{{$pod}} runs, but its container {{$name}} is not ready{{"\n"}}{{end}}{{end}}{{end}}{{end}}{{end}}'

# advice <namespace> <reason>
advice() {
  case "$2" in
    *'violates PodSecurity'*) echo "  Next: the namespace $1 enforces pod security. Change what the chart asks for (values/), or the namespace's level." ;;
    *'exceeded quota'*) echo "  Next: raise the quota of the namespace $1, or ask for less." ;;
    *'has no node'*) echo '  Next: add or free nodes, or ask for less (values/, manifests/).' ;;
    *ImagePull* | *ErrImage* | *InvalidImageName*) echo '  Next: see that the image exists, that the nodes reach its registry, and that its credentials are there (imagePullSecrets).' ;;
    *ConfigError*) echo "  Next: see what is missing: kubectl describe pod -n $1 ${2%% *}" ;;
    *CrashLoop* | *' ended, '*) echo "  Next: read what it printed: kubectl logs -n $1 ${2%% *} --all-containers --previous" ;;
    *) echo "  Next: kubectl describe -n $1 pod ${2%% *}" ;;
  esac
}

# Remembers the cluster, and everything that may be on it from now on.
remember() {
  mkdir -p "$memory"
  printf '%s\n' "$uid" > "$memory/identity"
  touch "$memory/applied.txt"
  sort -u "$memory/applied.txt" "$here/inventory.txt" > "$work/applied"
  mv "$work/applied" "$memory/applied.txt"
}

# A namespace that is still being removed takes nothing new.
await_removed_namespaces() {
  local namespace
  for namespace in $("${kubectl[@]}" get namespaces -o go-template='{{range .items}}{{if eq .status.phase "Terminating"}}{{.metadata.name}} {{end}}{{end}}'); do
    if grep -q "^object Namespace - $namespace " "$here/inventory.txt"; then
      printf 'namespace %s is still being removed: waiting\n' "$namespace"
      "${kubectl[@]}" wait --for=delete "namespace/$namespace" --timeout=180s > /dev/null ||
        fail "namespace $namespace does not go away." "Its status tells why: kubectl get namespace $namespace -o yaml"
    fi
  done
}

# Names what is no longer part of the platform, and forgets what is gone.
forget() {
  name_leftovers
  sort -u "$here/inventory.txt" "$work/leftovers" > "$work/applied"
  mv "$work/applied" "$memory/applied.txt"
}

# Helm 4 applies server-side, too; Helm 3 cannot. What Helm 4 waits with by itself (seen with 4.1.4) hears nothing more
# of an API server that starts again in between, and waits until its time is over; the older way asks again and again.
choose_helm_options() {
  case "$(helm version --template '{{.Version}}')" in
    v3.*) server_side='' wait='--wait' ;;
    *) server_side='--server-side=true --force-conflicts' wait='--wait=legacy' ;;
  esac
}
