/**
 * `npm run bench`: measures the pack and the command line; `npm run bench -- NAME…` for some benchmarks. Ratios come from
 * one run on the same machine, in interleaved pairs; absolute times are shown too. Nothing is asserted:
 * docs/internals/benchmarks.md has the aims and the figures.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, tmpdir, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startVitest } from "vitest/node";
import { batchLines, previewFile, randomFrom, randomQueries, writeState } from "./inputs.mjs";
import { median, milliseconds, pairs, printRatio } from "./measure.mjs";

/** The rows of the table: what, the aims, and the figures that come beside each other in it, by name. */
const TABLE = [
  [
    "preview with the one-file pack against an empty folder pack, 1 / 500 / 5,000 resources",
    "0.90 / 1.00 / 1.00",
    ["one file 1", "one file 500", "one file 5000"],
  ],
  [
    "preview with the folder pack against an empty one",
    "1.05 / 1.05 / 1.05",
    ["folder 1", "folder 500", "folder 5000"],
  ],
  ["pack ready to serve, one file, against `node -e 0`", "3", ["pack ready"]],
  [
    "start of the command line, `--version` / `explain gpt-4o`, against `node -e 0`",
    "1.3 / 1.6",
    ["version", "explain"],
  ],
  ["`check` of 10,000 deployments (15 MB) against Node parsing the file", "3", ["check"]],
  ["peak memory of that `check`", "150 MB", ["check memory"]],
  ["`check` of 500 states of 200 resources against Node parsing them all", "2", ["fleet"]],
  [
    "`check` of a state of 100 MB: time against Node parsing it, memory against the file",
    "1.5 / 1.5",
    ["large", "large memory"],
  ],
  ["`explain --batch`, 50,000 distinct lines", "1.5 s", ["batch"]],
];

/** What was measured, as text, by the names in the table. */
const figures = new Map();

/** Prints the table as Markdown; "–" for what was not measured. */
function printTable() {
  const rows = TABLE.map(([what, aim, names]) => [
    what,
    aim,
    names.map((name) => figures.get(name) ?? "–").join(" / "),
  ]);
  const all = [["what", "aim", "figure"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [head, ...body] = all.map(line);
  console.log(["", head, line(widths.map((width) => "-".repeat(width))), ...body].join("\n"));
}

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const main = join(root, "dist", "cli", "main.js");
const directory = mkdtempSync(join(tmpdir(), "aog-bench-"));

/** Runs a program to its end. Exit code 1 means findings. */
function command(program, ...args) {
  const { status, error, stderr } = spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (error || (status !== 0 && status !== 1)) {
    throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? `exit code ${status}\n${stderr}`}`);
  }
  return stderr;
}

const node = (...args) => command(process.execPath, ...args);

/** Starts a policy pack, and waits until it prints its port. */
function untilPort(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let served = false;
    child.stdout.once("data", () => {
      served = true;
      child.once("exit", resolve);
      child.kill("SIGKILL");
    });
    child.once("exit", () => served || reject(new Error("the policy pack ended before it gave its port")));
  });
}

async function benchPackReady() {
  const file = () => untilPort(join(root, "dist/bin/azure-openai-guard-pack"));
  const times = await pairs(21, file, () => node("-e", "0"));
  figures.set("pack ready", printRatio("pack ready, one file, against node -e 0", 3, times));
  const folder = () => untilPort("-e", 'require("./dist/policy/pack/folder.js")');
  const empty = 'const { PolicyPack } = require("@pulumi/policy"); new PolicyPack("empty", { policies: [] })';
  printRatio("pack ready, folder, against an empty one", 1.05, await pairs(15, folder, () => untilPort("-e", empty)));
}

async function benchVerdicts() {
  const { verdict } = require("../dist/catalog/verdict/verdict.js");
  const { edition, queries } = catalog(1);
  const asked = Array.from({ length: 50_000 }, () => queries.next().value);
  const ask = () => {
    for (const query of asked) verdict(edition, query);
  };
  ask();
  const perSecond = (asked.length / (await milliseconds(ask))) * 1000;
  console.log(`verdicts: ${Math.round(perSecond).toLocaleString("en")} per second (${asked.length} random queries)`);
}

async function benchCheck() {
  const file = plan();
  const parse = 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))';
  const times = await pairs(
    9,
    () => node(main, "check", file),
    () => node("-e", parse, file),
  );
  figures.set("check", printRatio("check 10,000 deployments, against Node parsing the file", 3, times));
  const peak = megabytes(median([1, 2, 3].map(() => peakOf("check", file))));
  figures.set("check memory", peak);
  console.log(`check 10,000 deployments: peak memory ${peak} (aim < 150 MB)`);
}

/** The plan of 10,000 deployments. */
function plan() {
  const file = join(directory, "preview.json");
  if (!existsSync(file)) writeFileSync(file, previewFile(10_000));
  return file;
}

async function benchFleet() {
  const fleet = join(directory, "fleet");
  mkdirSync(fleet);
  for (let i = 0; i < 500; i++) writeState(join(fleet, `stack${i}.json`), `stack${i}`, (count) => count === 200);
  const parse = `const { readdirSync, readFileSync } = require("node:fs");
    for (const file of readdirSync(process.argv[1])) JSON.parse(readFileSync(process.argv[1] + "/" + file, "utf8"));`;
  const check = () => node(main, "check", fleet);
  const times = await pairs(5, check, () => node("-e", parse, fleet));
  figures.set("fleet", printRatio("check 500 states of 200 resources, against Node parsing them", 2, times));
}

async function benchLargeState() {
  const file = join(directory, "large.json");
  writeState(file, "large", (_, bytes) => bytes >= 100_000_000);
  const size = statSync(file).size;
  const peaks = [];
  const parse = 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))';
  const times = await pairs(
    5,
    () => peaks.push(peakOf("check", file)),
    () => node("-e", parse, file),
  );
  figures.set("large", printRatio("check a state of 100 MB, against Node parsing it", 1.5, times));
  const times100 = (median(peaks) / size).toFixed(2);
  figures.set("large memory", times100);
  console.log(
    `check a state of 100 MB: peak memory ${times100} times the file (aim ≤ 1.5), ${megabytes(median(peaks))}`,
  );
}

/** The peak memory of a run of the command line, which reports it at its end, so that this works on every system. */
function peakOf(...args) {
  const peak = join(directory, "peak.cjs");
  writeFileSync(peak, 'process.on("exit", () => console.error("peak", process.resourceUsage().maxRSS * 1024));');
  return Number(/peak (\d+)/.exec(node("--require", peak, main, ...args))?.[1]);
}

function megabytes(bytes) {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

/** A rule that needs no catalog: one model is not offered as Standard. */
const REGO = `package main

import rego.v1

deny contains msg if {
  some step in input.steps
  resource := step.newState
  resource.type == "azure-native:cognitiveservices:Deployment"
  resource.inputs.properties.model.name == "gpt-4.1-nano"
  resource.inputs.sku.name == "Standard"
  some other in input.steps
  account := other.newState
  account.type == "azure-native:cognitiveservices:Account"
  account.inputs.accountName == resource.inputs.accountName
  account.inputs.location == "eastus2"
  msg := sprintf("%s: gpt-4.1-nano is not offered as Standard in eastus2", [resource.urn])
}
`;

async function benchConftest() {
  const name = "check 10,000 deployments, against one rule in conftest";
  if (spawnSync("conftest", ["--version"]).error) {
    console.log(`${name}: left out, there is no conftest on PATH`);
    return;
  }
  const policy = join(directory, "policy");
  mkdirSync(policy);
  writeFileSync(join(policy, "main.rego"), REGO);
  const conftest = () => command("conftest", "test", "--no-color", "--policy", policy, plan());
  printRatio(name, 1, await pairs(5, () => node(main, "check", plan()), conftest));
}

async function benchStart() {
  const empty = () => node("-e", "0");
  const version = await pairs(21, () => node(main, "--version"), empty);
  figures.set("version", printRatio("start --version", 1.3, version));
  const explain = await pairs(21, () => node(main, "explain", "gpt-4o"), empty);
  figures.set("explain", printRatio("start explain gpt-4o", 1.6, explain));
}

async function benchBatch() {
  const { queries, random } = catalog(2);
  const file = join(directory, "batch.jsonl");
  writeFileSync(file, `${batchLines(50_000, queries, random).join("\n")}\n`);
  const times = await pairs(
    5,
    () => node(main, "explain", "--batch", file),
    () => node("-e", "0"),
  );
  const seconds = `${(times.a / 1000).toFixed(2)} s`;
  figures.set("batch", seconds);
  console.log(`explain --batch, 50,000 distinct lines: ${seconds} (aim ≤ 1.5 s)`);
}

/** Requests for random model versions that some region serves. */
function needs(count, seed) {
  const { choicesOf, servingRegions } = require("../dist/catalog/solver/index.js");
  const { edition, queries } = catalog(seed);
  const found = [];
  while (found.length < count) {
    const { model, version, sku } = queries.next().value;
    const need = { label: `${model} ${version} ${sku}`, choices: choicesOf(edition, { model, version, sku }) };
    if (servingRegions(edition, need).fits.size > 0) found.push({ model, version, sku, need });
  }
  return { edition, found };
}

/** @param count requests, over all regions. */
function requestsFile(count) {
  const file = join(directory, `needs${count}.json`);
  writeFileSync(file, JSON.stringify(needs(count, 4).found.map(({ need, ...request }) => request)));
  return file;
}

/** Needs with random regions, unlike in a catalog: they take far more regions. */
function hardServings(count, regions) {
  const { random } = catalog(5);
  const { PUBLIC_REGION_IDS } = require("../dist/catalog/names/regions.js");
  return Array.from({ length: count }, (_, i) => {
    const served = new Set();
    while (served.size < regions) served.add(PUBLIC_REGION_IDS[Math.floor(random() * PUBLIC_REGION_IDS.length)]);
    const fits = [...served].map((region) => [region, { query: { model: `m${i}`, region }, rank: 0, changes: [] }]);
    return { need: { label: `m${i}`, choices: [] }, fits: new Map(fits) };
  });
}

/** @param solve returns the number of regions. */
async function printSolver(what, solve) {
  const size = solve();
  const times = [];
  for (let i = 0; i < 21; i++) times.push(await milliseconds(solve));
  console.log(
    `place, the solver alone: ${what}, which take ${size}: median ${median(times).toFixed(1)} ms (aim ≤ 500)`,
  );
}

async function benchPlace() {
  const { contradictions, layouts, servingRegions } = require("../dist/catalog/solver/index.js");
  const { edition, found } = needs(20, 4);
  const solve = () => {
    const servings = found.map(({ need }) => servingRegions(edition, need));
    const { size } = layouts(servings);
    contradictions(servings);
    return size;
  };
  await printSolver("20 requests over all regions", solve);
  const hard = hardServings(20, 3);
  await printSolver("20 requests, each with 3 regions at random", () => {
    const { size } = layouts(hard);
    contradictions(hard);
    return size;
  });
  for (const [count, aim] of [
    [20, 2],
    [200, 3],
  ]) {
    const file = requestsFile(count);
    const place = () => node(main, "place", "--no-config", "--file", file);
    const start = () => node(main, "explain", "--no-config", "gpt-4o");
    printRatio(`place, ${count} requests over all regions, against start explain`, aim, await pairs(9, place, start));
  }
}

function catalog(seed) {
  const { defaultEdition } = require("../dist/catalog/edition/embedded.js");
  const { SKUS } = require("../dist/catalog/names/skus.js");
  const { REGIONS } = require("../dist/catalog/names/regions.js");
  const edition = defaultEdition();
  const random = randomFrom(seed);
  return { edition, random, queries: randomQueries(edition, SKUS, REGIONS, random) };
}

/** The previews run in vitest, as the end-to-end tests do, with their toolbox. */
async function benchPreview() {
  const results = join(directory, "previews.jsonl");
  process.env.AOG_BENCH_RESULTS = results;
  const vitest = await startVitest("test", [], {
    root,
    config: false,
    include: [fileURLToPath(new URL("./preview.bench.ts", import.meta.url))],
    globalSetup: [fileURLToPath(new URL("../test/e2e/support/pulumi-cli.ts", import.meta.url))],
    watch: false,
    pool: "forks",
    testTimeout: 1_800_000,
    reporters: [{ onTestRunEnd: printFailures }],
  });
  await vitest.close();
  const lines = existsSync(results) ? readFileSync(results, "utf8").split("\n").filter(Boolean) : [];
  for (const line of lines) {
    const { resources, name, ...times } = JSON.parse(line);
    const aim = name === "folder" ? 1.05 : resources === 1 ? 0.9 : 1;
    const what = `preview of ${resources.toLocaleString("en")}, ${name}, against an empty folder`;
    figures.set(`${name} ${resources}`, printRatio(what, aim, times));
  }
}

function printFailures(modules, errors) {
  const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result()));
  const all = [...errors, ...modules.flatMap((m) => m.errors()), ...tests.flatMap((t) => t.errors ?? [])];
  for (const { message } of all) console.error(message);
  if (tests.some(({ state }) => state === "skipped")) console.log("previews: left out, there is no Pulumi CLI");
}

const BENCHMARKS = {
  start: benchStart,
  "pack-ready": benchPackReady,
  verdicts: benchVerdicts,
  check: benchCheck,
  fleet: benchFleet,
  "large-state": benchLargeState,
  conftest: benchConftest,
  batch: benchBatch,
  place: benchPlace,
  preview: benchPreview,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in BENCHMARKS));
if (unknown !== undefined) {
  console.error(`no benchmark is called ${unknown}: there are ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exit(2);
}
console.log(`${cpus().length} × ${cpus()[0]?.model ?? "CPU"} · ${type()} ${release()} · Node ${process.version}`);
try {
  for (const [name, run] of Object.entries(BENCHMARKS)) {
    if (asked.length === 0 || asked.includes(name)) await run();
  }
  printTable();
} finally {
  rmSync(directory, { recursive: true, force: true });
}
