// Terraform JSON turned back into what a user of the providers' own classes writes.

/** Attributes whose keys belong to the user. */
const MAPS = new Set(['labels', 'annotations', 'node_selector', 'match_labels', 'limits', 'requests', 'data', 'hard', 'default', 'default_request']);

const MODULES = { kubernetes: '@cdktf/provider-kubernetes', helm: '@cdktf/provider-helm' };

/** One config for each resource of a provider, in the order of the file. */
export function readConfigs(terraform) {
  return Object.entries(terraform.resource).filter(([type]) => !type.startsWith('terraform_')).flatMap(([type, named]) => {
    const [provider, ...words] = type.split('_');
    const file = words.join('-');
    const name = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
    return Object.entries(named).map(([id, { depends_on: after, ...attributes }]) => {
      delete attributes['//'];
      const config = camelCase(attributes, type === 'kubernetes_service_v1');
      return { id, module: `${MODULES[provider]}/lib/${file}`, name, config: { ...config, dependsOn: after?.map((fqn) => ({ fqn })) } };
    });
  });
}

function camelCase(value, isService) {
  if (Array.isArray(value)) {
    return value.map((item) => camelCase(item, isService));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => {
    const spelled = key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
    return [spelled, MAPS.has(key) || (isService && key === 'selector') ? item : camelCase(item, isService)];
  }));
}
