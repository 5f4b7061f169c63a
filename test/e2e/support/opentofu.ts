import { Tool, toolsFolder } from '../../../cli/src/sandbox/tools/pins';
import { Toolbox } from '../../../cli/src/sandbox/tools/toolbox';
import { Engine } from './requirements';

const TOFU: Tool = { name: 'tofu', module: 'opentofu', package: 'github.com/opentofu/opentofu/cmd/tofu', versionOf: 'github.com/opentofu/opentofu' };

/** Builds OpenTofu from source, once. */
export const OPENTOFU_TOOLBOX = new Toolbox(toolsFolder(), [TOFU]);

/** OpenTofu, as it is built here. */
export const OPENTOFU: Engine = { program: OPENTOFU_TOOLBOX.path('tofu'), registry: 'registry.opentofu.org' };
