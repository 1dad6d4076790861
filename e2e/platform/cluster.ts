import { execFileSync } from "node:child_process";
import { request } from "node:https";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Platform } from "./platform";

interface Kubeconfig {
  clusters: { cluster: { server: string; "certificate-authority-data"?: string; "certificate-authority"?: string } }[];
  users: { user: { token: string } }[];
}

export function kubeconfigPath(platform: Platform): string {
  return join(platform.stateDir, "kubernetes", "kubeconfig");
}

/** The Kubernetes API as an operator sees it, with the kubeconfig that `make up` prints. */
export class Cluster {
  readonly #config: Kubeconfig;
  readonly #ca: Buffer;

  constructor(platform: Platform) {
    this.#config = parse(readFileSync(kubeconfigPath(platform), "utf8")) as Kubeconfig;
    const cluster = this.#config.clusters[0]!.cluster;
    this.#ca = cluster["certificate-authority-data"]
      ? Buffer.from(cluster["certificate-authority-data"], "base64")
      : readFileSync(cluster["certificate-authority"]!);
  }

  call(method: string, path: string, body?: object): Promise<{ status: number; json: any }> {
    const url = new URL(path, this.#config.clusters[0]!.cluster.server);
    const headers = {
      authorization: `Bearer ${this.#config.users[0]!.user.token}`,
      "content-type": "application/json",
    };
    return new Promise((resolve, reject) => {
      const call = request(url, { method, headers, ca: this.#ca }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, json: JSON.parse(Buffer.concat(parts).toString() || "null") }),
        );
      });
      call.on("error", reject);
      call.setTimeout(10_000, () => call.destroy(new Error("Kubernetes API: no answer in 10 s")));
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async list(path: string): Promise<any[]> {
    const answer = await this.call("GET", path);
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status}`);
    return answer.json.items as any[];
  }

  pods(model: string): Promise<any[]> {
    return this.list(`/api/v1/namespaces/corral/pods?labelSelector=corral.dev%2Fmodel%3D${model}`);
  }

  /** Ports of the ready engines of a model. */
  async enginePorts(model: string): Promise<number[]> {
    const slices = await this.list(
      `/apis/discovery.k8s.io/v1/namespaces/corral/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dmodel-${model}`,
    );
    return slices
      .filter((slice) => (slice.endpoints ?? []).some((endpoint: any) => endpoint.conditions?.ready))
      .map((slice) => slice.ports[0].port as number);
  }
}

/** Runs kubectl with the printed kubeconfig, or gives undefined where it is not installed. */
export function kubectl(platform: Platform, ...args: string[]): string | undefined {
  try {
    return execFileSync("kubectl", ["--kubeconfig", kubeconfigPath(platform), ...args], {
      encoding: "utf8",
      timeout: 20_000,
    });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") {
      console.warn("SKIPPED: kubectl is not installed");
      return undefined;
    }
    throw problem;
  }
}
