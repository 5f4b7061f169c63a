// Makes one mistake after the other, and prints what each raises.
import { App } from 'cdktf';
import { CloudStack } from '@quanttide/cloud';
import { ACCOUNTS } from './cases/accounts';
import { CORE } from './cases/core';
import { DATA } from './cases/data';
import { NETWORKING } from './cases/networking';
import { PLATFORMS } from './cases/platforms';
import { SECRETS } from './cases/secrets';
import { WEB } from './cases/web';

const raised = Object.entries({ ...ACCOUNTS, ...CORE, ...DATA, ...NETWORKING, ...PLATFORMS, ...SECRETS, ...WEB }).map(([title, mistake]) => {
  const app = new App();
  const acme = new CloudStack(app, 'acme');
  try {
    mistake(acme, app);
    return [title, { type: 'nothing', message: '' }];
  } catch (error) {
    return [title, { type: (error as Error).name, message: (error as Error).message }];
  }
});
process.stdout.write(JSON.stringify(Object.fromEntries(raised)));
