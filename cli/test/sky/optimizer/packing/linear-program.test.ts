import { LinearProgram } from '../../../../src/sky/optimizer/packing/linear-program';

/** Two pods' worth of demand, met by half a large pattern or two small ones. */
function program(): LinearProgram {
  const linear = new LinearProgram();
  linear.addRow(2, Infinity);
  linear.addColumn({ cost: 3, upper: Infinity, rows: [0], values: [1] });
  return linear;
}

it('solves, and solves again from there when columns and bounds come', async () => {
  const linear = program();
  expect((await linear.solve())?.objective).toBeCloseTo(6);
  linear.addColumn({ cost: 4, upper: Infinity, rows: [0], values: [4] });
  expect((await linear.solve())?.objective).toBeCloseTo(2);
  linear.setColumnUppers([Infinity, 0.25]);
  expect((await linear.solve())?.objective).toBeCloseTo(4);
  linear.setRowBounds(0, 1, Infinity);
  expect((await linear.solve())?.objective).toBeCloseTo(1);
  linear.dispose();
});

it('puts a row over columns that came since the last solve', async () => {
  const linear = program();
  await linear.solve();
  linear.addColumn({ cost: 1, upper: Infinity, rows: [0], values: [1] });
  linear.addRow(-Infinity, 0.5, [1]);
  expect((await linear.solve())?.objective).toBeCloseTo(0.5 + 1.5 * 3);
  linear.dispose();
});

it('puts a row over columns that are there already', async () => {
  const linear = program();
  await linear.solve();
  linear.addRow(-Infinity, 1, [0]);
  expect(await linear.solve()).toBeUndefined();
  linear.addColumn({ cost: 9, upper: Infinity, rows: [0], values: [1] });
  expect((await linear.solve())?.objective).toBeCloseTo(12);
  linear.dispose();
});

it('goes on with a new solver when one breaks', async () => {
  const linear = program();
  await linear.solve();
  linear.addColumn({ cost: 4, upper: Infinity, rows: [0], values: [4] });
  await linear.solve();
  // What an exhausted solver comes to: it throws at every call.
  (Reflect.get(linear, 'model') as { dispose: () => void }).dispose();
  const solution = await linear.solve();
  expect(solution?.objective).toBeCloseTo(2);
  expect(linear.restarts).toBe(1);
  linear.dispose();
});
