import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../platform/await";
import { Api } from "./api";
import { Part } from "./part";

const CONTROLLERS = [
  "deployment-controller",
  "replicaset-controller",
  "endpointslice-controller",
  "garbage-collector-controller",
  "pod-garbage-collector-controller",
  "namespace-controller",
  "node-lifecycle-controller",
  "serviceaccount-controller",
  "persistentvolume-binder-controller",
  "persistentvolume-protection-controller",
  "persistentvolumeclaim-protection-controller",
];
/** As in a real cluster, controllers that lose the API server end and start anew; only sooner. */
const LEADERS = ["--leader-elect-lease-duration=6s", "--leader-elect-renew-deadline=4s", "--leader-elect-retry-period=1s"];
/** How long a killed API server stays away: longer than any single request may wait. */
const API_SERVER_AWAY_MS = 20_000;

export interface Ports {
  etcd: number;
  etcdPeers: number;
  apiserver: number;
}

/** etcd, kube-apiserver, the controllers, the scheduler and KWOK: a cluster without containers. */
export class ControlPlane {
  readonly server: string;
  readonly adminToken = randomBytes(24).toString("hex");
  readonly #program: string;
  readonly #folder: string;
  readonly #ports: Ports;
  readonly #parts: Part[] = [];

  constructor(program: string, folder: string, ports: Ports) {
    this.#program = program;
    this.#folder = folder;
    this.#ports = ports;
    this.server = `https://127.0.0.1:${ports.apiserver}`;
  }

  get caFile(): string {
    return join(this.#folder, "pki", "apiserver.crt");
  }

  get ca(): string {
    return readFileSync(this.caFile, "utf8");
  }

  get api(): Api {
    return new Api(this.server, this.ca, this.adminToken);
  }

  async start(): Promise<void> {
    this.#keys();
    this.#run("etcd", this.#etcd());
    this.#run("kube-apiserver", this.#apiserver(), API_SERVER_AWAY_MS);
    await until("kube-apiserver ready", 90_000, async () =>
      (await this.api.call("GET", "/readyz")).status === 200 ? true : undefined,
    );
    const kubeconfig = this.#kubeconfig();
    this.#run("kube-controller-manager", [
      `--kubeconfig=${kubeconfig}`,
      `--controllers=${CONTROLLERS.join(",")}`,
      ...LEADERS,
      "--secure-port=0",
    ]);
    this.#run("kube-scheduler", [`--kubeconfig=${kubeconfig}`, ...LEADERS, "--secure-port=0"]);
    this.#run("kwok", [
      `--kubeconfig=${kubeconfig}`,
      `--config=${join(import.meta.dirname, "..", "kubelets.yaml")}`,
      "--manage-all-nodes=true",
      "--node-ip=192.0.2.1",
      "--node-lease-duration-seconds=40",
    ]);
  }

  async stop(): Promise<void> {
    for (const part of this.#parts.toReversed()) await part.stop();
  }

  #run(name: string, flags: string[], awayMs?: number): void {
    const part = new Part(this.#folder, {
      name,
      command: this.#program,
      arguments: [name, ...flags],
      ...(awayMs === undefined ? {} : { awayMs }),
    });
    this.#parts.push(part);
    part.start();
  }

  #etcd(): string[] {
    const clients = `http://127.0.0.1:${this.#ports.etcd}`;
    const peers = `http://127.0.0.1:${this.#ports.etcdPeers}`;
    return [
      `--data-dir=${join(this.#folder, "etcd")}`,
      `--listen-client-urls=${clients}`,
      `--advertise-client-urls=${clients}`,
      `--listen-peer-urls=${peers}`,
      `--initial-advertise-peer-urls=${peers}`,
      `--initial-cluster=default=${peers}`,
      "--log-level=warn",
      "--unsafe-no-fsync", // a test cluster need not survive a power cut
    ];
  }

  #apiserver(): string[] {
    const { pki, signing, publicKey, tokens } = this.#files();
    return [
      `--etcd-servers=http://127.0.0.1:${this.#ports.etcd}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      `--secure-port=${this.#ports.apiserver}`,
      `--cert-dir=${pki}`,
      "--endpoint-reconciler-type=none",
      "--service-cluster-ip-range=10.96.0.0/16",
      "--authorization-mode=RBAC",
      `--token-auth-file=${tokens}`,
      `--service-account-issuer=${this.server}`,
      `--service-account-jwks-uri=${this.server}/openid/v1/jwks`,
      `--service-account-signing-key-file=${signing}`,
      `--service-account-key-file=${publicKey}`,
      `--audit-policy-file=${join(import.meta.dirname, "..", "audit.yaml")}`,
      `--audit-log-path=${join(this.#folder, "audit.log")}`,
    ];
  }

  #files(): { pki: string; signing: string; publicKey: string; tokens: string } {
    const pki = join(this.#folder, "pki");
    return {
      pki,
      signing: join(pki, "tokens.key"),
      publicKey: join(pki, "tokens.pub"),
      tokens: join(pki, "tokens.csv"),
    };
  }

  #keys(): void {
    const files = this.#files();
    mkdirSync(files.pki, { recursive: true, mode: 0o700 });
    const pair = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    writeFileSync(files.signing, pair.privateKey, { mode: 0o600 });
    writeFileSync(files.publicKey, pair.publicKey);
    writeFileSync(files.tokens, `${this.adminToken},admin,admin,system:masters\n`, { mode: 0o600 });
  }

  #kubeconfig(): string {
    const file = join(this.#folder, "kubeconfig");
    writeFileSync(file, kubeconfig(this.server, this.caFile, this.adminToken), { mode: 0o600 });
    return file;
  }
}

/** A kubeconfig that opens the cluster with a token; JSON is YAML too. */
export function kubeconfig(server: string, caFile: string, token: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: [{ name: "test", cluster: { server, "certificate-authority": caFile } }],
    users: [{ name: "test", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test", namespace: "corral" } }],
  });
}
