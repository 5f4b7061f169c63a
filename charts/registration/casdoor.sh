#!/bin/sh
# Brings a running Casdoor to what was declared: an organization, roles (which
# fill the claim "groups"), and applications (clients) with their redirect URIs
# and secrets.
#
# Runs in Casdoor's own image, which has a POSIX shell, curl, grep and sed. May
# run any number of times, also at the same time: every step asks first, and
# takes "somebody was faster" for an answer. Secrets are read from files and
# passed on by standard input, never as arguments.
#
# STATE    folder of the declared state: organization.json, groups and clients
#          (a name a line), client.<id>.json for each client
# SECRETS  folder of secrets: clients/<id>, registration/client-secret
set -eu
: "${CASDOOR_URL:?}" "${ORGANIZATION:?}" "${STATE:?}" "${SECRETS:?}"
REGISTRATION="${REGISTRATION:-quanttide-registration}"
# Our applications are known by the beginning of their names.
MANAGED='quanttide.'

say() { printf '%s\n' "$*"; }

fail() {
  say "$*" >&2
  exit 1
}

# Asks the API with the arguments of curl; the answer is in $answer.
ask() {
  path=$1
  shift
  answer=$(curl --silent --show-error --fail --max-time 60 --config - "$@" "$CASDOOR_URL/api/$path" << END
user = "$REGISTRATION:$(cat "$SECRETS/registration/client-secret")"
END
  ) || return 1
  case $answer in
    '{"status":"ok"'*) ;;
    *) return 1 ;;
  esac
}

# send <path> <JSON>: curl reads its settings from standard input, so the body goes by a file that only this pod sees.
send() {
  (umask 077 && printf '%s' "$2" > "$BODY")
  ask "$1" --header 'Content-Type: application/json' --data-binary "@$BODY"
}

BODY="${TMPDIR:-/tmp}/registration-body.$$"
trap 'rm -f "$BODY"' EXIT

exists() {
  ask "$1" || fail "Casdoor does not answer the registration: ${answer:-no answer}"
  case $answer in
    *'"data":null,'*) return 1 ;;
  esac
}

# A name as part of an address; names hold letters, digits, spaces, ".", "_" and "-".
escaped() { printf '%s' "$1" | sed 's/ /%20/g'; }

# Settings are given at its making; later they are the administrators' own.
organization() {
  if exists "get-organization?id=admin/$ORGANIZATION"; then
    return
  fi
  ask 'get-organization?id=admin/built-in' || fail "Casdoor does not answer the registration: ${answer:-no answer}"
  items=$(printf '%s' "$answer" | sed -n 's/.*"accountItems":\(\[[^]]*\]\).*/\1/p')
  send add-organization "$(sed "s|@ACCOUNT_ITEMS@|${items:-[]}|" "$STATE/organization.json")" || exists "get-organization?id=admin/$ORGANIZATION" \
    || fail "The organization $ORGANIZATION could not be made: $answer"
  say "The organization $ORGANIZATION was made."
}

# Roles hold people's memberships: they are made, and never removed.
role() {
  id="get-role?id=$ORGANIZATION/$(escaped "$1")"
  if exists "$id"; then
    return
  fi
  send add-role "{\"owner\":\"$ORGANIZATION\",\"name\":\"$1\",\"displayName\":\"$1\",\"users\":[],\"groups\":[],\"roles\":[],\"domains\":[],\"isEnabled\":true}" \
    || exists "$id" || fail "The role $1 could not be made: $answer"
  say "The role $1 was made."
}

# What administrators add to an application, such as the sign-in of WeChat, stays: only named columns are set.
client() {
  body=$(sed "s|@SECRET@|$(cat "$SECRETS/clients/$1")|" "$STATE/client.$1.json")
  id="admin/$MANAGED$1"
  if ! exists "get-application?id=$id"; then
    if send add-application "$body" && exists "get-application?id=$id"; then
      say "The client $1 was made."
      return
    fi
  fi
  send "update-application?id=$id&columns=clientSecret,redirectUris,grantTypes" "$body" \
    || fail "The client $1 could not be brought up to date: $answer"
  say "The client $1 was brought up to date."
}

removed_clients() {
  ask "get-organization-applications?owner=admin&organization=$ORGANIZATION" || fail "Casdoor does not list its applications: ${answer:-no answer}"
  printf '%s' "$answer" | grep -o "\"name\":\"$MANAGED[^\"]*\"" | sed "s/\"name\":\"$MANAGED\(.*\)\"/\1/" | sort -u | while IFS= read -r name; do
    grep -qxF "$name" "$STATE/clients" || say "$name"
  done
}

[ -f "$STATE/clients" ] || fail "$STATE/clients is missing."
organization
while IFS= read -r name; do
  role "$name"
done < "$STATE/groups"
while IFS= read -r name; do
  client "$name"
done < "$STATE/clients"
for name in $(removed_clients); do
  send delete-application "{\"owner\":\"admin\",\"name\":\"$MANAGED$name\",\"organization\":\"$ORGANIZATION\"}" \
    || fail "The client $name could not be removed: $answer"
  say "The client $name was removed."
done
say "The organization $ORGANIZATION has the $(grep -c . "$STATE/clients" || true) clients that were declared."
