import { LocalBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { data, Platform, Target, web } from '@quanttide/cloud';

/** Experiments, in a stack that the infrastructure team looks after: providers and backend are theirs. */
export class Laboratory extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: 'laboratory.tfstate' });
    this.addOverride('provider.kubernetes', [{ config_path: '~/.kube/laboratory' }]);
    this.addOverride('provider.helm', [{ kubernetes: { config_path: '~/.kube/laboratory' } }]);
    new Platform(this, 'platform', { target: Target.k3s() });
    const results = new data.RelationalDatabase(this, 'results');
    new web.WebService(this, 'notebook', { image: 'ghcr.io/acme/notebook:0.3.0', port: 8888 }).bind(results);
  }
}
