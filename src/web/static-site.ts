import { Construct } from 'constructs';
import { ComponentProps } from '../core';
import { Resource } from '../core/engine/resource';
import { RESOURCE_TYPES } from '../core/engine/resource-types';
import { digest } from '../core/naming';
import { stableJson } from '../core/stable-json';
import { ValidationError } from '../core/errors';
import { ReplicationProps } from './application-props';
import { PodTemplateProps } from './pod-template';
import { Probe } from './probe';
import { WebService, WebServiceProps } from './web-service';

/**
 * Serves files as an unprivileged user on port 8080.
 * Source: nginxinc/docker-nginx-unprivileged, README ("listens on 8080, PID under /tmp"); tag in use in public Dockerfiles, seen 2026-11-22.
 */
const SERVER_IMAGE = 'docker.io/nginxinc/nginx-unprivileged:1.29.4-alpine';

/** Props of `StaticSite`. */
export interface StaticSiteProps extends ComponentProps, ReplicationProps {
  /** Image that holds the files, with a tag or digest, built on an unprivileged nginx. @default - a plain one, for `pages` */
  readonly image?: string;
  /** Pages by file name, such as `index.html`, for sites of a few files. @default - those of the image */
  readonly pages?: { [key: string]: string };
  /** Whether unknown paths show `index.html`, as programs that route in the browser want it. @default false */
  readonly singlePage?: boolean;
}

/** Files, served by an unprivileged nginx. */
export class StaticSite extends WebService {
  private readonly site: StaticSiteProps;
  private readonly contents: Record<string, Record<string, string>> = {};

  public constructor(scope: Construct, id: string, props: StaticSiteProps = {}) {
    super(scope, id, serviceProps(props));
    this.site = props;
    for (const page of Object.keys(props.pages ?? {})) {
      // Source: kubernetes/apimachinery, IsConfigMapKey.
      if (!/^[-._a-zA-Z0-9]+$/.test(page) || page.startsWith('..')) {
        throw ValidationError.at(this, `the page "${page}" is not a file name that a ConfigMap takes: letters, digits, "-", "_" and ".". Sites with folders are built into an image.`);
      }
    }
    if (props.pages !== undefined) {
      this.file('pages', props.pages);
    }
    this.file('server', { 'default.conf': serverConfiguration(props.singlePage ?? false) });
  }

  /** @internal */
  protected override _template(props: WebServiceProps): PodTemplateProps {
    return {
      ...super._template(props),
      files: [
        ...(this.site.pages === undefined ? [] : [{ directory: '/usr/share/nginx/html', configMap: `${this.componentName}-pages` }]),
        { directory: '/etc/nginx/conf.d', configMap: `${this.componentName}-server` },
      ],
      filesDigest: digest(stableJson(this.contents)),
    };
  }

  private file(id: string, data: Record<string, string>): void {
    this.contents[id] = data;
    new Resource(this, id, RESOURCE_TYPES.configMap, {
      metadata: { name: `${this.componentName}-${id}`, namespace: this.namespaceName, labels: this.labels },
      data,
    }, { dependsOn: this.startsAfter });
  }
}

function serviceProps(props: StaticSiteProps): WebServiceProps {
  return {
    componentName: props.componentName,
    replicas: props.replicas,
    autoscaling: props.autoscaling,
    image: props.image ?? SERVER_IMAGE,
    port: 8080,
    cpu: '20m',
    memory: '32Mi',
    readiness: Probe.http('/'),
    liveness: Probe.tcp(),
  };
}

function serverConfiguration(singlePage: boolean): string {
  return [
    'server {',
    '  listen 8080;',
    '  root /usr/share/nginx/html;',
    '  location / {',
    `    try_files $uri $uri/ ${singlePage ? '/index.html' : '=404'};`,
    '  }',
    '}',
    '',
  ].join('\n');
}
