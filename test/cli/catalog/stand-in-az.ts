/**
 * A fake Azure CLI: a script that a test writes. It answers from files, and misbehaves on request. It
 * records each call with its arguments and how many calls ran at the time.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** How a call ends. `slow` takes so many seconds, `die` prints half an answer and kills itself. */
export type Behaviour =
  | { readonly fail: string; readonly code?: number }
  | { readonly print: string }
  | { readonly slow: number }
  | { readonly die: true };

/** A fault for the first calls; later calls work. */
export interface Rule {
  /** Words in the arguments of the call: `account`, `model`, `--location=eastus2`. All must match. */
  readonly on: readonly string[];
  readonly does: Behaviour;
  /** For so many calls; default: always. */
  readonly times?: number;
}

const SCRIPT = `#!/usr/bin/env node
const fs = require("node:fs");
const path = require("node:path");
const home = path.join(__dirname, "state");
const args = process.argv.slice(2);
const running = path.join(home, "running", String(process.pid));
fs.writeFileSync(running, "");
const count = fs.readdirSync(path.join(home, "running")).length;
fs.appendFileSync(path.join(home, "calls"), JSON.stringify({ args, count, env: Object.keys(process.env) }) + "\\n");
const end = (code) => { fs.rmSync(running, { force: true }); process.exitCode = code; };
const { answers, rules } = JSON.parse(fs.readFileSync(path.join(home, "script.json"), "utf8"));
const answerOf = () => {
  if (args[0] === "account") return answers.account;
  if (args[0] === "provider") return answers.provider;
  const region = (args.find((a) => a.startsWith("--location=")) || "").slice(11);
  return (args[1] === "model" ? answers.models : answers.usage)[region];
};
const rule = rules.find((r, i) => {
  if (!r.on.every((word) => args.includes(word))) return false;
  if (r.times === undefined) return true;
  for (let n = 0; n < r.times; n += 1) {
    try {
      fs.writeFileSync(path.join(home, "rule-" + i + "-" + n), "", { flag: "wx" });
      return true;
    } catch {}
  }
  return false;
});
const does = rule === undefined ? undefined : rule.does;
const text = JSON.stringify(answerOf(), null, 2);
if (does === undefined) setTimeout(() => { process.stdout.write(text); end(0); }, 20);
else if ("fail" in does) { process.stderr.write(does.fail + "\\n"); end(does.code === undefined ? 1 : does.code); }
else if ("print" in does) { process.stdout.write(does.print); end(0); }
else if ("slow" in does) setTimeout(() => { process.stdout.write(text); end(0); }, does.slow * 1000);
else process.stdout.write(text.slice(0, text.length / 2), () => { fs.rmSync(running, { force: true }); process.kill(process.pid, "SIGKILL"); });
`;

/** The answers without faults. */
export interface Answers {
  readonly account?: unknown;
  readonly provider?: unknown;
  /** By region. */
  readonly models: Readonly<Record<string, unknown>>;
  readonly usage?: Readonly<Record<string, unknown>>;
}

export const ACCOUNT = {
  environmentName: "AzureCloud",
  id: "00000000-1111-2222-3333-444444444444",
  isDefault: true,
  name: "Platform",
  state: "Enabled",
  tenantId: "00000000-1111-2222-3333-555555555555",
  user: { name: "somebody@example.org", type: "user" },
};

export class StandInAz {
  readonly directory = mkdtempSync(join(tmpdir(), "aog-az-"));
  readonly program = join(this.directory, "az");

  constructor(answers: Answers, rules: readonly Rule[] = []) {
    onTestFinished(() => rmSync(this.directory, { recursive: true, force: true }));
    mkdirSync(join(this.directory, "state", "running"), { recursive: true });
    writeFileSync(this.program, SCRIPT);
    chmodSync(this.program, 0o755);
    const regions = Object.keys(answers.models);
    const all = {
      account: ACCOUNT,
      provider: {
        namespace: "Microsoft.CognitiveServices",
        registrationState: "Registered",
        resourceTypes: [
          { resourceType: "operations", locations: [] },
          { resourceType: "accounts", locations: ["Global", ...regions] },
        ],
      },
      usage: Object.fromEntries(regions.map((region) => [region, []])),
      ...answers,
    };
    writeFileSync(join(this.directory, "state", "script.json"), JSON.stringify({ answers: all, rules }));
  }

  /** The calls in their order. */
  get calls(): { readonly args: readonly string[]; readonly count: number; readonly env: readonly string[] }[] {
    const text = readFileSync(join(this.directory, "state", "calls"), "utf8");
    return text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  /** The calls, as words, without those that every call has. */
  get words(): string[] {
    return this.calls.map(({ args }) => args.filter((a) => !/^(--output|json|--only-show-errors)$/.test(a)).join(" "));
  }

  /** Process ids of calls that are still running. */
  get running(): number[] {
    return readdirSync(join(this.directory, "state", "running")).map(Number);
  }
}
