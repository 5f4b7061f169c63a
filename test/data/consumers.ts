import { IConstruct, Construct } from 'constructs';
import { IBindable } from '../../src/core';
import { Template } from '../../src/testing/template';
import { WebService } from '../../src/web/web-service';
import { expectKnownValues, expectValidObject } from '../support/sound';
import { listAt, objectAt, textAt } from '../support/synth';

/** A web service that binds what it is given. */
export function shop(scope: Construct, id: string, ...bound: (IBindable & IConstruct)[]): WebService {
  const service = new WebService(scope, id, { image: 'ghcr.io/acme/shop:1.4.2', port: 8080 });
  bound.forEach((provider) => service.bind(provider));
  return service;
}

/** Environment of a deployment's one container, by name: a text, or "secret/key". */
export function environmentOf(template: Template, deployment: string): Record<string, string> {
  const container = listAt(template.named('kubernetes_deployment_v1', deployment), 'spec', 'template', 'spec', 'container')[0];
  return Object.fromEntries(listAt(container, 'env').map((variable) => {
    const reference = objectAt(variable, 'value_from', 'secret_key_ref');
    const secret = `${textAt(reference, 'name')}/${textAt(reference, 'key')}`;
    return [textAt(variable, 'name'), secret === '/' ? textAt(variable, 'value') : secret];
  }));
}

/** Fails where a release of this domain has a value its chart does not know, or one of its objects is not valid. */
export function expectSoundData(template: Template): void {
  template.charts.filter(({ chart }) => ['seaweedfs', 'valkey', 'cloudnative-pg', 'plugin-barman-cloud'].includes(chart))
    .forEach(({ chart, values }) => expectKnownValues(chart, values));
  template.objects.filter(({ apiVersion }) => String(apiVersion).includes('cnpg.io/')).forEach(expectValidObject);
}
