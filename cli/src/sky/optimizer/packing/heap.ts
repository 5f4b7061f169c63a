/** A queue that gives the least value first. */
export class Heap<T> {
  private readonly values: T[] = [];

  constructor(private readonly compare: (a: T, b: T) => number) {}

  push(value: T): void {
    const { values, compare } = this;
    let index = values.push(value) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (compare(values[parent], value) <= 0) {
        break;
      }
      values[index] = values[parent];
      index = parent;
    }
    values[index] = value;
  }

  pop(): T | undefined {
    const { values, compare } = this;
    const first = values[0];
    const last = values.pop();
    if (last === undefined || values.length === 0) {
      return first;
    }
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= values.length) {
        break;
      }
      if (child + 1 < values.length && compare(values[child + 1], values[child]) < 0) {
        child += 1;
      }
      if (compare(last, values[child]) <= 0) {
        break;
      }
      values[index] = values[child];
      index = child;
    }
    values[index] = last;
    return first;
  }
}
