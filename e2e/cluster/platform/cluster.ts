import "vitest";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pidFile } from "./part";

export const repositoryRoot = resolve(import.meta.dirname, "..", "..", "..");
export const workloads = "corral";
export const platformNamespace = "corral-system";

/** What a journey needs to know of the cluster under test. */
export interface Cluster {
  server: string;
  ca: string;
  adminToken: string;
  dispatcher: string;
  dispatcherHealth: string;
  folder: string;
  /** Our stand-in for Kubernetes, which should refuse what the real one refuses. */
  standIn: Door;
}

/** What opens an API server. */
export interface Door {
  server: string;
  ca: string;
  token: string;
}

declare module "vitest" {
  interface ProvidedContext {
    cluster: Cluster;
  }
}

export type PartName = "etcd" | "kube-apiserver" | "llm-dispatcher";

/** `kill -9`; whoever started the part brings it back. */
export function killHard(cluster: Cluster, part: PartName): void {
  process.kill(Number(readFileSync(pidFile(cluster.folder, part), "utf8")), "SIGKILL");
}

export interface AuditEntry {
  verb: string;
  user: { username: string };
  objectRef?: { resource: string; subresource?: string; namespace?: string; name?: string; apiGroup?: string };
  responseStatus?: { code: number; reason?: string };
  requestURI: string;
  stageTimestamp: string;
}

/** Everything that the dispatcher has asked the API server, in order. */
export function dispatcherRequests(cluster: Cluster): AuditEntry[] {
  const user = `system:serviceaccount:${platformNamespace}:llm-dispatcher`;
  return readFileSync(join(cluster.folder, "audit.log"), "utf8")
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as AuditEntry)
    .filter((entry) => entry.user.username === user);
}

/** Something changed or was meant to; the lease of who leads does not count. */
export function isWrite({ verb, objectRef }: AuditEntry): boolean {
  return /^(create|update|patch|delete|deletecollection)$/.test(verb) && objectRef?.resource !== "leases";
}
