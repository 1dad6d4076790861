import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { Door } from "./cluster";
import { ControlPlane } from "./controlPlane";
import { furnish } from "./furniture";
import { freePorts } from "./ports";
import { startCloud, startDispatcher, startStandIn } from "./services";

const PORTS = ["etcd", "etcdPeers", "apiserver", "dynamoDb", "sqs", "s3", "aws", "dispatcher", "dispatcherHealth", "standIn"] as const;

/** Starts the cluster, AWS and the dispatcher in an empty folder, and ends them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const program = process.env["CORRAL_CLUSTER_PROGRAM"];
  if (program === undefined) throw new Error("start this by e2e/cluster/run");
  const began = Date.now();
  const folder = mkdtempSync(join(tmpdir(), "corral-cluster-"));
  const ports = await freePorts(...PORTS);
  const plane = new ControlPlane(program, folder, ports);
  const stops = [() => plane.stop()];
  const end = () => Promise.all(stops.map((stop) => stop()));
  let standIn: Door;
  try {
    const [cloud, beside] = await Promise.all([
      startCloud(folder, ports),
      startStandIn(folder, ports.standIn),
      plane.start().then(() => furnish(plane.api)),
    ]);
    stops.push(() => cloud.stop(), () => beside.part.stop());
    standIn = beside.door;
    const dispatcher = await startDispatcher(folder, ports, plane);
    stops.push(() => dispatcher.stop());
  } catch (problem) {
    console.error(`the cluster did not start; logs in ${folder}`);
    await end();
    throw problem;
  }
  project.provide("cluster", {
    server: plane.server,
    ca: plane.ca,
    adminToken: plane.adminToken,
    dispatcher: `http://127.0.0.1:${ports.dispatcher}`,
    dispatcherHealth: `http://127.0.0.1:${ports.dispatcherHealth}`,
    folder,
    standIn,
  });
  console.log(`cluster and dispatcher ready after ${Math.round((Date.now() - began) / 100) / 10} s; logs in ${folder}`);
  return async () => {
    await end();
    if (process.env["CORRAL_CLUSTER_KEEP"] === undefined) rmSync(folder, { recursive: true, force: true });
  };
}
