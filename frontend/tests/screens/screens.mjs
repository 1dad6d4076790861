// `npm run screens`: every page of the built console at desktop and phone size, light and dark, into tests/screens/out.
// Fails when a page throws, breaks the policy, asks anything of another origin, or when axe finds a violation.
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serveWorld } from './world.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const out = `${here}out`;
mkdirSync(out, { recursive: true });
const only = process.argv[2];

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const empty = { models: [], keys: [], usage: { items: [], totals: { requests: 0 } }, latency: { items: [] } };
empty.summary = { models: { launching: 0, active: 0, idle: 0, terminating: 0, terminated: 0, failed: 0 } };
const scenes = [
  {
    name: 'sign-in',
    path: '/',
    act: async (page) => page.getByRole('button', { name: 'Sign in' }).waitFor(),
  },
  { name: 'dashboard', path: '/', signIn: true },
  { name: 'dashboard-empty', path: '/', signIn: true, world: { world: empty } },
  { name: 'dashboard-broken', path: '/', signIn: true, world: { broken: true }, wait: 4500 },
  { name: 'models', path: '/models', signIn: true },
  { name: 'launch', path: '/models?launch', signIn: true, act: launch },
  { name: 'model', path: '/models/tiny', signIn: true },
  { name: 'receipt', path: '/models/old-trial', signIn: true },
  {
    name: 'terminate',
    path: '/models/tiny',
    signIn: true,
    act: async (page) => page.getByRole('button', { name: 'Terminate' }).click(),
  },
  { name: 'chat-empty', path: '/chat/tiny', signIn: true },
  {
    name: 'chat-waking',
    path: '/chat/minutes-of-meetings',
    signIn: true,
    act: async (page) => ask(page, 1200),
  },
  { name: 'chat', path: '/chat/tiny', signIn: true, act: answered },
  { name: 'keys', path: '/keys', signIn: true },
  { name: 'key-new', path: '/keys', signIn: true, act: createKey },
  { name: 'menu', path: '/keys', signIn: true, act: menu },
];

async function launch(page) {
  await page.getByRole('textbox', { name: 'Name' }).fill('Bad Name');
}
async function ask(page, ms) {
  await page
    .getByRole('textbox', { name: 'Message' })
    .fill('What is Corral, and what does it cost when nobody asks?');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForTimeout(ms);
}
async function answered(page) {
  await ask(page, 0);
  await page.getByRole('region', { name: 'Answer timing' }).waitFor();
}
async function createKey(page) {
  await page.getByRole('button', { name: 'Create key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('New laptop');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('I have copied it').waitFor();
}
async function menu(page) {
  const burger = page.getByRole('button', { name: 'Open the menu' });
  if (await burger.isVisible()) await burger.click();
  await page
    .getByRole('button', { name: /Account menu/ })
    .last()
    .click();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu', '--disable-component-update'],
});
const axe = readFileSync(
  fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)),
  'utf8',
);
const faults = [];
for (const scene of scenes.filter((each) => only === undefined || each.name.startsWith(only))) {
  const served = await serveWorld(dist, scene.world);
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark']) {
      const name = `${scene.name}-${size}-${colorScheme}`;
      const page = await browser.newPage({
        viewport,
        colorScheme,
        reducedMotion: 'reduce',
        deviceScaleFactor: 1,
      });
      page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (503|404|400)/.test(message.text()))
          faults.push(`${name}: ${message.text()}`);
      });
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== served.origin) faults.push(`${name}: asked ${request.url()}`);
      });
      await page.goto(served.origin + scene.path);
      if (scene.signIn) {
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.locator('main h1').first().waitFor();
      }
      await page.waitForTimeout(scene.wait ?? 900);
      await scene.act?.(page);
      await page.waitForTimeout(350);
      await page.screenshot({ path: `${out}/${name}.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) faults.push(`${name}: ${wide} px too wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        // Material UI puts tooltips and menus beside the landmarks, at the end of the body.
        window.axe.run({ rules: { region: { enabled: false } } }),
      );
      for (const { id, nodes } of violations)
        faults.push(`${name}: axe ${id}: ${nodes[0].html.slice(0, 160)}`);
      await page.close();
    }
  }
  served.close();
}
await browser.close();
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
