import { createParser } from "eventsource-parser";
import type { Platform } from "./platform";
import { until } from "./await";

export interface ModelView {
  name: string;
  uid: string;
  owner: string;
  state: string;
  phase?: string;
  reason?: string;
  message?: string;
  replicas: { desired: number; ready: number };
}

export interface TimelineEntry {
  id: string;
  uid: string;
  from: string;
  to: string;
  phase?: string;
  principal?: string;
  receipt?: { removed: string[] };
}

export interface LiveEvent {
  id?: string;
  data: { name: string; from: string; to: string; phase?: string };
}

/** Somebody who signed in, talking to the gateway as a script would. */
export class Person {
  private constructor(
    readonly platform: Platform,
    readonly name: string,
    readonly token: string,
  ) {}

  static async signIn(platform: Platform, name: string): Promise<Person> {
    const answer = await fetch(`http://localhost:${platform.portBase + 4}/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "password",
        client_id: "corral-cli",
        username: name,
        password: `${name}-corral`,
        scope: "openid profile",
      }),
    });
    if (!answer.ok) throw new Error(`sign-in of ${name}: ${answer.status} ${await answer.text()}`);
    const { access_token } = (await answer.json()) as { access_token: string };
    return new Person(platform, name, access_token);
  }

  call(path: string, init: RequestInit & { json?: unknown } = {}): Promise<Response> {
    const { json, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (!headers.has("authorization")) headers.set("authorization", `Bearer ${this.token}`);
    if (json !== undefined) headers.set("content-type", "application/json");
    return fetch(this.platform.base + path, {
      ...rest,
      headers,
      ...(json === undefined ? {} : { body: JSON.stringify(json), method: rest.method ?? "POST" }),
    });
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.call(path);
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async launch(name: string, more: object = {}): Promise<ModelView> {
    const answer = await this.call("/api/v1/models", {
      json: { name, source: "ollama://tinyllama:1.1b-chat", idleTimeout: "5m", ...more },
    });
    if (answer.status !== 202) throw new Error(`launch: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as ModelView;
  }

  model(name: string): Promise<ModelView> {
    return this.get(`/api/v1/models/${name}`);
  }

  async timeline(name: string): Promise<TimelineEntry[]> {
    return (await this.get<{ items: TimelineEntry[] }>(`/api/v1/models/${name}/timeline`)).items;
  }

  reaches(name: string, state: string, withinMs = 60_000): Promise<ModelView> {
    return until(`${name} ${state}`, withinMs, async () => {
      const model = await this.model(name);
      if (model.state === "failed" && state !== "failed") throw new Error(JSON.stringify(model));
      return model.state === state ? model : undefined;
    });
  }

  async terminate(name: string): Promise<void> {
    const answer = await this.call(`/api/v1/models/${name}`, { method: "DELETE" });
    if (answer.status !== 202) throw new Error(`terminate: ${answer.status} ${await answer.text()}`);
    await this.reaches(name, "terminated");
  }

  async key(more: object = {}): Promise<{ id: string; key: string }> {
    const answer = await this.call("/api/v1/keys", {
      json: { name: "journey", models: ["*"], dialects: ["openai", "ollama"], ...more },
    });
    if (answer.status !== 201) throw new Error(`key: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string; key: string };
  }

  /** Collects live events until the returned function is called. */
  listen(lastEventId?: string): { events: LiveEvent[]; close: () => void } {
    const abort = new AbortController();
    const events: LiveEvent[] = [];
    const headers: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    const parser = createParser({
      onEvent: (event) => {
        const cloudEvent = JSON.parse(event.data) as { data: LiveEvent["data"] };
        events.push({ ...(event.id === undefined ? {} : { id: event.id }), data: cloudEvent.data });
      },
    });
    void this.call("/api/v1/events", { headers: { accept: "text/event-stream", ...headers }, signal: abort.signal })
      .then(async (answer) => {
        const decoder = new TextDecoder();
        for await (const bytes of answer.body ?? []) parser.feed(decoder.decode(bytes, { stream: true }));
      })
      .catch(() => undefined);
    return { events, close: () => abort.abort() };
  }
}
