/** Places that make a message (`raisingPlaces`) which no program in any language gets to see, each with the reason. */
export const UNREACHABLE_PLACES: Record<string, string> = {
  'src/networking/contracts/gateway-references: it needs the platform\\\'s gateway, and the module of gateways':
    'Only who imports single modules of the npm package can miss this one: every language loads the package as a whole.',
  'src/data/contracts/binding-secret: the driver "${binding.provider}" (${binding.type}) gives no ':
    'Drivers report references to Secrets by type: it takes a whole IBucket or IRelationalDatabase of somebody\'s own that binds plain text.',
};
