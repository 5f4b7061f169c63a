import { IConstruct } from 'constructs';
import { describeConstruct, ValidationError } from '../core/errors';
import { ClientDemand, IClientDemands, IRegistrations } from './contract';

interface RegisteredClient {
  readonly owner: IConstruct;
  readonly client: Omit<ClientDemand, 'redirectUris'>;
  readonly demands: IClientDemands;
}

/** All that was registered at one provider, sorted, whatever the order of the statements. */
export class Registrations implements IRegistrations {
  private readonly all = new Map<string, RegisteredClient>();

  public get clients(): ClientDemand[] {
    return [...this.all.values()]
      .map(({ client, demands }) => ({ ...client, redirectUris: [...new Set(demands.redirectUris)].sort() }))
      .sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  }

  public get groups(): string[] {
    return [...new Set([...this.all.values()].flatMap(({ demands }) => demands.groups))].sort();
  }

  /**
   * Takes a client id.
   *
   * @throws if another client has it
   */
  public claim(owner: IConstruct, clientId: string): void {
    const other = this.all.get(clientId);
    if (other !== undefined) {
      throw ValidationError.at(owner, `the client id "${clientId}" is taken by ${describeConstruct(other.owner)}. Register this one under another id.`);
    }
  }

  /** Adds a client whose id was claimed. */
  public add(owner: IConstruct, client: Omit<ClientDemand, 'redirectUris'>, demands: IClientDemands): void {
    this.all.set(client.clientId, { owner, client, demands });
  }

  /** What is wrong with what was declared by now. */
  public errors(): string[] {
    return [...this.all.values()].flatMap(({ owner, demands }) => [
      ...demands.groups.filter((group) => !/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(group))
        .map((group) => ValidationError.at(owner, `"${group}" is not a group's name. Letters, digits, spaces, ".", "_" and "-".`).message),
      ...demands.redirectUris.filter((uri) => !URL.canParse(uri) || uri.includes('*'))
        .map((uri) => ValidationError.at(owner, `the redirect URI "${uri}" is not a full address. Write it as the program sends it, such as https://shop.acme.example/oauth2/callback, without "*".`).message),
    ]);
  }
}
