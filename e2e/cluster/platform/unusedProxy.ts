import { createServer } from "node:http";
import { networkInterfaces } from "node:os";
import type { AddressInfo } from "node:net";
import { good, type Api } from "./api";
import { platformNamespace } from "./cluster";

/** An address of this machine that an EndpointSlice may hold; a real API server refuses loopback there. */
export const ownAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

/** An inference-proxy whose models nobody uses. */
export class UnusedProxy {
  readonly #server = createServer((_, answer) => {
    this.asked++;
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify({ replica: "unused", startedAt: "2026-11-20T20:00:00Z", models: {}, routable: [] }));
  });
  asked = 0;

  async start(admin: Api, address: string): Promise<void> {
    await new Promise<void>((ready) => this.#server.listen(0, address, ready));
    const { port } = this.#server.address() as AddressInfo;
    const metadata = {
      name: "inference-proxy-unused",
      namespace: platformNamespace,
      labels: { "kubernetes.io/service-name": "inference-proxy" },
    };
    const slice = {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata,
      addressType: "IPv4",
      ports: [{ name: "internal", port, protocol: "TCP" }],
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
    };
    good(await admin.apply(slice, "cluster-test"));
  }

  async stop(admin: Api): Promise<void> {
    good(await admin.delete("discovery.k8s.io/v1", "EndpointSlice", "inference-proxy-unused", platformNamespace));
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
