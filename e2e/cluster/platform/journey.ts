import { inject } from "vitest";
import { Api } from "./api";
import type { Cluster } from "./cluster";
import { Dispatcher } from "./dispatcher";

/** Where a journey starts: the cluster as its admin sees it, and the dispatcher as the gateway does. */
export async function journey(): Promise<{ cluster: Cluster; admin: Api; dispatcher: Dispatcher }> {
  const cluster = inject("cluster");
  const admin = new Api(cluster.server, cluster.ca, cluster.adminToken);
  return { cluster, admin, dispatcher: await Dispatcher.asGateway(cluster) };
}
