import { createServer } from "node:net";

/** Ports that nobody listens on. They are all held until the last is found, so that none is given twice. */
export async function freePorts<Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
  const held = await Promise.all(names.map(() => hold()));
  await Promise.all(held.map(({ release }) => release()));
  return Object.fromEntries(names.map((name, index) => [name, held[index]!.port])) as Record<Name, number>;
}

interface Held {
  port: number;
  release: () => Promise<void>;
}

/** Below the ports that outgoing connections get: one of those could take a port between its choice and its use. */
async function hold(tries = 100): Promise<Held> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return listen(port).catch((taken: unknown) => {
    if (tries <= 1) throw taken;
    return hold(tries - 1);
  });
}

function listen(port: number): Promise<Held> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () =>
      resolve({ port, release: () => new Promise((done) => server.close(() => done())) }),
    );
  });
}
