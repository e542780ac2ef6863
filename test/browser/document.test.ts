/** The shell of every page, and the components that pages share, in a browser. */
import { createElement } from "preact";
import { describe, expect, it } from "vitest";
import { Citations } from "../../cli/html/components/citation";
import { Frame } from "../../cli/html/components/frame";
import { STATUSES, StatusBadge } from "../../cli/html/components/status";
import { jsonInScript, renderDocument } from "../../cli/html/document";
import { accessibility, browser, quiet } from "./support/browser";

const open = browser();

const HOSTILE = "</script><img src=x onerror=alert(1)><script>alert(2)</script>";

const page = (name: string) =>
  renderDocument({
    title: name,
    description: "A page",
    body: createElement(Frame, {
      title: name,
      lead: "By the edition 2025-06-16",
      foot: createElement("p", null, "Made by azure-openai-guard"),
      children: [
        ...(Object.keys(STATUSES) as (keyof typeof STATUSES)[]).map((status) =>
          createElement(StatusBadge, { key: status, status }),
        ),
        createElement(Citations, {
          key: "citations",
          citations: [
            { document: name, date: "2025-06-16", section: "グローバル標準", table: "Global Standard", says: "-" },
            { document: name, date: "2025-06-16", source: "list", section: "format OpenAI", row: name, says: name },
          ],
        }),
      ],
    }),
    data: { name },
  });

describe.each(["light", "dark"] as const)("a page in the %s scheme", (colorScheme) => {
  it("shows hostile text as text, loads nothing, and passes axe", async () => {
    const opened = await open(page(HOSTILE), { colorScheme });
    expect(await opened.page.title()).toBe(HOSTILE);
    expect(await opened.page.locator("h1").textContent()).toBe(HOSTILE);
    expect(await opened.page.locator("img").count()).toBe(0);
    expect(await opened.page.evaluate("JSON.parse(document.getElementById('data').textContent).name")).toBe(HOSTILE);
    expect(await accessibility(opened)).toEqual([]);
    quiet(opened);
  });
});

it("is no wider than a phone with names of any length", async () => {
  const opened = await open(page("gpt-".repeat(200)), { viewport: { width: 320, height: 640 } });
  expect(await opened.page.evaluate("document.documentElement.scrollWidth")).toBe(320);
  quiet(opened);
});

it("runs no other script or style, and loads nothing", async () => {
  const body =
    '<script>document.title = "run"</script><p style="color: red">x</p><img src="https://example.com/x.png">';
  const opened = await open(page("x").replace("</main>", `${body}</main>`));
  expect(await opened.page.title()).toBe("x");
  expect(opened.problems.filter((p) => /Content Security Policy/.test(p)).length).toBeGreaterThanOrEqual(3);
});

it("can be reached by the keyboard past its head", async () => {
  const { page: shown } = await open(page("x"));
  await shown.keyboard.press("Tab");
  expect(await shown.locator(":focus").textContent()).toMatch(/Skip to the content/);
  await shown.keyboard.press("Enter");
  expect(await shown.evaluate("document.activeElement.id")).toBe("main");
});

it("embeds JSON that cannot end its block and is JavaScript", () => {
  const value = { "<!--": "</script>", text: "\u2028\u2029&" };
  const text = jsonInScript(value);
  expect(text).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual(value);
});
