import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { until } from "../../platform/await";
import { good, type Api, type KubernetesObject } from "./api";
import { platformNamespace, repositoryRoot, workloads } from "./cluster";

const MANAGER = "cluster-test";
const CRDS = ["charts/corral/crds", "charts/karpenter-crds"];
const RBAC = "services/llm-dispatcher/src/main/contract/rbac.yaml";

/** Puts into an empty cluster what the Helm charts and EKS would have put there. */
export async function furnish(api: Api): Promise<void> {
  for (const object of [...namespaces(), ...accounts(), tokenKeysForAll(), node("node-1")]) await apply(api, object);
  for (const object of definitions()) await apply(api, object);
  for (const object of documents(join(repositoryRoot, RBAC))) await apply(api, object);
  await established(api);
}

export async function apply(api: Api, object: KubernetesObject): Promise<void> {
  good(await api.apply(object, MANAGER));
}

export function documents(file: string): KubernetesObject[] {
  return parseAllDocuments(readFileSync(file, "utf8"))
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object): object is KubernetesObject => object !== null);
}

export interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
  resourceNames?: string[];
}

/** What the dispatcher's file grants it in a namespace, cluster-wide rules included. */
export function dispatcherRules(namespace: string): Rule[] {
  return documents(join(repositoryRoot, RBAC))
    .filter(({ kind, metadata }) => kind === "ClusterRole" || (kind === "Role" && metadata.namespace === namespace))
    .flatMap((role) => role["rules"] as Rule[]);
}

/** Our own custom resources and Karpenter's. */
export function definitions(): KubernetesObject[] {
  return CRDS.map((folder) => join(repositoryRoot, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => yamlFiles(folder).flatMap(documents))
    .filter((object) => object.kind === "CustomResourceDefinition");
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(folder, name));
}

/** Nothing may run among the workloads that Pod Security `restricted` does not allow. */
function namespaces(): KubernetesObject[] {
  const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
  return [platformNamespace, workloads].map((name) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels },
  }));
}

/** The services' accounts, and the one with which pods of models read weights from S3. */
function accounts(): KubernetesObject[] {
  const services = ["llm-dispatcher", "gateway", "inference-proxy", "stranger"].map((name) => [name, platformNamespace] as const);
  return [...services, ["corral-weights", workloads] as const].map(([name, namespace]) => ({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace },
  }));
}

/** EKS publishes the keys of service-account tokens; a bare API server shows them to nobody. */
function tokenKeysForAll(): KubernetesObject {
  const apiGroup = "rbac.authorization.k8s.io";
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: "token-keys-for-all" },
    roleRef: { apiGroup, kind: "ClusterRole", name: "system:service-account-issuer-discovery" },
    subjects: [{ apiGroup, kind: "Group", name: "system:unauthenticated" }],
  };
}

/** A machine that only KWOK pretends to be. */
export function node(name: string, labels: Record<string, string> = {}): KubernetesObject {
  const size = { cpu: "16", memory: "64Gi", pods: "50", "ephemeral-storage": "200Gi" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", ...labels } },
    status: { allocatable: size, capacity: size },
  };
}

async function established(api: Api): Promise<void> {
  for (const { metadata } of definitions()) {
    await until(`${metadata.name} established`, 20_000, async () => {
      const found = await api.get("apiextensions.k8s.io/v1", "CustomResourceDefinition", metadata.name);
      const conditions = (found.status?.conditions ?? []) as { type: string; status: string }[];
      return conditions.some(({ type, status }) => type === "Established" && status === "True") || undefined;
    });
  }
}
