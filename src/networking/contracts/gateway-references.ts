import { IConstruct } from 'constructs';
import { ValidationError } from '../../core/errors';
import { GatewayReference, IGatewayReferenceProvider } from './gateway-reference';

/**
 * How drivers reach the platform's gateway, by name: made when it is needed, and
 * not before.
 *
 * Gateways need an issuer, and an issuer may need the gateway: `gateway.ts`
 * registers itself here, so that neither module has to load the other first.
 */
export class GatewayReferences implements IGatewayReferenceProvider {
  /** @internal */
  public static _register(find: (scope: IConstruct) => GatewayReference): void {
    GatewayReferences.find = find;
  }

  private static find?: (scope: IConstruct) => GatewayReference;

  public constructor(private readonly scope: IConstruct) {}

  public get gateway(): GatewayReference {
    if (GatewayReferences.find === undefined) {
      throw ValidationError.at(this.scope, 'it needs the platform\'s gateway, and the module of gateways is not loaded. Import the package as a whole, or its namespace networking.');
    }
    return GatewayReferences.find(this.scope);
  }
}
