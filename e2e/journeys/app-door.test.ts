import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { until } from "../platform/await";
import { hasChromium, openBrowser, watchedPage } from "../platform/browser";
import { Person } from "../platform/person";

const platform = inject("platform");
const app = "desk";
const address = platform.base.replace("localhost", `${app}.apps.localhost`);
let browser: Browser;
let alice: Person;

const state = async () => (await alice.get<{ state: string }>(`/api/v1/apps/${app}`)).state;
const becomes = (wanted: string) =>
  until(`${app} ${wanted}`, 60_000, async () => ((await state()) === wanted ? true : undefined));

/** Types the app's address, as somebody whom nobody knows yet, and signs in where that leads. */
async function goTo(path: string, name: string): Promise<Page> {
  const { page } = await watchedPage(browser);
  await page.goto(address + path);
  await page.getByLabel(/user ?name/i).fill(name);
  await page.getByLabel(/password/i).fill(`${name}-corral`);
  await page.getByRole("button", { name: /sign in|log in/i }).click();
  return page;
}

describe.skipIf(!hasChromium)("the door to an app, by people in browsers", () => {
  let page: Page;

  beforeAll(async () => {
    alice = await Person.signIn(platform, "alice");
    browser = await openBrowser();
    const created = await alice.call("/api/v1/apps", { json: { name: app, type: "open-webui" } });
    expect(created.status).toBe(202);
    await becomes("active");
  });

  afterAll(async () => {
    await alice.call(`/api/v1/apps/${app}`, { method: "DELETE" });
    await browser.close();
  });

  it("asks who is there at the console, and comes back to the page that was wanted", async () => {
    page = await goTo("/c/42?model=tiny", "alice");
    await page.getByRole("heading", { name: app, exact: true }).waitFor();
    expect(page.url()).toBe(`${address}/c/42?model=tiny`);
  });

  it("leaves neither token nor session to the app's page", async () => {
    expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(["", 0, 0]);
  });

  it("knows one on the next visit, and nobody without that browser", async () => {
    await page.goto(address);
    await page.getByRole("heading", { name: app, exact: true }).waitFor();
    const stranger = await fetch(`${platform.base}/`, { headers: { host: `${app}.apps.localhost` } });
    expect(await stranger.text()).not.toContain("simulated");
  });

  it("lets nobody else in", async () => {
    const other = await goTo("/", "bob");
    await other.getByText(/not found/i).first().waitFor();
    expect(other.url()).toContain(`/apps/${app}/open`);
    await other.context().close();
  });

  it("wakes a stopped app for its owner, who waits on a page that looks again", async () => {
    await alice.call(`/api/v1/apps/${app}/stop`, { method: "POST" });
    await becomes("idle");
    await page.goto(address);
    await page.getByRole("heading", { name: `${app} is starting` }).waitFor();
    await page.getByRole("heading", { name: app, exact: true }).waitFor({ timeout: 60_000 });
    expect(await state()).toBe("active");
  });

  it("signs out", async () => {
    await page.goto(`${address}/.corral/sign-out`);
    await page.waitForURL(`${platform.base}/`);
    const after = await page.context().cookies(address);
    expect(after.filter((cookie) => cookie.name === "corral-door")).toEqual([]);
  });
});
