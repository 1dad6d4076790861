import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Platform } from "./platform";

const chromiumPath =
  process.env["CHROMIUM"] ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync) ??
  "/usr/bin/chromium";

/** Whether browser journeys can run here; `e2e/run` says aloud when they cannot. */
export const hasChromium = existsSync(chromiumPath);

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page that remembers what a person would never see: script errors and refused content. */
export async function watchedPage(browser: Browser): Promise<{ page: Page; troubles: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (404|409|503)/.test(message.text())) troubles.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  return { page, troubles };
}

export async function signIn(page: Page, platform: Platform, name: string): Promise<void> {
  await page.goto(platform.base);
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.getByLabel(/user ?name/i).fill(name);
  await page.getByLabel(/password/i).fill(`${name}-corral`);
  await page.getByRole("button", { name: /sign in|log in/i }).click();
  await page.getByRole("heading", { name: "Dashboard" }).waitFor();
}
