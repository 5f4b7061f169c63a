/** A Kubernetes name, as the library checks it. */
export const NAME_PATTERN = '^[a-z]([-a-z0-9]*[a-z0-9])?$';

/** Longest Kubernetes name. */
export const NAME_LIMIT = 63;
