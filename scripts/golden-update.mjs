// Writes the golden files anew: node scripts/golden-update.mjs. Nothing else does; read the difference before committing it.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'test/golden'], { stdio: 'inherit', env: { ...process.env, QTCLOUD_GOLDEN: 'update' } });
console.log('Written: test/golden/*.json. A changed address or identity needs a line in CHANGELOG.md and a move.');
process.exitCode = status ?? 1;
