/** Asks again until `probe` gives a value that is not undefined, and fails with the last problem at the deadline. */
export async function until<T>(what: string, withinMs: number, probe: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown = "no answer yet";
  while (Date.now() < deadline) {
    try {
      const value = await probe();
      if (value !== undefined) return value;
      last = "condition not met";
    } catch (problem) {
      last = problem;
    }
    await new Promise((next) => setTimeout(next, 150));
  }
  throw new Error(`${what}: not within ${withinMs} ms (${String(last)})`);
}
