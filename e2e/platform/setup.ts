import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWriteStream } from "node:fs";
import type { TestProject } from "vitest/node";
import { repositoryRoot, type Platform } from "./platform";

const READY_WITHIN_MS = 180_000;

/** Starts the laptop platform exactly as `make up` does, on its own ports and with an empty state. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const portBase = Number(process.env["CORRAL_E2E_PORT_BASE"] ?? 18080);
  const stateDir = mkdtempSync(join(tmpdir(), "corral-e2e-"));
  const java = join(process.env["JAVA_HOME"] ?? "", "bin", "java");
  const launcher = spawn(
    java,
    ["-jar", "local/launcher/target/local-launcher.jar", "up", "--port-base", `${portBase}`, "--state-dir", stateDir],
    { cwd: repositoryRoot, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } },
  );
  const log = createWriteStream(join(tmpdir(), "corral-e2e-platform.log"));
  launcher.stdout.pipe(log);
  launcher.stderr.pipe(log);
  const platform: Platform = { base: `http://localhost:${portBase}`, portBase, stateDir };
  await ready(platform, launcher);
  project.provide("platform", platform);
  return () => stop(launcher, stateDir);
}

async function ready(platform: Platform, launcher: ChildProcess): Promise<void> {
  const began = Date.now();
  while (Date.now() - began < READY_WITHIN_MS) {
    if (launcher.exitCode !== null) {
      throw new Error(`make up ended with ${launcher.exitCode}; see ${tmpdir()}/corral-e2e-platform.log`);
    }
    if (await allReady(platform)) {
      console.log(`platform ready after ${Math.round((Date.now() - began) / 100) / 10} s at ${platform.base}`);
      return;
    }
    await new Promise((next) => setTimeout(next, 250));
  }
  throw new Error(`the platform was not ready in time; see ${tmpdir()}/corral-e2e-platform.log`);
}

async function allReady(platform: Platform): Promise<boolean> {
  const checks = [10, 11, 12, 13].map((offset) =>
    fetch(`http://127.0.0.1:${platform.portBase + offset}/q/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
  return (await Promise.all(checks)).every(Boolean);
}

async function stop(launcher: ChildProcess, stateDir: string): Promise<void> {
  const ended = new Promise((resolve) => launcher.once("exit", resolve));
  launcher.kill("SIGTERM");
  await Promise.race([ended, new Promise((next) => setTimeout(next, 20_000))]);
  launcher.kill("SIGKILL");
  rmSync(stateDir, { recursive: true, force: true });
}
