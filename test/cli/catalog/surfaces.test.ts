/** One escape over all surfaces: whatever an edition, a models list or the Azure CLI holds, no output can do anything. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { editionText } from "../../../catalog/edition/provenance";
import { azShape, entry, hostileEdition } from "../../catalog/support";
import { PAYLOADS } from "../../support/payloads";
import { ROOT } from "../support";
import { expectTame } from "../tame";
import { type Answers, type Rule, StandInAz } from "./stand-in-az";

const directory = mkdtempSync(join(tmpdir(), "aog-surfaces-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** All payloads, each at the start of a line. */
const evil = `x\n${PAYLOADS.join("\n")}`;

describe("all payloads", () => {
  it("in an edition that is right, on every surface that asks it", async () => {
    const folder = join(directory, "editions");
    mkdirSync(folder);
    const edition = join(folder, "hostile.json");
    writeFileSync(edition, editionText(hostileEdition(evil)));
    writeFileSync(join(folder, "wrong.json"), JSON.stringify({ id: evil }));
    for (const payload of PAYLOADS) writeFileSync(join(folder, `${payload.replaceAll(/[\0/]/g, "")}.json`), payload);
    const plan = join(ROOT, "examples/plans/blocked.preview.json");
    const error =
      "The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'westus'.";
    for (const args of [
      ["catalog", "list", folder],
      ["catalog", "list", folder, "--json"],
      ["catalog", "list", folder, edition, "--check"],
      ["catalog", "show", edition],
      ["catalog", "show", edition, "--model", "gpt-4o", "--json"],
      ["catalog", "diff", "2025-06-16", edition],
      ["catalog", "diff", "2025-06-16", edition, "--json"],
      ["catalog", "verify", edition],
      ["catalog", "impact", "2025-06-16", edition, plan, "--no-config"],
      ["matrix", "--edition", edition],
      ["matrix", "--edition", edition, "--json"],
      ["matrix", "--edition", edition, "--csv"],
      ["matrix", "--edition", edition, "--html", join(directory, "m.html")],
      ["matrix", "--edition", edition, "--compare", "2025-06-16"],
      ["place", "gpt-4o", "--edition", edition],
      ["place", "gpt-4o:nope", "--edition", edition, "--json"],
      ["place", "gpt-4o", "--edition", edition, "--format", "pulumi"],
      ["explain", "gpt-4o", "--edition", edition],
      ["explain", "gpt-4o", "nope", "--edition", edition, "--json"],
      ["explain-error", error, "--edition", edition],
      ["rules", "--no-config"],
      ["check", plan, "--no-config", "--edition", edition],
    ])
      await expectTame(args);
  });

  it("in what the Azure CLI answers", async () => {
    const list = azShape([
      ...Array.from({ length: 12 }, (_, i) => entry("x", `gpt-${i}`, "1", ["Standard"])),
      entry("x", evil, evil, ["Standard", evil]),
    ]);
    const fine: Answers = { models: { eastus2: list } };
    const account = { name: evil, state: "Enabled", environmentName: "AzureCloud", id: evil };
    const wrong: [Answers, Rule[]][] = [
      [fine, []],
      [{ ...fine, account }, []],
      [{ ...fine, account: { ...account, state: evil } }, []],
      [{ ...fine, account: { ...account, environmentName: evil } }, []],
      [{ ...fine, provider: { resourceTypes: [{ resourceType: "accounts", locations: [evil, "eastus2"] }] } }, []],
      [{ models: { eastus2: { [evil]: evil } } }, []],
      [{ models: { eastus2: azShape([entry(evil, evil, evil, [evil])]) } }, []],
      [fine, [{ on: ["account"], does: { fail: `ERROR: ${evil}` } }]],
      [fine, [{ on: ["account"], does: { fail: `ERROR: Please run az login ${evil}` } }]],
      [fine, [{ on: ["account"], does: { fail: `'${evil}' is misspelled or not recognized by the system` } }]],
      [fine, [{ on: ["model"], does: { fail: `ERROR: (Throttled) ${evil}`, code: 3 }, times: 1 }]],
      [fine, [{ on: ["model"], does: { print: `${evil}{` } }]],
      [fine, [{ on: ["usage"], does: { print: JSON.stringify([{ name: { value: evil }, limit: 1 }]) } }]],
    ];
    for (const [answers, rules] of wrong) {
      const az = new StandInAz(answers, rules);
      const over = { cwd: az.directory, env: { PATH: process.env.PATH }, today: () => "2026-11-26" };
      for (const format of answers === fine && rules.length > 0 ? ["text"] : ["text", "json", "markdown"]) {
        const args = ["catalog", "refresh", "--az", az.program, "--no-config", "--format", format, "--timeout", "60"];
        await expectTame(args, "", over);
      }
    }
  });
});
