// Serves the built console, a stand-in issuer and the fixtures from one port, with the gateway's strict policy.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { ANSWER, world } from './fixtures.mjs';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function serveWorld(dist, options = {}) {
  const state = { ...world(), ...options.world };
  const policy =
    options.issuer === undefined
      ? POLICY
      : POLICY.replace("connect-src 'self'", `connect-src 'self' ${options.issuer}`);
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });

  async function handle(request, response) {
    const url = new URL(request.url, `http://${request.headers.host}`);
    const json = (body, status = 200) => {
      response.writeHead(status, {
        'content-type': status < 400 ? 'application/json' : 'application/problem+json',
        'x-request-id': 'req-1',
      });
      response.end(body === undefined ? '' : JSON.stringify(body));
    };
    const path = url.pathname;
    if (path.startsWith('/idp')) return issuer(url, response, json);
    if (path === '/console-config.json') {
      return json({
        issuer: options.issuer ?? `${url.origin}/idp`,
        clientId: 'corral-console',
        scopes: 'openid profile',
        notice: state.catalog.notice,
      });
    }
    if (path === '/v1/chat/completions')
      return chat(response, options.answer ?? ANSWER, options.waking ?? true);
    if (path === '/api/v1/events') return events(response);
    if (path.startsWith('/api/v1/')) return api(path.slice(8), request.method, url, json);
    return file(path, response);
  }

  function issuer(url, response, json) {
    const origin = url.origin;
    if (url.pathname.endsWith('/openid-configuration')) {
      return json({
        issuer: `${origin}/idp`,
        authorization_endpoint: `${origin}/idp/authorize`,
        token_endpoint: `${origin}/idp/token`,
        end_session_endpoint: `${origin}/idp/logout`,
        jwks_uri: `${origin}/idp/jwks`,
      });
    }
    if (url.pathname === '/idp/authorize') {
      const back = new URL(url.searchParams.get('redirect_uri'));
      back.searchParams.set('code', 'c');
      back.searchParams.set('state', url.searchParams.get('state'));
      response.writeHead(302, { location: back.href });
      return response.end();
    }
    if (url.pathname === '/idp/token') {
      const seconds = Math.floor(Date.now() / 1000);
      const claims = {
        iss: `${origin}/idp`,
        aud: 'corral-console',
        sub: 'alice',
        preferred_username: 'alice',
        iat: seconds,
        exp: seconds + 3600,
      };
      const idToken = `${base64({ alg: 'RS256' })}.${base64(claims)}.c2ln`;
      return json({
        access_token: 'access',
        id_token: idToken,
        refresh_token: 'refresh',
        token_type: 'Bearer',
        expires_in: 3600,
      });
    }
    if (url.pathname === '/idp/logout') {
      response.writeHead(302, { location: url.searchParams.get('post_logout_redirect_uri') });
      return response.end();
    }
    return json({}, 404);
  }

  function events(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    const beat = setInterval(() => response.write(': beat\n\n'), 5000);
    response.on('close', () => clearInterval(beat));
  }

  async function chat(response, answer, waking) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req-chat' });
    const say = (chunk) =>
      response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', ...chunk })}\n\n`);
    if (waking) {
      response.write(': waking state=launching phase=image_pull eta_seconds=6\n\n');
      await pause(900);
      response.write(': waking state=launching phase=weights eta_seconds=4\n\n');
      await pause(1600);
    }
    for (const text of answer.match(/[\s\S]{1,12}/g)) {
      say({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] });
      await pause(8);
    }
    say({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    say({
      choices: [],
      usage: {
        prompt_tokens: 24,
        completion_tokens: 96,
        total_tokens: 120,
        ttft_ms: 41,
        generation_ms: 121,
        tokens_per_second: 793.4,
      },
    });
    response.end('data: [DONE]\n\n');
  }

  function api(path, method, url, json) {
    if (options.broken) {
      return json(
        {
          status: 503,
          title: 'A part of Corral is not answering',
          code: 'upstream_unavailable',
          detail: 'llm-dispatcher did not answer in time.',
          requestId: 'req-5f2c',
        },
        503,
      );
    }
    if (path === 'models' && method === 'POST') {
      return json(
        {
          status: 400,
          title: 'A field is not valid',
          code: 'invalid_field',
          detail: 'One field was refused.',
          errors: [{ field: 'compute', message: 'cpu is full just now' }],
        },
        400,
      );
    }
    if (path === 'models') {
      const all = url.searchParams.get('terminated') === 'true';
      return json({ items: state.models.filter((model) => all || model.state !== 'terminated') });
    }
    if (path === 'keys' && method === 'POST') {
      return json({ ...state.keys[0], name: 'New laptop', key: `crl_ab12cd34ef56_${'x'.repeat(43)}` }, 201);
    }
    const [, name, rest] = /^models\/([^/]+)(\/timeline)?$/.exec(path) ?? [];
    const found = state.models.find((model) => model.name === name);
    if (name !== undefined && found === undefined)
      return json({ status: 404, title: 'Not found', code: 'not_found' }, 404);
    if (rest !== undefined)
      return json({ items: found.state === 'terminated' ? state.receipt : state.timeline });
    if (name !== undefined) return json(found);
    const fixed = {
      me: state.me,
      summary: state.summary,
      catalog: state.catalog,
      usage: state.usage,
      'reports/latency': state.latency,
      keys: { items: state.keys },
    };
    return json(fixed[path] ?? {}, fixed[path] === undefined ? 404 : 200);
  }

  async function file(path, response) {
    const wanted = extname(path) === '' ? '/index.html' : path;
    const bytes = await readFile(join(dist, wanted)).catch(() => undefined);
    response.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': TYPES[extname(wanted)] ?? 'text/plain',
      'content-security-policy': policy,
    });
    response.end(bytes);
  }

  return new Promise((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      resolve({
        origin: `http://localhost:${server.address().port}`,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}
