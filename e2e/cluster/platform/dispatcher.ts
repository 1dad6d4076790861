import { until } from "../../platform/await";
import { Api } from "./api";
import { platformNamespace, type Cluster } from "./cluster";

export interface ModelView {
  name: string;
  uid: string;
  state: string;
  phase?: string;
  reason?: string;
  message?: string;
}

export interface TimelineEntry {
  from: string;
  to: string;
  principal?: string;
  receipt?: { removed: string[] };
}

/** The dispatcher's API as the gateway calls it, with the gateway's own token. */
export class Dispatcher {
  readonly #base: string;
  readonly #token: string;

  private constructor(base: string, token: string) {
    this.#base = base;
    this.#token = token;
  }

  static async asGateway(cluster: Cluster): Promise<Dispatcher> {
    const api = new Api(cluster.server, cluster.ca, cluster.adminToken);
    const token = await api.serviceAccountToken(platformNamespace, "gateway", ["corral-internal"]);
    return new Dispatcher(cluster.dispatcher, token);
  }

  /** The same address with another token. */
  with(token: string): Dispatcher {
    return new Dispatcher(this.#base, token);
  }

  async call(method: string, path: string, body?: unknown): Promise<{ status: number; json: any }> {
    const answer = await fetch(this.#base + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        "x-corral-principal": "alice",
        "content-type": "application/json",
      },
      signal: AbortSignal.timeout(20_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === "" ? null : JSON.parse(text) };
  }

  async launch(name: string, more: object = {}): Promise<ModelView> {
    const form = { name, owner: "alice", source: "ollama://tinyllama:1.1b-chat", idleTimeout: "5m", ...more };
    const answer = await this.call("POST", "/internal/models", form);
    if (answer.status !== 202) throw new Error(`launch ${name}: ${answer.status} ${JSON.stringify(answer.json)}`);
    return answer.json as ModelView;
  }

  async command(name: string, command: "wake" | "stop"): Promise<void> {
    const answer = await this.call("POST", `/internal/models/${name}/${command}`);
    if (answer.status > 202) throw new Error(`${command} ${name}: ${answer.status} ${JSON.stringify(answer.json)}`);
  }

  async model(name: string): Promise<ModelView> {
    const answer = await this.call("GET", `/internal/models/${name}`);
    if (answer.status !== 200) throw new Error(`model ${name}: ${answer.status} ${JSON.stringify(answer.json)}`);
    return answer.json as ModelView;
  }

  reaches(name: string, state: string, withinMs = 60_000): Promise<ModelView> {
    return until(`${name} ${state}`, withinMs, async () => {
      const model = await this.model(name);
      if (model.state !== state) throw new Error(`it is ${model.state} ${model.phase ?? ""} ${model.message ?? ""}`);
      return model;
    });
  }

  async timeline(name: string): Promise<TimelineEntry[]> {
    const answer = await this.call("GET", `/internal/models/${name}/timeline`);
    if (answer.status !== 200) throw new Error(`timeline: ${answer.status} ${JSON.stringify(answer.json)}`);
    return answer.json.items as TimelineEntry[];
  }

  async terminate(name: string): Promise<void> {
    const answer = await this.call("DELETE", `/internal/models/${name}`);
    if (answer.status !== 202) throw new Error(`terminate ${name}: ${answer.status} ${JSON.stringify(answer.json)}`);
    await this.reaches(name, "terminated");
  }
}
