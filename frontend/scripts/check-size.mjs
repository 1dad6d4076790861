// Fails when the script that the dashboard needs first is larger than its budget (issue 7: 300 kB, gzip).
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = 300_000;
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const files = new Set();
const visit = (key) => {
  if (files.has(manifest[key].file)) return;
  files.add(manifest[key].file);
  (manifest[key].imports ?? []).forEach(visit);
};
visit('index.html');
visit('src/features/dashboard/DashboardPage.tsx');
const size = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`)).length, 0);
process.stdout.write(
  `Script for the dashboard: ${Math.round(size / 1000)} kB gzip in ${files.size} files, budget ${BUDGET / 1000} kB.\n`,
);
if (size > BUDGET) process.exitCode = 1;
