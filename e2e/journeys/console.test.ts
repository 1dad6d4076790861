import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { hasChromium, openBrowser, signIn, watchedPage } from "../platform/browser";
import { Person } from "../platform/person";

const platform = inject("platform");
const name = "by-hand";
let browser: Browser;
let page: Page;
let troubles: string[];
let alice: Person;

describe.skipIf(!hasChromium)("the whole road, by a person in a browser", () => {
  beforeAll(async () => {
    alice = await Person.signIn(platform, "alice");
    browser = await openBrowser();
    ({ page, troubles } = await watchedPage(browser));
  });

  afterAll(() => browser.close());

  it("refuses a wrong password, then signs in", async () => {
    await page.goto(platform.base);
    await page.getByRole("button", { name: /sign in/i }).click();
    await page.getByLabel(/user ?name/i).fill("alice");
    await page.getByLabel(/password/i).fill("wrong");
    await page.getByRole("button", { name: /sign in/i }).click();
    await page.getByText(/wrong|incorrect|not right/i).first().waitFor();
    troubles.length = 0;
    await signIn(page, platform, "alice");
  });

  it("says plainly that the demo model is tiny", async () => {
    await page.getByRole("note", { name: "Platform notice" }).getByText(/tiny/).waitFor();
  });

  it("launches a model and sees it become active without a reload", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Models" }).click();
    await page.getByRole("button", { name: "Launch model" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Launch a model" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Not a name!");
    await dialog.getByRole("textbox", { name: "Name" }).blur();
    await dialog.getByText("Only small letters.").waitFor();
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("button", { name: "Launch", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    const row = page.getByRole("table", { name: "Models" }).getByRole("row").filter({ hasText: name });
    await row.getByText("Launching").waitFor();
    await row.getByText("Active").waitFor({ timeout: 60_000 });
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Dashboard" }).click();
    await page.getByRole("link", { name: "1 Active" }).waitFor();
  });

  it("chats with streamed Markdown and shows the timing", async () => {
    await page.goto(`${platform.base}/models/${name}`);
    await page.getByRole("main").getByRole("link", { name: "Chat" }).click();
    await ask("What is Corral?");
    await page.getByText("Corral lets your team launch private language models").waitFor({ timeout: 60_000 });
    const timing = page.getByRole("region", { name: "Answer timing" }).last();
    await expect.poll(() => timing.innerText(), { timeout: 20_000 }).toMatch(/tokens\/s/);
    expect(await timing.innerText()).toMatch(/TTFT|first token/i);
  });

  it("shows the waking view while cold, and then the answer", async () => {
    await alice.call(`/api/v1/models/${name}/stop`, { method: "POST" });
    await alice.reaches(name, "idle");
    await ask("What does idle mean?");
    await page.getByRole("region", { name: "Waking" }).getByText(`Waking ${name}`).waitFor();
    await page.getByText("Idle means that the model sleeps").waitFor({ timeout: 60_000 });
  });

  it("terminates with confirmation and shows the receipt", async () => {
    await page.goto(`${platform.base}/models/${name}`);
    await page.getByRole("button", { name: "Terminate" }).first().click();
    const dialog = page.getByRole("dialog", { name: `Terminate ${name}?` });
    await dialog.getByRole("textbox", { name: "Name of the model" }).fill(name);
    await dialog.getByRole("button", { name: "Terminate" }).click();
    await page.getByRole("group", { name: "Receipt" }).getByText(`Deployment/model-${name}`).waitFor({ timeout: 60_000 });
    await alice.reaches(name, "terminated");
  });

  it("signs out cleanly", async () => {
    await page.getByRole("button", { name: "Account menu of alice Member" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("button", { name: /sign in/i }).waitFor();
  });

  it("caused no script error and no refused content", () => {
    expect(troubles).toEqual([]);
  });
});

async function ask(question: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(question);
  await page.getByRole("button", { name: "Send" }).click();
}
