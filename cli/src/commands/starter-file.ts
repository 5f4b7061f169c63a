import type { Choices } from './init';

/** A platform file that works as it is, and shows what else there is. */
export function starterFile({ blueprint, name, domain, target, size }: Choices, schema: string): string {
  return `# yaml-language-server: $schema=./${schema}
blueprint: ${blueprint}

# The name is part of every object on the cluster: choose it once.
name: ${name}

# Hosts are made below this domain; point *.${domain} to the cluster's load balancer.
domain: ${domain}

# The cluster. The kubeconfig and its context are variables of the Terraform project.
target: { ${target}: {} }

# How large everything is made: small, medium (two of everything) or large (highly available).
size: ${size}

# PostgreSQL databases, by name.
databases:
  orders: {}
  # customers:
  #   backup: nightly               # to the object store of this platform
  #   pointInTimeRecovery: true
  #   extensions: [pgcrypto]

# Buckets of the object store (S3), by name.
buckets:
  media: {}

# Web services, by name. What they bind comes as environment variables: DATABASE_…, BUCKET_…
apps:
  hello:
    image: ghcr.io/stefanprodan/podinfo:6.9.2
    port: 9898
    binds: [orders, media]
    host: hello.${domain}
    # login: { groups: [staff] }    # who may pass, after signing in
    # replicas: 2
    # environment: { GREETING: "hello" }
    # secrets:                      # a secret is named here, never written
    #   API_KEY: { fromSecret: { secretName: hello-api, key: key } }

# Caches (Redis protocol), by name.
# caches:
#   sessions: {}

# Programs without requests, and programs on a schedule.
# workers:
#   mailer: { image: registry.${domain}/mailer:1.0.0, binds: [orders] }
# jobs:
#   report: { image: registry.${domain}/report:1.0.0, schedule: "0 6 * * 1" }

# What holds data is remembered here, so that nothing with data goes silently: run "qtcloud lock".
# lockFile: platform.lock.json
`;
}
