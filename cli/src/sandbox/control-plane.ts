import { Toolbox } from './tools/toolbox';
import { CERTIFICATE_FOLDER } from './credentials';
import { PartCommand } from './part';
import { SandboxFolder, SandboxPorts } from './state';

/** The programs of a sandbox, in the order they are started. */
export type PartName = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok' | 'cert-manager';

/** How a sandbox differs from what everybody gets. */
export interface ControlPlaneOptions {
  /** True where etcd is to survive being killed, at the price of speed. @default false */
  readonly durable?: boolean;
  /** True where the API server is to write down who asked for what. @default false */
  readonly audited?: boolean;
}

/** How each program is started. */
export class ControlPlane {
  public constructor(
    private readonly tools: Toolbox,
    private readonly folder: SandboxFolder,
    private readonly ports: SandboxPorts,
    private readonly options: ControlPlaneOptions = {},
  ) {}

  /** Address of the API server. */
  public get server(): string {
    return `https://127.0.0.1:${this.ports.apiServer}`;
  }

  /** The command line of a part. */
  public command(name: PartName): PartCommand {
    return {
      name,
      version: this.tools.version(name),
      program: this.tools.path(name),
      arguments: this.arguments(name),
      log: this.folder.file('logs', `${name}.log`),
    };
  }

  private arguments(name: PartName): string[] {
    switch (name) {
      case 'etcd': return this.etcd();
      case 'kube-apiserver': return this.apiServer();
      case 'kube-controller-manager': return this.controllerManager();
      case 'kube-scheduler': return this.scheduler();
      case 'kwok': return this.kwok();
      case 'cert-manager': return [`--kubeconfig=${this.folder.file('cert-manager.kubeconfig')}`];
    }
  }

  private etcd(): string[] {
    const client = `http://127.0.0.1:${this.ports.etcd}`;
    const peer = `http://127.0.0.1:${this.ports.etcdPeer}`;
    return [
      `--data-dir=${this.folder.file('etcd')}`,
      `--listen-client-urls=${client}`, `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`,
      '--log-level=warn',
      ...(this.options.durable === true ? [] : ['--unsafe-no-fsync']),
    ];
  }

  private apiServer(): string[] {
    return [
      `--etcd-servers=http://127.0.0.1:${this.ports.etcd}`,
      '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${this.ports.apiServer}`,
      '--endpoint-reconciler-type=none', // Nothing is at the other end of the Service "kubernetes".
      `--cert-dir=${this.folder.file(CERTIFICATE_FOLDER)}`,
      `--token-auth-file=${this.folder.file('tokens.csv')}`,
      '--authorization-mode=Node,RBAC',
      '--allow-privileged=true', // Pod security decides, as on a cluster.
      '--service-cluster-ip-range=10.96.0.0/16',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${this.folder.file('service-account.pub')}`,
      `--service-account-signing-key-file=${this.folder.file('service-account.key')}`,
      // Their pods are simulated and answer nothing.
      '--disable-admission-plugins=MutatingAdmissionWebhook,ValidatingAdmissionWebhook',
      ...(this.options.audited === true ? this.audit() : []),
    ];
  }

  /** Who asked for what, and whether it was allowed: one line of JSON for each request. */
  private audit(): string[] {
    const policy = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived', 'ResponseStarted'], rules: [{ level: 'Metadata' }] };
    return [`--audit-policy-file=${this.folder.writeFile('audit-policy.json', JSON.stringify(policy))}`, `--audit-log-path=${this.folder.auditLog}`];
  }

  private controllerManager(): string[] {
    return [
      `--kubeconfig=${this.folder.file('controller-manager.kubeconfig')}`,
      '--use-service-account-credentials', '--leader-elect=false',
      '--bind-address=127.0.0.1', `--secure-port=${this.ports.controllerManager}`, `--cert-dir=${this.folder.file('certificates-controller-manager')}`,
      `--service-account-private-key-file=${this.folder.file('service-account.key')}`,
      `--root-ca-file=${this.folder.file(CERTIFICATE_FOLDER, 'apiserver.crt')}`,
    ];
  }

  private scheduler(): string[] {
    return [
      `--kubeconfig=${this.folder.file('scheduler.kubeconfig')}`, '--leader-elect=false',
      '--bind-address=127.0.0.1', `--secure-port=${this.ports.scheduler}`, `--cert-dir=${this.folder.file('certificates-scheduler')}`,
    ];
  }

  private kwok(): string[] {
    return [
      `--kubeconfig=${this.folder.file('kwok.kubeconfig')}`,
      '--manage-all-nodes=true',
      // Without leases the nodes are NotReady after 50 seconds, and their pods lose Ready for good.
      '--node-lease-duration-seconds=40',
      `--config=${this.folder.file('stages.yaml')}`,
    ];
  }
}
