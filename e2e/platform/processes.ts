import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Platform } from "./platform";

/** The parts of the platform that run as processes of their own. */
export const parts = [
  "cloud",
  "kubernetes",
  "identity",
  "llm-dispatcher",
  "metrics",
  "inference-proxy",
  "gateway",
] as const;
export type Part = (typeof parts)[number];

export function pidOf(platform: Platform, part: Part): number {
  return Number(readFileSync(join(platform.stateDir, "run", `${part}.pid`), "utf8").split(/\s/)[0]);
}

/** `kill -9`: the part gets no chance to say goodbye. The launcher starts it again, as a kubelet would. */
export function killHard(platform: Platform, part: Part): number {
  const pid = pidOf(platform, part);
  process.kill(pid, "SIGKILL");
  return pid;
}

/** Resident memory in MiB. */
export function residentMiB(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? 0) / 1024;
}
