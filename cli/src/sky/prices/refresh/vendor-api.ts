import { MachineError } from '../../../terminal/machine-error';

/** How long a vendor may take to begin its answer. */
const PATIENCE_MILLISECONDS = 60_000;

/** How often something is asked again that failed for a passing reason. */
const TRIES = 3;

/** The web, as refreshing needs it; tests put recorded answers here. */
export type Fetch = (address: string, init: { signal: AbortSignal }) => Promise<Response>;

/**
 * Asks a vendor's price list.
 *
 * @throws MachineError where it is not reached, or answers something else
 */
export async function ask(address: string, fetching: Fetch = fetch): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetching(address, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
      if (answer.ok) {
        return answer;
      }
      if (attempt === TRIES || !isPassing(answer.status)) {
        throw new MachineError(`${withoutKey(address)} answered ${answer.status} ${answer.statusText}.`.replace(' .', '.'), advice(answer.status));
      }
    } catch (error) {
      if (error instanceof MachineError || attempt === TRIES) {
        throw error instanceof MachineError ? error : new MachineError(`${withoutKey(address)} is not reached.`, [causeOf(error), 'Is there a way out to the internet? --origin names a mirror.']);
      }
    }
  }
}

/**
 * Asks for JSON.
 *
 * @throws MachineError where the answer is none
 */
export async function askJson<T>(address: string, fetching?: Fetch): Promise<T> {
  const answer = await ask(address, fetching);
  try {
    return await answer.json() as T;
  } catch {
    throw new MachineError(`${withoutKey(address)} answered something that is not JSON.`, ['Is it the address of a price list?']);
  }
}

/** Lines of an answer as they arrive: price lists are larger than memory should be. */
export async function* askLines(address: string, fetching?: Fetch): AsyncGenerator<string> {
  const { body } = await ask(address, fetching);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body ?? []) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') {
    yield rest;
  }
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

function advice(status: number): string[] {
  if (status === 404) {
    return ['Is the region written as the vendor writes it?'];
  }
  return status === 401 || status === 403 ? ['The key is missing, or may not read the price list.'] : ['Try again later, or name a mirror with --origin.'];
}

function withoutKey(address: string): string {
  return address.replace(/([?&]key=)[^&]*/, '$1…');
}

function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
