import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, writeFileSync, type WriteStream } from "node:fs";
import { join } from "node:path";

export interface PartOptions {
  name: string;
  command: string;
  arguments: string[];
  environment?: Record<string, string>;
  /** How long a part that died stays away. */
  awayMs?: number;
}

/** One process under supervision: when it dies it comes back after its time away, as a kubelet would bring it back. */
export class Part {
  readonly #options: PartOptions;
  readonly #folder: string;
  readonly #log: WriteStream;
  #process: ChildProcess | undefined;
  #stopping = false;

  constructor(folder: string, options: PartOptions) {
    this.#options = options;
    this.#folder = folder;
    this.#log = createWriteStream(join(folder, `${options.name}.log`), { flags: "a" });
  }

  start(): void {
    const { name, command, arguments: args, environment = {}, awayMs = 1_000 } = this.#options;
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    this.#process = child;
    child.on("error", (problem) => this.#log.write(`cannot be started: ${problem.message}\n`));
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    writeFileSync(pidFile(this.#folder, name), `${child.pid}`);
    child.once("exit", (code, signal) => {
      this.#log.write(`ended with ${code ?? signal}\n`);
      if (!this.#stopping) setTimeout(() => this.#stopping || this.start(), awayMs);
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const impatient = setTimeout(() => child.kill("SIGKILL"), 8_000);
    await ended;
    clearTimeout(impatient);
  }
}

export function pidFile(folder: string, name: string): string {
  return join(folder, `${name}.pid`);
}
