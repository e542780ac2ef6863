/** Files that people give to `check` by mistake are named, with the command to run instead. */
import { expect, it } from "vitest";
import { cli, fixture } from "../support";

const PREVIEW = /pulumi preview --json --show-sames > plan\.json/;
const ASK = /azure-openai-guard explain MODEL/;

it.each<readonly [what: string, text: string, found: RegExp, remedy: RegExp]>([
  [
    "a Terraform plan",
    '{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{"root_module":{}},"resource_changes":[]}',
    /found a Terraform plan: /,
    ASK,
  ],
  [
    "a Terraform state",
    '{"version":4,"terraform_version":"1.9.0","serial":3,"lineage":"x","outputs":{},"resources":[]}',
    /found a Terraform state: /,
    ASK,
  ],
  [
    "an ARM template",
    '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":[]}',
    /found an ARM template: /,
    ASK,
  ],
  [
    "a Bicep file",
    "param location string\nresource chat 'Microsoft.CognitiveServices/accounts@2024-10-01' = {\n}\n",
    /found a Bicep file: /,
    ASK,
  ],
  [
    "a Terraform configuration",
    'resource "azurerm_cognitive_deployment" "x" {\n}\n',
    /a Terraform configuration: /,
    ASK,
  ],
  [
    "a Bicep file without a resource",
    "@description('where')\nparam location string = 'eastus'\n",
    /found a Bicep file: /,
    ASK,
  ],
  [
    "a Terraform configuration without a resource",
    'module "openai" {\n  source = "./openai"\n}\n',
    /a Terraform configuration: /,
    ASK,
  ],
  ["Pulumi.yaml", "name: chat\nruntime: nodejs\n", /found a project file of Pulumi: /, PREVIEW],
  ["a TypeScript program", 'import * as pulumi from "@pulumi/pulumi";\n', /found a Pulumi program: /, PREVIEW],
  ["a Python program", "import pulumi\nimport pulumi_azure_native\n", /found a Pulumi program: /, PREVIEW],
  [
    "a Go program",
    'package main\nimport (\n\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"\n)\n',
    /a Pulumi program: /,
    PREVIEW,
  ],
  [
    "the text of a preview",
    "Previewing update (dev):\n     Type  Name  Plan\n",
    /found the text of a preview: /,
    PREVIEW,
  ],
  [
    "text before the JSON",
    'warning: a new version of Pulumi is available\n{\n  "steps": []\n}\n',
    /found text before the JSON: give the JSON alone/,
    /pulumi preview --json > plan\.json/,
  ],
])("%s", async (_, text, found, remedy) => {
  const { exitCode, stderr } = await cli(["check", "-"], text);
  expect(stderr).toMatch(found);
  expect(stderr).toMatch(remedy);
  expect(exitCode).toBe(2);
});

it("a plan of Pulumi is not mistaken for one of these", async () => {
  const { exitCode } = await cli(["check", fixture("clean.json")]);
  expect(exitCode).toBe(0);
});
