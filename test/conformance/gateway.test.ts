import { GatewayDrivers } from '../../src/networking/gateway-drivers';
import { GatewayConformance } from '../../src/testing/gateway-conformance';
import { conformanceCases, expectEveryDriver } from '../support/conformance';

const drivers = {
  'envoyGateway': GatewayDrivers.envoyGateway(),
  'traefik': GatewayDrivers.traefik(),
  'existing': GatewayDrivers.existing({ gatewayName: 'edge', namespaceName: 'edge' }),
};

test('every driver of the facade is in the run', () => {
  expectEveryDriver(GatewayDrivers, drivers);
});

test.each(conformanceCases(drivers, (driver) => GatewayConformance.of(driver)))('$driver: $title', ({ check }) => {
  expect(() => check.run()).not.toThrow();
});
