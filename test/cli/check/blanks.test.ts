/** Invisible blanks: each message shows them in quotes, and names them as the fault. */
import { expect, it } from "vitest";
import { findingText } from "../../../index";
import { account, deployment } from "../../policy/plans";
import { cli } from "../support";

const NANO = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" };

/** The output of a preview of one account with one deployment. */
const preview = (names: Partial<typeof NANO>, region = "eastus2", name = "openai") =>
  JSON.stringify({
    config: {},
    steps: [account(region, undefined, name), deployment({ ...NANO, ...names })].map(({ urn, type, inputs }) => ({
      op: "create",
      urn,
      newState: { urn, type, custom: true, inputs },
    })),
  });

async function checked(plan: string, format = "text") {
  const { exitCode, stdout } = await cli(["check", "-", "--no-config", "--format", format], plan);
  return { exitCode, stdout };
}

it.each([
  [
    { model: " gpt-4.1-nano" },
    '" gpt-4.1-nano" 2025-04-14 cannot',
    'The model " gpt-4.1-nano" has a blank at its beginning',
  ],
  [{ model: "gpt-4.1-nano " }, '"gpt-4.1-nano " 2025-04-14 cannot', 'The model "gpt-4.1-nano " has a blank at its end'],
  [{ model: " gpt-4.1-nano " }, '" gpt-4.1-nano "', "has a blank at its beginning and its end"],
  [{ model: "gpt-4.1  nano" }, '"gpt-4.1  nano" 2025-04-14', "has more than one blank in a row"],
  [{ version: "2025-04-14 " }, 'gpt-4.1-nano "2025-04-14 " cannot', 'The version "2025-04-14 " has a blank at its end'],
  [{ version: "\t2025-04-14" }, "gpt-4.1-nano ", "has a blank at its beginning"],
])("%j", async (names, headline, fault) => {
  const { exitCode, stdout } = await checked(preview(names));
  expect(exitCode).toBe(1);
  expect(stdout).toContain(headline);
  expect(stdout).toContain(`${fault}: take it out.`);
});

it("the repaired program passes", async () => {
  expect(await checked(preview({}))).toEqual({ exitCode: 0, stdout: "1 file, 1 deployment: nothing to report\n" });
});

it.each(["text", "json", "sarif", "junit", "github", "azure-pipelines", "gitlab", "html"])(
  "%s shows the blank",
  async (format) => {
    const { stdout } = await checked(preview({ version: "2025-04-14 " }), format);
    expect(stdout).toMatch(/has a blank at its end: take it out/);
  },
);

it("a name of one blank in two words needs no quotes", () => {
  const asked = { model: "gpt-4.1-nano", version: "2025-04-14", region: "East US 2" };
  const finding = {
    rule: "preview-model",
    about: "deployment",
    asked,
    reason: "preview",
    facts: { kind: "account-regions", account: "my account", deployments: 2, regions: ["eastus2"] },
    citations: [],
    waysOut: [],
    notes: [],
  } as const;
  expect(findingText(finding).headline).toBe("The deployments of account my account move together.");
  const odd = { ...finding, facts: { ...finding.facts, account: "my account " } };
  expect(findingText(odd).headline).toBe('The deployments of account "my account " move together.');
});

it("says what to set an empty version to", async () => {
  const { exitCode, stdout } = await checked(preview({ version: "" }));
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    "version is an empty string. Set it to a version of the model, in quotes, or take it from stack configuration.",
  );
});
