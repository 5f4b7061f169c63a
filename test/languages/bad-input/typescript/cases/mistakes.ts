import type { App } from 'cdktf';
import type { CloudStack } from '@quanttide/cloud';

/**
 * Mistakes by title, each made with an app and a stack of its own. They are
 * translated into the other languages: what a statement may hold is in
 * test/languages/support/translation/read-cases.ts.
 */
export type Mistakes = Record<string, (acme: CloudStack, app: App) => unknown>;
