#!/bin/sh
# Writes Casdoor's configuration before it starts, in the pod's own memory: the
# declared part, and the secrets where they belong. Casdoor cannot read secrets
# from files, and Helm values would keep them.
#
# STATE    folder of the declared part: app.conf, init_data.json
# SECRETS  folder of secrets: database/username, database/password,
#          registration/client-secret, registration/password
# CONFIG   folder that Casdoor reads
set -eu
: "${STATE:?}" "${SECRETS:?}" "${CONFIG:?}"

# A secret as the replacement of a sed command; quoted for the database driver first, where a second argument is given.
secret() {
  if [ -n "${2:-}" ]; then
    sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g" "$SECRETS/$1"
  else
    cat "$SECRETS/$1"
  fi | sed -e 's/[\\&|]/\\&/g'
}

sed -e "s|@DATABASE_USERNAME@|$(secret database/username quoted)|" -e "s|@DATABASE_PASSWORD@|$(secret database/password quoted)|" \
  "$STATE/app.conf" > "$CONFIG/app.conf"
sed -e "s|@ADMINISTRATOR_PASSWORD@|$(secret registration/password)|" -e "s|@REGISTRATION_SECRET@|$(secret registration/client-secret)|" \
  "$STATE/init_data.json" > "$CONFIG/init_data.json"
