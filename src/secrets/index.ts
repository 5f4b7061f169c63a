export * from './contract';
export * from './drivers/kubernetes-secrets';
export * from './drivers/openbao';
export * from './drivers/vault';
export * from './drivers/vault.authentication';
export * from './secret-store';
export * from './secret-store-drivers';
