import { ValidationError } from './errors';

const SUFFIX: Record<string, number> = {
  '': 1, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15,
  Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50,
};

const FORM = /^(\d+(?:\.\d+)?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/;

/**
 * A Kubernetes quantity (CPU, memory or storage), for checking and summing.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export class Quantity {
  /**
   * Reads a quantity such as `250m`, `2`, `512Mi` or `10Gi`.
   *
   * @param text the quantity as Kubernetes writes it
   * @param where what is being read, for the error message
   * @throws if the text is not a quantity
   */
  public static parse(text: string, where: string): Quantity {
    const match = FORM.exec(text);
    if (match === null) {
      throw new ValidationError(
        `${where}: "${text}" is not a quantity. Write a number with an optional suffix, such as 250m or 2 for CPU, 512Mi or 10Gi for memory and storage.`,
      );
    }
    return new Quantity(text, Number(match[1]) * SUFFIX[match[2] ?? '']);
  }

  /**
   * Reads a quantity of memory or storage.
   *
   * @throws if the text is not a quantity, or is one of thousandths of a byte, as Kubernetes reads `512m`
   * @internal
   */
  public static _bytes(text: string, where: string): Quantity {
    const quantity = Quantity.parse(text, where);
    if (text.endsWith('m')) {
      throw new ValidationError(`${where}: "${text}" is thousandths of a byte. Write "${text.slice(0, -1)}Mi" for mebibytes.`);
    }
    return quantity;
  }

  /** The quantity as it was written. */
  public readonly text: string;

  /** Its worth in base units: cores for CPU, bytes for memory and storage. */
  public readonly amount: number;

  private constructor(text: string, amount: number) {
    this.text = text;
    this.amount = amount;
  }
}
