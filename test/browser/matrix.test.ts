/** The page of `matrix --html`, in a browser. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import type { BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editionText } from "../../catalog/edition/provenance";
import { escapeTerminal } from "../../policy/escape";
import { HOSTILE, hostileEdition, refreshed } from "../catalog/support";
import { cli } from "../cli/support";
import { accessibility, browser, type Opened, quiet } from "./support/browser";

const open = browser();
const dir = mkdtempSync(join(tmpdir(), "aog-matrix-page-"));
const html: Record<"plain" | "compared" | "hostile", string> = { plain: "", compared: "", hostile: "" };

beforeAll(async () => {
  writeFileSync(join(dir, "newer.json"), editionText(refreshed().data));
  writeFileSync(join(dir, "hostile.json"), editionText(hostileEdition()));
  writeFileSync(
    join(dir, "settings.yaml"),
    `overlay: [{ effect: unavailable, regions: [eastus], reason: ${JSON.stringify(HOSTILE)}, expires: "2030-01-01" }]`,
  );
  const page = async (...args: string[]) => {
    const { stdout, stderr } = await cli(["matrix", "--html", "-", "--as-of", "2026-02-01", ...args]);
    expect(stderr).toBe("");
    return stdout;
  };
  html.plain = await page("--no-config");
  html.compared = await page("--no-config", "--edition", join(dir, "newer.json"), "--compare", "2025-06-16");
  html.hostile = await page("--edition", join(dir, "hostile.json"), "--config", join(dir, "settings.yaml"));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** What the tests do with a page. */
function at(opened: Opened) {
  const { page } = opened;
  const more = page.getByRole("button", { name: /^Filters/ });
  return {
    ...opened,
    sku: (name: string) => page.getByRole("combobox", { name: "SKU" }).selectOption(name === "" ? "" : { value: name }),
    search: (text: string) => page.getByRole("searchbox", { name: "Search" }).fill(text),
    more,
    /** Ticks boxes of a filter. */
    pick: async (filter: string, ...values: string[]) => {
      const box = page.locator("details.pick", { has: page.locator("summary", { hasText: filter }) });
      await box.locator("summary").click();
      for (const value of values) await box.getByRole("checkbox", { name: new RegExp(`^${value}( |$)`) }).check();
      await page.keyboard.press("Escape");
    },
    cell: (name: string | RegExp) => page.getByRole("button", { name }),
    rows: async () => (await page.locator("tbody th").allTextContents()).map((text) => text.trim()),
    columns: () => page.locator("thead tr.names th:not(.corner)").allTextContents(),
    status: () => page.getByRole("status").textContent(),
    dialog: page.getByRole("dialog"),
  };
}

const plain = async (hash = "", options: BrowserContextOptions = {}) => at(await open(html.plain, options, hash));

describe("filters", () => {
  it.each([
    ["#sku=Standard", ["search", "o1-mini"], ["o1-mini 2024-09-12"]],
    ["#sku=Standard", ["search", "gpt-4o 2024-11 japan"], ["gpt-4o 2024-11-20"]],
    ["#sku=GlobalStandard", ["Models", "o3-pro"], ["o3-pro 2025-06-10"]],
    ["#sku=GlobalStandard", ["Versions", "2025-05-16"], ["codex-mini 2025-05-16"]],
    [
      "#sku=Standard",
      ["Statuses", "restricted"],
      ["gpt-4 0613", "gpt-4 0314", "gpt-4-32k 0613", "gpt-4-32k 0314", "o1-preview 2024-09-12", "o1-mini 2024-09-12"],
    ],
    ["#sku=global+training", ["Models", "gpt-4.1-mini"], ["gpt-4.1-mini 2025-04-14"]],
  ] as const)("%s %j", async (hash, [filter, value], expected) => {
    const page = await plain(hash);
    if (filter === "search") await page.search(value);
    else await page.pick(filter, value);
    expect(await page.rows()).toEqual(expected);
    expect(await page.status()).toMatch(new RegExp(`^${expected.length} model version`));
    quiet(page);
  });

  it.each([
    ["Regions", ["swedencentral", "eastus2"], ["eastus2", "swedencentral"]],
    ["Geographies", ["Japan"], ["japaneast", "japanwest"]],
  ] as const)("%s %j", async (filter, values, expected) => {
    const page = await plain("#sku=GlobalStandard");
    await page.pick(filter, ...values);
    expect(await page.columns()).toEqual(expected);
    expect(await page.status()).toContain("in 2 regions");
    quiet(page);
  });

  it("filters by purpose and SKU: the overview links to the regions of one", async () => {
    const page = await plain();
    await page.page.getByRole("combobox", { name: "Purpose" }).selectOption("fine-tuning");
    expect(await page.columns()).toEqual(["standard training", "global training"]);
    await page.cell(/^gpt-4\.1 2025-04-14, global training: 21 of/).click();
    expect(await page.page.getByRole("heading", { level: 2 }).textContent()).toBe("global training");
    expect(await page.rows()).toEqual(["gpt-4.1 2025-04-14"]);
    expect(await page.columns()).toHaveLength(21);
    await page.page.goBack();
    expect(await page.columns()).toEqual(["standard training", "global training"]);
    await page.page.getByRole("combobox", { name: "Purpose" }).selectOption("assistants");
    expect(await page.page.getByRole("heading", { level: 2 }).textContent()).toBe("Assistants");
    quiet(page);
  });

  it("shows for one region what it offers", async () => {
    const page = await plain("#sku=all&region=swedencentral");
    await page.cell("gpt-4.1 2025-04-14, global training in swedencentral: available").click();
    expect(await page.dialog.textContent()).toContain("global training in Sweden Central");
    quiet(page);
  });

  it("says that a model is offered nowhere, and still shows it", async () => {
    const page = await plain("#sku=GlobalBatch");
    const options = page.page.locator("#sku option", { hasText: "GlobalBatch" });
    expect(await options.textContent()).toBe("GlobalBatch – no data");
    expect(await page.page.locator(".notice").textContent()).toContain("The edition has no data on GlobalBatch.");
    await page.page.getByRole("button", { name: "Show what is offered nowhere" }).click();
    expect(await page.rows()).toHaveLength(49);
    expect(await page.columns()).toHaveLength(63);
    await page.page.getByRole("button", { name: "Reset" }).click();
    expect(await page.page.getByRole("combobox", { name: "SKU" }).inputValue()).toBe("Standard");
    quiet(page);
  });

  it("shows and links the SKUs that have a model if the chosen SKU does not", async () => {
    const page = await plain("#sku=Standard");
    await page.search("gpt-4.1-mini");
    expect(await page.page.locator(".notice").textContent()).toContain(
      "gpt-4.1-mini 2025-04-14 is not offered as Standard. Offered as:",
    );
    expect(await page.page.locator(".use-links li").allTextContents()).toEqual([
      "GlobalStandard in 24 regions",
      "global training in 21 regions",
      "standard training in 2 regions",
    ]);
    expect(await page.columns()).toEqual(["Standard", "GlobalStandard", "standard training", "global training"]);
    await page.page.locator(".use-links").getByRole("button", { name: "GlobalStandard" }).click();
    expect(await page.columns()).toHaveLength(24);
    await page.page.locator(".chip", { hasText: /^japaneast$/ }).click();
    expect(await page.dialog.textContent()).toContain("GlobalStandard in Japan East");
    quiet(page);
  });

  it("reads commas as blanks, and says which names are newer than the edition", async () => {
    const page = await plain("#sku=Standard");
    await page.search("gpt-4o,2024-11, japan");
    expect(await page.rows()).toEqual(["gpt-4o 2024-11-20"]);
    await page.search("gpt-5.4");
    expect(await page.page.locator(".notice").textContent()).toContain(
      "gpt-5.4 is newer than the edition of 2025-06-16, which is 230 days old and cannot know it. Edition 2026-10-05 names it",
    );
    await page.search("no-such-model");
    expect(await page.page.locator(".notice").textContent()).not.toContain("is newer");
    quiet(page);
  });

  it("shows at first what the options of the command asked for", async () => {
    const { stdout } = await cli(["matrix", "--no-config", "--html", "-", "--sku", "GlobalStandard", "--model", "o3*"]);
    const page = at(await open(stdout));
    expect(await page.rows()).toEqual(["o3-pro 2025-06-10", "o3 2025-04-16", "o3-mini 2025-01-31"]);
    quiet(page);
  });
});

describe("the address", () => {
  it("keeps the filters over a reload, and going back and forward", async () => {
    const page = await plain();
    await page.sku("GlobalStandard");
    await page.pick("Models", "gpt-4.1", "o3-mini");
    await page.pick("Regions", "westus3");
    const rows = ["gpt-4.1 2025-04-14", "o3-mini 2025-01-31"];
    expect([await page.rows(), await page.columns()]).toEqual([rows, ["westus3"]]);
    await page.page.reload();
    expect([await page.rows(), await page.columns()]).toEqual([rows, ["westus3"]]);
    await page.page.goBack();
    expect((await page.columns()).length).toBeGreaterThan(20);
    await page.page.goForward();
    expect(await page.columns()).toEqual(["westus3"]);
    quiet(page);
  });

  it("keeps what was just typed over a reload", async () => {
    const page = await plain("#sku=Standard");
    await page.search("dall");
    await page.page.reload();
    expect(await page.page.getByRole("searchbox").inputValue()).toBe("dall");
    expect(await page.rows()).toEqual(["dall-e-3", "dall-e-2"]);
    quiet(page);
  });

  it("keeps the last typed letters if another step follows at once", async () => {
    const page = await plain("#sku=Standard");
    const input = page.page.getByRole("searchbox");
    // Faster than the address follows.
    const type = (element: HTMLElement | SVGElement) =>
      ["o1", "o1-mini"].forEach((value) => {
        (element as HTMLInputElement).value = value;
        element.dispatchEvent(new Event("input", { bubbles: true }));
      });
    await input.evaluate(type);
    await page.page.evaluate("document.querySelector('[data-at]').click()");
    await page.dialog.waitFor();
    await page.page.keyboard.press("Escape");
    await expect.poll(() => page.page.url()).not.toContain("cell");
    expect([await input.inputValue(), await page.rows()]).toEqual(["o1-mini", ["o1-mini 2024-09-12"]]);
    quiet(page);
  });

  it.each(["#toString=1", "#__proto__=x&constructor", "#%", "#=&&", "#sku"])("ignores %s", async (hash) => {
    const page = await plain(hash);
    expect(await page.page.getByRole("combobox", { name: "SKU" }).inputValue()).toBe(hash === "#sku" ? "" : "Standard");
    quiet(page);
  });

  it("opens a cell, and leaves out what the matrix does not have", async () => {
    const cell = "cell=gpt-4o&cell=2024-11-20&cell=Standard&cell=eastus";
    const page = await plain(`#sku=Standard&model=nope&region=%3Cimg%3E&${cell}`);
    expect(await page.dialog.getByRole("heading", { level: 2 }).textContent()).toBe("gpt-4o 2024-11-20");
    expect((await page.rows()).length).toBe(15);
    await page.page.keyboard.press("Escape");
    await expect.poll(() => page.page.url()).not.toContain("cell");
    quiet(page);
  });
});

describe("a cell", () => {
  it("is reached, opened and closed by the keyboard, and gets the focus back", async () => {
    const { page, ...rest } = await plain("#sku=GlobalStandard&q=gpt-4.1");
    await page.locator(".others button").last().focus();
    await page.keyboard.press("Tab");
    const focused = () => page.locator(":focus").getAttribute("aria-label");
    expect(await focused()).toMatch(/^gpt-4\.1 2025-04-14, GlobalStandard in \w+: available$/);
    const first = await focused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    const there = await focused();
    expect(there).toMatch(/^gpt-4\.1-nano 2025-04-14/);
    await page.keyboard.press("Enter");
    expect(await rest.dialog.getByRole("heading", { level: 2 }).textContent()).toBe("gpt-4.1-nano 2025-04-14");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.querySelector('dialog').contains(document.activeElement)")).toBe(true);
    await page.keyboard.press("Escape");
    expect(await rest.dialog.count()).toBe(0);
    expect(await focused()).toBe(there);
    await page.keyboard.press("Control+Home");
    expect(await focused()).toBe(first);
    // One stop of the Tab key: the next one leaves the table.
    await page.keyboard.press("Tab");
    expect(await page.locator("table :focus").count()).toBe(0);
    quiet({ page, ...rest });
  });

  it("is not covered by the table's heads when the keyboard reaches it", async () => {
    const viewport = { width: 700, height: 600 };
    const { page, ...rest } = await plain("#sku=GlobalStandard&all=1", { viewport });
    await page.locator('[data-at="0 0"]').focus();
    const isOnTop = (focused: Element) => {
      const { x, y, width } = focused.getBoundingClientRect();
      return focused.contains(focused.ownerDocument.elementFromPoint(x + width / 2, y + 2));
    };
    for (const key of [
      ...Array(30).fill("ArrowDown"),
      ...Array(29).fill("ArrowUp"),
      ...Array(9).fill("ArrowRight"),
      ...Array(9).fill("ArrowLeft"),
    ]) {
      await page.keyboard.press(key);
      const focused = page.locator(":focus");
      expect([await focused.getAttribute("data-at"), await focused.evaluate(isOnTop)]).toEqual([
        expect.any(String),
        true,
      ]);
    }
    expect(await page.locator(":focus").getAttribute("data-at")).toBe("1 0");
    quiet({ page, ...rest });
  });

  it("shows status, reason, citation, and where else it is offered", async () => {
    const page = await plain("#sku=GlobalStandard&model=gpt-4.1-nano&region=eastus");
    await page.cell("gpt-4.1-nano 2025-04-14, GlobalStandard in eastus: unavailable").click();
    const text = await page.dialog.textContent();
    for (const part of [
      "GlobalStandard in East US (eastus), United States, US data zone",
      "The document does not offer it in this region. region-not-listed",
      "Azure OpenAI models in Azure AI Foundry of 2025-06-16",
      "SectionGlobal Standard › Global Standard model availability",
      "Roweastus",
      "Columngpt-4.1-nano 2025-04-14",
      "Originalグローバル標準 › Global-Standard モデルの提供状況, イーストアス (eastus)",
      "GlobalStandard is offered in 19 other regions",
      "azure-openai-guard explain gpt-4.1-nano 2025-04-14 --sku GlobalStandard --region eastus",
    ]) {
      expect(text).toContain(part);
    }
    await page.dialog.getByRole("button", { name: "Close" }).click();
    expect(await page.dialog.count()).toBe(0);
    quiet(page);
  });

  it("shows its conditions", async () => {
    const page = await plain("#sku=GlobalStandard&model=gpt-image-1");
    await page.cell(/GlobalStandard in westus3: restricted/).click();
    expect(await page.dialog.textContent()).toMatch(
      /Condition: gpt-image-1 needs registration.* \(--granted gpt-image-1\)/,
    );
    quiet(page);
  });
});

describe("two editions", () => {
  it("mark what changes, in words too, and show both sides", async () => {
    const page = at(await open(html.compared, {}, "#sku=GlobalStandard&model=gpt-4.1&model=gpt-9"));
    await page.page.getByRole("checkbox", { name: "changes only" }).check();
    expect(await page.columns()).toEqual(["eastus2", "japaneast"]);
    expect(await page.status()).toBe("3 model versions in 2 regions: 4 of 6 cells offered, 5 changed");
    const cell = page.cell("gpt-4.1 2025-04-14, GlobalStandard in japaneast: unavailable, was available");
    expect(await cell.textContent()).toMatch(/✓›\s*–/);
    await cell.click();
    const text = await page.dialog.textContent();
    expect(text).toMatch(
      /Edition refreshed[\s\S]*no entry for gpt-4\.1[\s\S]*Before, edition 2025-06-16[\s\S]*available/,
    );
    await page.page.keyboard.press("Escape");
    await page.cell("gpt-4.1 2025-04-14, GlobalStandard in eastus2: available, with another day of retirement").click();
    expect(await page.dialog.textContent()).toContain("scheduled to retire on 2027-01-01");
    quiet(page);
  });

  it("know models that only one of them has", async () => {
    const page = at(await open(html.compared, {}, "#sku=GlobalStandard&q=gpt-9"));
    await page.cell("gpt-9 2026-03-03, GlobalStandard in eastus2: available, was unknown").click();
    expect(await page.dialog.textContent()).toContain("The edition does not name this model version.");
    quiet(page);
  });
});

describe("CSV", () => {
  const saved = async ({ page }: Opened) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as CSV" }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
  };

  it("has what is shown, in the form that spreadsheets read", async () => {
    const page = await plain("#sku=Standard&model=gpt-4o&region=eastus&region=japaneast");
    const { name, text } = await saved(page);
    expect(name).toBe("azure-openai-2025-06-16-Standard.csv");
    expect(text).toMatch(/^\ufeffmodel,version,.*\r\n/);
    const rows = csvParse(text.slice(1));
    expect(rows.map((r) => [r.version, r.region, r.status, r.reason])).toEqual(
      ["2024-11-20", "2024-08-06", "2024-05-13"].flatMap((version) => [
        [version, "eastus", "available", "listed"],
        [
          version,
          "japaneast",
          ...(version === "2024-11-20" ? ["available", "listed"] : ["unavailable", "region-not-listed"]),
        ],
      ]),
    );
    expect(rows[0]?.citations).toMatch(
      /^"Azure OpenAI models in Azure AI Foundry" of 2025-06-16, Standard \(regional\)/,
    );
    quiet(page);
  });

  it("contains no formulas", async () => {
    const page = at(await open(html.hostile, {}, "#sku=Standard&model=gpt-4o&region=westus"));
    const rows = csvParse((await saved(page)).text);
    expect(rows.map((r) => r.version)).toEqual(["'=1+1", escapeTerminal(HOSTILE), "2024-05-13"]);
    quiet(page);
  });
});

it("shows hostile names as text in every view", async () => {
  const page = at(await open(html.hostile, {}, "#sku=Standard&model=gpt-4o&region=eastus"));
  expect(await page.rows()).toContain(`gpt-4o ${escapeTerminal(HOSTILE)}`);
  await page.page.locator('[aria-label*="onerror"][aria-label$=", Standard in eastus: unavailable"]').click();
  expect(await page.dialog.textContent()).toContain(escapeTerminal(HOSTILE));
  expect(await page.dialog.textContent()).toContain("explain gpt-4o '</script><img src=x onerror=alert(1)>");
  await page.dialog.getByText(/^About gpt-4o/).click();
  expect(await page.page.locator("img, script:not([src])").count()).toBe(2);
  expect(await page.page.locator("img").count()).toBe(0);
  quiet(page);
});

describe.each([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["on a phone", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
] as const)("axe finds nothing wrong: %s", (_, options) => {
  it.each([
    ["the table", "plain", "#sku=GlobalStandard"],
    ["the overview", "plain", "#sku=all"],
    ["nothing", "plain", "#sku=GlobalBatch"],
    ["a cell", "plain", "#sku=GlobalStandard&cell=gpt-image-1&cell=2025-04-15&cell=GlobalStandard&cell=westus3"],
    ["changes", "compared", "#sku=GlobalStandard&changes=1"],
    ["a changed cell", "compared", "#sku=all&cell=gpt-4.1&cell=2025-04-14&cell=GlobalStandard&cell=eastus2"],
  ] as const)("%s", async (name, which, hash) => {
    const page = at(await open(html[which], options, hash));
    expect(await page.dialog.count()).toBe(name.endsWith("cell") ? 1 : 0);
    expect(await accessibility(page)).toEqual([]);
    if (name === "the table") {
      if (await page.more.isVisible()) await page.more.click();
      await page.page.locator("summary", { hasText: "Regions" }).click();
      expect(await accessibility(page)).toEqual([]);
    }
    quiet(page);
  });
});

it("fits a phone: the page does not scroll sideways, the models stay in sight", async () => {
  const page = await plain("#sku=GlobalStandard", {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  expect(await page.page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  const head = page.page.locator("tbody th").first();
  await page.page.locator(".grid").evaluate((grid) => grid.scrollTo(600, 0));
  expect((await head.boundingBox())?.x).toBeLessThan(30);
  const size = await page.cell(/^o3-mini .* in westus3: available/).boundingBox();
  expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(40);
  await page.more.click();
  await page.pick("Geographies", "Sweden");
  expect(await page.columns()).toEqual(["swedencentral"]);
  await page.cell(/^o3-mini .*: available/).click();
  expect((await page.dialog.boundingBox())?.width).toBe(360);
  quiet(page);
});

it("fits a phone whose text is twice as large, and tears no option of the command", async () => {
  const cell = "cell=gpt-4.1-nano&cell=2025-04-14&cell=GlobalStandard&cell=eastus";
  const page = await plain(`#sku=GlobalStandard&${cell}`, { viewport: { width: 360, height: 740 } });
  const word = await page.dialog.locator(".command span", { hasText: /^--region$/ }).boundingBox();
  expect(word?.height).toBeLessThan(30);
  await page.page.keyboard.press("Escape");
  await page.page.evaluate("document.documentElement.style.fontSize = '200%'");
  expect(await page.page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  const fields = await page.page.locator(".field:visible").all();
  const widths = await Promise.all(fields.map(async (field) => (await field.boundingBox())?.width ?? 0));
  expect(widths.length).toBeGreaterThan(0);
  expect(widths.filter((width) => width <= 200)).toEqual([]);
  quiet(page);
});

it("keeps its fields inside their panel at twice the text size", async () => {
  const page = await plain("#sku=GlobalStandard");
  await page.page.evaluate("document.documentElement.style.fontSize = '200%'");
  const right = async (selector: string) => {
    const box = await page.page.locator(selector).boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  expect(await right("#sku")).toBeLessThan(await right(".filters"));
  quiet(page);
});

it("follows the colour scheme, and moves nothing for those who want no motion", async () => {
  const background = async (options: BrowserContextOptions) => {
    const { page } = await plain("", options);
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  };
  expect(await background({ colorScheme: "dark" })).not.toBe(await background({ colorScheme: "light" }));
  const { page } = await plain("", { reducedMotion: "reduce" });
  expect(
    await page
      .locator(".button")
      .first()
      .evaluate((b) => getComputedStyle(b).transitionDuration),
  ).toBe("0s");
});

it("prints the table without its filters", async () => {
  const page = await plain("#sku=GlobalStandard");
  await page.page.emulateMedia({ media: "print" });
  expect(await page.page.locator(".filters").isVisible()).toBe(false);
  expect(await page.page.locator(".grid").evaluate((g) => g.scrollHeight <= g.clientHeight)).toBe(true);
  quiet(page);
});

it("prints only an open cell, without the table behind it", async () => {
  const cell = "cell=gpt-4.1-nano&cell=2025-04-14&cell=GlobalStandard&cell=eastus";
  const page = await plain(`#sku=GlobalStandard&${cell}`);
  await page.page.emulateMedia({ media: "print" });
  expect(await page.page.locator(".grid").isVisible()).toBe(false);
  const box = await page.dialog.boundingBox();
  expect([box?.x, box?.y, box?.width]).toEqual([0, 0, 1280]);
  quiet(page);
});

it("says what to do if no script runs", async () => {
  const { page, problems } = await open(html.plain, { javaScriptEnabled: false });
  expect(await page.locator("noscript").textContent()).toContain("azure-openai-guard matrix");
  expect(problems).toEqual([]);
});
