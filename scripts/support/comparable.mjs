// What two engines write is compared without what is known to differ: the engine's own version, and empty objects.

/** A file's content in a form that two engines share. */
export function comparable(text) {
  try {
    return withoutEmpty(JSON.parse(text));
  } catch {
    return text;
  }
}

function withoutEmpty(value, key) {
  if (Array.isArray(value)) {
    return value.map((item) => withoutEmpty(item));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const entries = Object.entries(value)
    .filter(([name]) => !(name === 'version' && (key === 'metadata' || 'stacks' in value)))
    .map(([name, item]) => [name, withoutEmpty(item, name)])
    .filter(([, item]) => item === null || typeof item !== 'object' || Object.keys(item).length > 0);
  return Object.fromEntries(entries);
}
