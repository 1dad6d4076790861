import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { until } from "../../platform/await";
import { platformNamespace, repositoryRoot, type Door } from "./cluster";
import { kubeconfig, type ControlPlane } from "./controlPlane";
import { Part } from "./part";

const java = join(process.env["JAVA_HOME"] ?? "/usr", "bin", "java");
const QUEUES = "corral-lifecycle,corral-budget";

export interface Ports {
  dynamoDb: number;
  sqs: number;
  s3: number;
  aws: number;
  dispatcher: number;
  dispatcherHealth: number;
}

/** AWS as `local/cloud` speaks it, with the dispatcher's tables and queue. */
export async function startCloud(folder: string, ports: Ports): Promise<Part> {
  const part = new Part(folder, {
    name: "cloud",
    command: java,
    arguments: [
      "-Xmx256m",
      "-XX:TieredStopAtLevel=1",
      "-jar",
      built("local/cloud/target/local-cloud.jar"),
      `--dynamodb-port=${ports.dynamoDb}`,
      `--sqs-port=${ports.sqs}`,
      `--s3-port=${ports.s3}`,
      `--aws-port=${ports.aws}`,
      `--state-dir=${join(folder, "cloud")}`,
      `--queues=${QUEUES}`,
      `--tables=${join(repositoryRoot, "services/llm-dispatcher/src/main/contract/tables.json")}`,
    ],
  });
  part.start();
  await ready(folder, "cloud");
  return part;
}

/** `local/kubernetes` with our definitions, to compare. */
export async function startStandIn(folder: string, port: number): Promise<{ part: Part; door: Door }> {
  const state = join(folder, "stand-in");
  const part = new Part(folder, {
    name: "stand-in",
    command: java,
    arguments: [
      "-Xmx192m",
      "-XX:TieredStopAtLevel=1",
      "-jar",
      built("local/kubernetes/target/local-kubernetes.jar"),
      `--port=${port}`,
      `--state-dir=${state}`,
      `--crds=${join(repositoryRoot, "charts/corral/crds")}`,
    ],
  });
  part.start();
  await ready(folder, "stand-in");
  const { users } = parse(readFileSync(join(state, "kubeconfig"), "utf8")) as { users: { user: { token: string } }[] };
  const door = { server: `https://127.0.0.1:${port}`, ca: readFileSync(join(state, "ca.crt"), "utf8"), token: users[0]!.user.token };
  return { part, door };
}

/** The real dispatcher with its real account: it may do in this cluster what its own rules allow, no more. */
export async function startDispatcher(folder: string, ports: Ports, plane: ControlPlane): Promise<Part> {
  const token = await plane.api.serviceAccountToken(platformNamespace, "llm-dispatcher");
  const ownKubeconfig = join(folder, "llm-dispatcher.kubeconfig");
  writeFileSync(ownKubeconfig, kubeconfig(plane.server, plane.caFile, token), { mode: 0o600 });
  const internalToken = join(folder, "llm-dispatcher.token");
  writeFileSync(internalToken, await plane.api.serviceAccountToken(platformNamespace, "llm-dispatcher", ["corral-internal"]), {
    mode: 0o600,
  });
  const part = new Part(folder, {
    name: "llm-dispatcher",
    command: java,
    arguments: ["-Xmx192m", "-XX:TieredStopAtLevel=1", "-jar", built("services/llm-dispatcher/target/quarkus-app/quarkus-run.jar")],
    environment: {
      KUBECONFIG: ownKubeconfig,
      CORRAL_CLUSTER_ISSUER: plane.server,
      CORRAL_CLUSTER_CA_FILE: plane.caFile,
      CORRAL_SERVICE_TOKEN_FILE: internalToken,
      CORRAL_IDLE_LOOK: "2s",
      CORRAL_IDLE_MIN_UP: "0s",
      CORRAL_LEAD_LEASE_DURATION: "5s",
      CORRAL_LEAD_RENEW_DEADLINE: "4s",
      CORRAL_LEAD_RETRY: "1s",
      CORRAL_AWS_ENDPOINT: `http://127.0.0.1:${ports.aws}`,
      CORRAL_CLUSTER_NAME: "test",
      CORRAL_ENGINES_TEXTGEN_GPU_IMAGE: "localhost/corral/textgen:local",
      CORRAL_ENGINE_KEY_FILE: engineKey(folder),
      CORRAL_IMAGES_ALLOW_TAGS: "true", // no image is pulled here
      CORRAL_APPS_DOMAIN: "apps.localhost:9", // nobody opens an app here
      CORRAL_GATEWAY_INTERNAL_URL: "http://127.0.0.1:9", // and no gateway answers
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE: `http://127.0.0.1:${ports.dynamoDb}`,
      QUARKUS_SQS_ENDPOINT_OVERRIDE: `http://127.0.0.1:${ports.sqs}`,
      QUARKUS_HTTP_PORT: `${ports.dispatcher}`,
      QUARKUS_MANAGEMENT_PORT: `${ports.dispatcherHealth}`,
    },
  });
  part.start();
  await until("llm-dispatcher ready", 120_000, async () =>
    (await fetch(`http://127.0.0.1:${ports.dispatcherHealth}/q/health/ready`)).ok || undefined,
  );
  return part;
}

async function ready(folder: string, name: string): Promise<void> {
  await until(`${name} ready`, 90_000, async () => /^READY/m.test(readFileSync(join(folder, `${name}.log`), "utf8")) || undefined);
}

function engineKey(folder: string): string {
  const file = join(folder, "engine.key");
  writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return file;
}

function built(path: string): string {
  const file = join(repositoryRoot, path);
  if (!existsSync(file)) throw new Error(`${path} is not built: make build`);
  return file;
}
