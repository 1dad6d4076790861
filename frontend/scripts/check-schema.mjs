// Fails when src/api/schema.ts is not what `npm run types` would write from the gateway's contract.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const contract = '../services/gateway/src/main/contract/openapi.yaml';
const checkedIn = 'src/api/schema.ts';
const folder = mkdtempSync(join(tmpdir(), 'corral-schema-'));
const fresh = join(folder, 'schema.ts');
try {
  execFileSync(
    'npx',
    ['--no-install', 'openapi-typescript', contract, '--default-non-nullable', 'false', '-o', fresh],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  execFileSync(
    'npx',
    ['--no-install', 'prettier', '--config', '.prettierrc.json', '--write', '--log-level', 'warn', fresh],
    { stdio: 'inherit' },
  );
  if (readFileSync(fresh, 'utf8') !== readFileSync(checkedIn, 'utf8')) {
    process.stderr.write(
      `${checkedIn} is not current with ${contract}: run \`npm run types\` and commit it.\n`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
