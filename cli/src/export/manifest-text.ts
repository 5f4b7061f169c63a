import { Manifest } from './export-plan';
import { shellComment } from './shell-text';
import { yamlText } from './yaml-text';

/** A file of objects: each a document, under the path of its construct. */
export function manifestText({ objects }: Manifest): string {
  return objects.map(({ object, path }) => `---\n${shellComment(path)}\n${yamlText(object)}`).join('');
}
