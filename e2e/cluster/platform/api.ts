import { Agent, request } from "node:https";

export interface Answer {
  status: number;
  json: any;
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; [field: string]: unknown };
  [field: string]: unknown;
}

const NAMESPACELESS = new Set([
  "Namespace",
  "Node",
  "PersistentVolume",
  "CustomResourceDefinition",
  "ClusterRole",
  "ClusterRoleBinding",
  "NodePool",
  "NodeClaim",
  "EC2NodeClass",
  "NodeOverlay",
]);
const DEADLINE_MS = 10_000;

/** The path of an object, or of its collection without a name. */
export function pathOf(apiVersion: string, kind: string, namespace?: string, name?: string): string {
  const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const lower = kind.toLowerCase();
  const plural = lower.endsWith("y") ? `${lower.slice(0, -1)}ies` : lower.endsWith("s") ? `${lower}es` : `${lower}s`;
  const place = NAMESPACELESS.has(kind) ? "" : `/namespaces/${namespace ?? "corral"}`;
  return `${group}${place}/${plural}${name === undefined ? "" : `/${name}`}`;
}

/** The Kubernetes API as the bearer of one token sees it. */
export class Api {
  readonly #server: string;
  readonly #token: string;
  readonly #agent: Agent;

  constructor(server: string, ca: string, token: string) {
    this.#server = server;
    this.#token = token;
    this.#agent = new Agent({ ca, keepAlive: true });
  }

  call(method: string, path: string, body?: unknown, type = "application/json", accept = "application/json"): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.#token}`, "content-type": type, accept };
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, this.#server), { method, headers, agent: this.#agent }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, json: parsed(Buffer.concat(parts).toString()) }));
      });
      call.on("error", reject);
      call.setTimeout(DEADLINE_MS, () => call.destroy(new Error(`Kubernetes API: no answer in ${DEADLINE_MS} ms`)));
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** The object, or undefined where there is none. */
  async find(apiVersion: string, kind: string, name: string, namespace?: string): Promise<any> {
    const answer = await this.call("GET", pathOf(apiVersion, kind, namespace, name));
    return answer.status === 404 ? undefined : good(answer).json;
  }

  async get(apiVersion: string, kind: string, name: string, namespace?: string): Promise<any> {
    return good(await this.call("GET", pathOf(apiVersion, kind, namespace, name))).json;
  }

  async list(apiVersion: string, kind: string, selector = "", namespace?: string): Promise<any[]> {
    const query = selector === "" ? "" : `?labelSelector=${encodeURIComponent(selector)}`;
    return good(await this.call("GET", pathOf(apiVersion, kind, namespace) + query)).json.items as any[];
  }

  /** `kubectl get` without the client: the table that the server makes of the printer columns. */
  async table(apiVersion: string, kind: string, namespace?: string): Promise<any> {
    const accept = "application/json;as=Table;v=v1;g=meta.k8s.io";
    return good(await this.call("GET", pathOf(apiVersion, kind, namespace), undefined, "application/json", accept)).json;
  }

  create(object: KubernetesObject, query = ""): Promise<Answer> {
    return this.call("POST", pathOf(object.apiVersion, object.kind, object.metadata.namespace) + query, object);
  }

  /** Server-side apply. */
  apply(object: KubernetesObject, manager: string, force = true, subresource = ""): Promise<Answer> {
    const path = pathOf(object.apiVersion, object.kind, object.metadata.namespace, object.metadata.name);
    const query = `?fieldManager=${manager}&force=${force}`;
    return this.call("PATCH", path + subresource + query, object, "application/apply-patch+yaml");
  }

  merge(apiVersion: string, kind: string, name: string, patch: unknown, subresource = ""): Promise<Answer> {
    return this.call("PATCH", pathOf(apiVersion, kind, undefined, name) + subresource, patch, "application/merge-patch+json");
  }

  delete(apiVersion: string, kind: string, name: string, namespace?: string): Promise<Answer> {
    return this.call("DELETE", pathOf(apiVersion, kind, namespace, name));
  }

  /** A token of a service account, as a pod would have it projected. */
  async serviceAccountToken(namespace: string, account: string, audiences: string[] = []): Promise<string> {
    const answer = await this.call("POST", `${pathOf("v1", "ServiceAccount", namespace, account)}/token`, {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      spec: { audiences, expirationSeconds: 7200 },
    });
    return good(answer).json.status.token as string;
  }
}

/** The answer, or an error with what the server said. */
export function good(answer: Answer): Answer {
  if (answer.status < 300) return answer;
  throw new Error(`Kubernetes API: ${answer.status} ${answer.json?.message ?? JSON.stringify(answer.json)}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text === "" ? "null" : text);
  } catch {
    return text;
  }
}
