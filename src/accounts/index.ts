export * from './contract';
export * from './drivers/casdoor';
export * from './drivers/external-identity-provider';
export * from './drivers/keycloak';
export * from './identity-provider';
export * from './identity-provider-drivers';
