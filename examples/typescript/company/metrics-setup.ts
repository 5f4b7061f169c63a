import { IProgramInput, ManagedSecret, ProgramSecret } from '@quanttide/cloud';

/** What the program that sets up metrics works on: read when everything is declared. */
export class MetricsSetup implements IProgramInput {
  public readonly files = { 'index.txt': 'stores: 1\n' };

  public constructor(
    private readonly token: ManagedSecret,
    private readonly release: string,
  ) {}

  public get secrets(): ProgramSecret[] {
    return [{ path: 'token', secret: this.token.key('token') }];
  }

  public get after(): string[] {
    return [this.token.address, this.release];
  }
}
