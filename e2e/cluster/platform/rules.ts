import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { KubernetesObject } from "./api";
import { definitions } from "./furniture";
import type { Path, Schema } from "./schema";

export interface Case {
  rule: string;
  good: object;
  bad: object;
}
export interface Rules {
  whole: Record<string, unknown>;
  create: Case[];
  change: Case[];
}

export const rules = parse(readFileSync(join(import.meta.dirname, "..", "rules.yaml"), "utf8")) as Record<string, Rules>;
export const API = "corral.dev/v1alpha1";
export const NAMESPACE = "rules"; // where no dispatcher looks

/** What would make a pod of somebody's own choice, were it let through. */
export const SMUGGLED: Record<string, unknown> = {
  hostPath: "/",
  hostNetwork: true,
  hostPID: true,
  privileged: true,
  securityContext: { privileged: true },
  serviceAccountName: "llm-dispatcher",
  nodeName: "node-1",
  nodeSelector: { "kubernetes.io/hostname": "node-1" },
  tolerations: [{ operator: "Exists" }],
  image: "registry.example.com/evil:latest",
  command: ["sh"],
  args: ["-c", "true"],
  env: [{ name: "LD_PRELOAD", value: "x" }],
  volumes: [{ name: "host", hostPath: { path: "/" } }],
  podTemplate: { spec: { hostNetwork: true } },
};

/** The schema of a kind, as the API server holds it. */
export function schemaOf(kind: string): Schema {
  const crd = definitions().find((one) => (one["spec"] as any).names.kind === kind && one.metadata.name.endsWith(".corral.dev"));
  return (crd?.["spec"] as any).versions[0].schema.openAPIV3Schema as Schema;
}

/** A path as the API server writes it. */
export const written = (path: Path) => path.join(".").replaceAll(/\.(\d+)/g, "[$1]");
export const object = (kind: string, name = "whole"): KubernetesObject => ({
  apiVersion: API,
  kind,
  metadata: { name, namespace: NAMESPACE },
  spec: structuredClone(rules[kind]!.whole),
});
