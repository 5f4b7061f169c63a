#!/usr/bin/env node
// A kubectl that answers from a file beside it, for tests: `config current-context`, `get --raw` and `proxy`.
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('fs');
const { createServer } = require('http');
const { join } = require('path');

const context = process.argv.find((argument) => argument.startsWith('--context='))?.slice('--context='.length);
const own = join(__dirname, `cluster-${context}.json`);
const file = existsSync(own) ? own : join(__dirname, 'cluster.json');
const read = () => JSON.parse(readFileSync(file, 'utf8'));
const arguments_ = process.argv.slice(2).filter((argument) => !/^--(kubeconfig|context)=/.test(argument));
const cluster = read();

if (cluster.mode === 'unreachable') {
  process.stderr.write('Unable to connect to the server: dial tcp 127.0.0.1:6443: connect: connection refused\n');
  process.exit(1);
}
if (arguments_[0] === 'config') {
  process.stdout.write('main\n');
} else if (arguments_[0] === 'get') {
  process.stdout.write(JSON.stringify(cluster.objects[arguments_[2]]));
} else {
  const socket = arguments_[1].replace('--unix-socket=', '');
  createServer(answer).listen(socket, () => process.stdout.write(`Starting to serve on ${socket}\n`));
}

function answer(request, response) {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const [status, content] = respond(request.method, pathname, searchParams, body === '' ? undefined : JSON.parse(body));
    if (status < 300 && request.method !== 'GET' && !searchParams.has('dryRun')) {
      appendFileSync(join(__dirname, 'writes.log'), `${request.method} ${pathname}\n`);
    }
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(content));
  });
}

function respond(method, path, query, body) {
  const state = read();
  if ((state.forbidden ?? []).some((part) => path.includes(part))) {
    return refusal(403, 'Forbidden', `User "somebody" cannot ${method} ${path}`);
  }
  const found = state.objects[path];
  if (method === 'GET') {
    return found !== undefined ? [200, found] : path === '/api' || path === '/apis' ? [200, discovery(state, path)] : list(state, path, query);
  }
  if (found === undefined) {
    return refusal(404, 'NotFound', 'not found');
  }
  if (method === 'PATCH') {
    return state.mode === 'no-dry-run' ? refusal(400, 'BadRequest', 'admission webhook "x.example.org" does not support dry run') : [200, stored(merged(found, body))];
  }
  if (state.mode === 'conflict') {
    return refusal(409, 'Conflict', 'the object has been modified');
  }
  if (method === 'PUT') {
    state.objects[path] = body;
  } else {
    delete state.objects[path];
  }
  writeFileSync(file, JSON.stringify(state));
  return [200, method === 'PUT' ? body : { kind: 'Status', status: 'Success' }];
}

function discovery({ kinds }, path) {
  const ours = kinds.filter(({ group }) => (group === '') === (path === '/api'));
  const groups = [...new Set(ours.map(({ group }) => group))];
  return { items: groups.map((name) => ({
    metadata: { name },
    versions: [...new Set(ours.filter(({ group }) => group === name).map(({ version }) => version))].map((version) => ({
      version,
      resources: ours.filter((each) => each.group === name && each.version === version).map(({ resource, kind, namespaced }) => ({ resource, responseKind: { kind }, scope: namespaced ? 'Namespaced' : 'Cluster', verbs: ['get', 'list'] })),
    })),
  })) };
}

function list(state, path, query) {
  const [, root, namespace, resource] = /^(\/apis?\/(?:[^/]+\/)?v\w+)(?:\/namespaces\/([^/]+))?\/(\w+)$/.exec(path) ?? [];
  if (resource === undefined || !state.kinds.some((kind) => kind.resource === resource)) {
    return refusal(404, 'NotFound', 'the server could not find the requested resource');
  }
  const items = Object.entries(state.objects).filter(([at]) => {
    const [, own, place, kind] = /^(\/apis?\/(?:[^/]+\/)?v\w+)(?:\/namespaces\/([^/]+))?\/(\w+)\/[^/]+$/.exec(at) ?? [];
    return own === root && kind === resource && (namespace === undefined || place === namespace);
  }).map(([, object]) => object).filter(({ metadata: { labels = {} } }) => selects(query.get('labelSelector'), labels));
  return [200, { items }];
}

function selects(selector, labels) {
  return (selector ?? '').split(/,(?![^(]*\))/).filter((part) => part !== '').every((part) => {
    const [, key, values] = /^(\S+) in \((.*)\)$/.exec(part) ?? [];
    const [name, value] = part.split('=');
    return key !== undefined ? values.split(',').includes(labels[key]) : value === undefined ? labels[name] !== undefined : labels[name] === value;
  });
}

function merged(live, declared) {
  if (typeof declared !== 'object' || declared === null || Array.isArray(declared) || typeof live !== 'object') {
    return declared;
  }
  const own = Object.entries(declared).map(([key, value]) => [key, key === 'selector' ? value : merged(live[key] ?? {}, value)]);
  return { ...live, ...Object.fromEntries(own) };
}

// As the API server keeps quantities.
function stored(value) {
  if (typeof value === 'string') {
    return /^\d+000m$/.test(value) ? value.slice(0, -4) : value;
  }
  if (Array.isArray(value)) {
    return value.map(stored);
  }
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, stored(item)])) : value;
}

function refusal(status, reason, message) {
  return [status, { kind: 'Status', status: 'Failure', reason, message, code: status }];
}
