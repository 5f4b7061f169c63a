#!/bin/bash
# Brings a running Keycloak to what was declared: a realm, the claim "groups",
# groups, and clients with their redirect URIs and secrets.
#
# Runs in Keycloak's own image, which has bash, coreutils and kcadm.sh and
# neither curl, sed nor jq: hence builtins only. May run any number of times,
# also at the same time: every step asks first, and takes "somebody was faster"
# for an answer. Secrets are read from files and passed on by environment or
# standard input, never as arguments.
#
# STATE    folder of the declared state: realm.json, scope.json, mapper.json,
#          groups and clients (a name a line), client.<id>.json for each client
# SECRETS  folder of secrets: clients/<id>, registration/client-secret,
#          registration/password, and previous/client-secret after a rotation
set -euo pipefail
: "${KEYCLOAK_URL:?}" "${REALM:?}" "${OWNER:?}" "${STATE:?}" "${SECRETS:?}"
KCADM="${KCADM:-/opt/keycloak/bin/kcadm.sh}"
CONFIG="${CONFIG:-/tmp/kcadm.config}"
REGISTRATION="${REGISTRATION:-quanttide-registration}"
ADMINISTRATOR="${ADMINISTRATOR:-admin}"
ADMINISTRATOR_REVISION="${ADMINISTRATOR_REVISION:-1}"
# Each call starts a Java program of its own for a moment: half of its time is
# what the second compiler and a collector for many cores would take.
export KC_OPTS="${KC_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"
MANAGED_BY='cloud.quanttide.com/managed-by'
REVISION='cloud.quanttide.com/administrator-revision'
SCOPE='groups'
# Tokens of a service account live one minute and are not refreshed.
TOKEN_AGE=40
signed_in_at=''

say() { printf '%s\n' "$*"; }

fail() {
  say "$*" >&2
  exit 1
}

# A file's content as it stands between the quotes of a JSON string.
json_text() {
  local text
  text=$(<"$1")
  text=${text//\\/\\\\}
  printf '%s' "${text//\"/\\\"}"
}

# With the client secret in the given file.
sign_in() {
  local -x KC_CLI_CLIENT_SECRET
  # Its last line may have no end, which read takes for a failure.
  IFS= read -r KC_CLI_CLIENT_SECRET < "$1" || [[ $KC_CLI_CLIENT_SECRET ]]
  "$KCADM" config credentials --config "$CONFIG" --server "$KEYCLOAK_URL" \
    --realm master --client "$REGISTRATION" < /dev/null 2>&1 || return 1
  signed_in_at=$SECONDS
}

kcadm() {
  local action=$1
  shift
  if ((SECONDS - signed_in_at > TOKEN_AGE)); then
    sign_in "$SECRETS/registration/client-secret" > /dev/null
  fi
  "$KCADM" "$action" "$@" --config "$CONFIG"
}

# Somebody else may write the same at the same moment: update <JSON> <arguments of update>
update() {
  local body=$1 attempt
  shift
  for attempt in 1 2 3; do
    if kcadm update "$@" -f - <<< "$body"; then
      return
    fi
    say "Attempt $attempt did not succeed."
  done
  return 1
}

# What somebody else made at the same moment takes seconds until it can be seen: eventually <command>
eventually() {
  local attempt
  for attempt in {1..15}; do
    if "$@"; then
      return
    fi
    # A pause of two seconds, by means of the shell alone.
    read -rt 2 <> <(:) || true
  done
  return 1
}

# Columns of a list, as comma-separated lines: list <fields> <arguments of get>
list() {
  local fields=$1
  shift
  kcadm get "$@" --fields "$fields" --format csv --noquotes
}

# The id of the thing with the given name: id_of <name> <name's field> <arguments of get>
id_of() {
  local name=$1 field=$2 lines id found
  shift 2
  lines=$(list "id,$field" "$@")
  while IFS=, read -r id found; do
    if [[ "$found" == "$name" ]]; then
      printf '%s' "$id"
      return
    fi
  done <<< "$lines"
}

# The registration's own client. After a rotation its secret is still the
# previous one: then that one opens, and is replaced.
authenticate() {
  local answer id
  if answer=$(sign_in "$SECRETS/registration/client-secret"); then
    signed_in_at=$SECONDS
    return
  fi
  [[ -f "$SECRETS/previous/client-secret" ]] || fail "Keycloak does not let the registration in: $answer"
  sign_in "$SECRETS/previous/client-secret" || fail "Keycloak lets the registration in neither with its secret nor with the previous one."
  id=$(id_of "$REGISTRATION" clientId clients -r master -q "clientId=$REGISTRATION")
  "$KCADM" update "clients/$id" -r master --config "$CONFIG" -f - <<< "{\"secret\":\"$(json_text "$SECRETS/registration/client-secret")\"}"
  sign_in "$SECRETS/registration/client-secret" || fail 'Keycloak does not take the new secret of the registration.'
  say 'The secret of the registration was rotated.'
}

# The first start sets the administrator's password; a higher revision sets the
# new one. A password that was changed by hand stays until then.
administrator() {
  local line id recorded user
  line=$(list "id,attributes($REVISION)" clients -r master -q "clientId=$REGISTRATION")
  IFS=, read -r id recorded <<< "$line"
  if [[ "$recorded" == "$ADMINISTRATOR_REVISION" ]]; then
    return
  fi
  if [[ "$ADMINISTRATOR_REVISION" != 1 ]]; then
    user=$(id_of "$ADMINISTRATOR" username users -r master -q "username=$ADMINISTRATOR" -q exact=true)
    if [[ -n "$user" ]]; then
      update "{\"type\":\"password\",\"temporary\":false,\"value\":\"$(json_text "$SECRETS/registration/password")\"}" "users/$user/reset-password" -r master -n
      say "The password of the administrator $ADMINISTRATOR was rotated."
    else
      say "There is no administrator $ADMINISTRATOR any more; none was made."
    fi
  fi
  update "{\"attributes\":{\"$REVISION\":\"$ADMINISTRATOR_REVISION\"}}" "clients/$id" -r master
}

# Settings are given at its making; later they are the administrators' own.
realm() {
  if has_realm; then
    return
  fi
  if kcadm create realms -f "$STATE/realm.json"; then
    say "The realm $REALM was made."
  else
    eventually has_realm || fail "The realm $REALM could not be made."
  fi
}

has_realm() {
  kcadm get "realms/$REALM" --fields realm > /dev/null 2>&1
}

# A client scope of every client, with the mapper that fills the claim.
scope() {
  local id mapper default
  default=$(id_of "$SCOPE" name default-default-client-scopes -r "$REALM")
  id=$default
  if [[ -z "$id" ]]; then
    kcadm create client-scopes -r "$REALM" -f "$STATE/scope.json" || eventually has_scope || true
    id=$(id_of "$SCOPE" name client-scopes -r "$REALM")
  fi
  [[ -n "$id" ]] || fail "The client scope $SCOPE could not be made."
  mapper=$(id_of "$SCOPE" name "client-scopes/$id/protocol-mappers/models" -r "$REALM")
  if [[ -z "$mapper" ]]; then
    kcadm create "client-scopes/$id/protocol-mappers/models" -r "$REALM" -f "$STATE/mapper.json" \
      || [[ -n $(id_of "$SCOPE" name "client-scopes/$id/protocol-mappers/models" -r "$REALM") ]]
  fi
  if [[ -z "$default" ]]; then
    update '{}' "default-default-client-scopes/$id" -r "$REALM" -n \
      || [[ -n $(id_of "$SCOPE" name default-default-client-scopes -r "$REALM") ]]
  fi
  scope_id=$id
}

has_scope() {
  [[ -n $(id_of "$SCOPE" name client-scopes -r "$REALM") ]]
}

# Groups hold people's memberships: they are made, and never removed.
groups() {
  local existing name
  existing=$(list name groups -r "$REALM")
  while IFS= read -r name; do
    if [[ -n "$name" && $'\n'"$existing"$'\n' != *$'\n'"$name"$'\n'* ]]; then
      kcadm create groups -r "$REALM" -f - <<< "{\"name\":\"$name\"}" \
        || eventually has_group "$name"
    fi
  done < "$STATE/groups"
}

has_group() {
  [[ $'\n'"$(list name groups -r "$REALM")"$'\n' == *$'\n'"$1"$'\n'* ]]
}

has_client() {
  [[ -n $(id_of "$1" clientId clients -r "$REALM" -q "clientId=$1") ]]
}

client() {
  local client=$1 id=$2 mark=$3 body
  body=$(<"$STATE/client.$client.json")
  body=${body//@SECRET@/"$(json_text "$SECRETS/clients/$client")"}
  if [[ -z "$id" ]]; then
    if kcadm create clients -r "$REALM" -f - <<< "$body"; then
      return
    fi
    eventually has_client "$client" || fail "The client $client could not be made."
    id=$(id_of "$client" clientId clients -r "$REALM" -q "clientId=$client")
    [[ -n "$id" ]] || fail "The client $client could not be made."
  fi
  update "$body" "clients/$id" -r "$REALM"
  if [[ "$mark" != "$OWNER" ]]; then
    # Made by somebody else, perhaps before the scope was every client's.
    update '{}' "clients/$id/default-client-scopes/$scope_id" -r "$REALM" -n \
      || [[ -n $(id_of "$SCOPE" name "clients/$id/default-client-scopes" -r "$REALM") ]]
  fi
  say "The client $client was brought up to date."
}

# Clients of ours that are declared no more are removed; all others are left alone.
clients() {
  local lines id name mark client
  local -A ids=() marks=() declared=()
  while IFS= read -r client; do
    [[ -z "$client" ]] || declared[$client]=1
  done < "$STATE/clients"
  lines=$(list "id,clientId,attributes($MANAGED_BY)" clients -r "$REALM")
  while IFS=, read -r id name mark; do
    ids[$name]=$id
    marks[$name]=$mark
  done <<< "$lines"
  for client in "${!declared[@]}"; do
    client "$client" "${ids[$client]:-}" "${marks[$client]:-}"
  done
  for name in "${!marks[@]}"; do
    if [[ "${marks[$name]}" == "$OWNER" && -z "${declared[$name]:-}" ]]; then
      kcadm delete "clients/${ids[$name]}" -r "$REALM" || [[ -z $(id_of "$name" clientId clients -r "$REALM" -q "clientId=$name") ]]
      say "The client $name was removed."
    fi
  done
  # An older registration that ran at the same time may have removed one.
  lines=$(list clientId clients -r "$REALM")
  for client in "${!declared[@]}"; do
    [[ $'\n'"$lines"$'\n' == *$'\n'"$client"$'\n'* ]] || fail "The client $client is not there."
  done
  say "The realm $REALM has the ${#declared[@]} clients that were declared."
}

for file in realm.json scope.json mapper.json groups clients; do
  [[ -f "$STATE/$file" ]] || fail "$STATE/$file is missing."
done
scope_id=''
authenticate
administrator
realm
scope
groups
clients
