/**
 * The fuzz tests: random inputs from a seed, for some time, through everything that takes inputs. A seed that breaks a promise is
 * printed with its target; `--target NAME --seed N --seconds 0` tries that one again.
 */
import { parseArgs } from "node:util";
import { Random } from "../support/random";
import type { Target } from "./target";
import { argumentLists } from "./targets/arguments";
import { logs } from "./targets/logs";
import { pack } from "./targets/pack";
import { plans } from "./targets/plans";
import { settings } from "./targets/settings";
import { templates } from "./targets/templates";

/** In turn. Plans and templates come more often, since they have the most cases. */
const TARGETS: readonly Target[] = [
  ...[plans, templates, plans, pack, plans, templates, plans, pack, plans, templates, plans, pack, plans, templates],
  ...[logs, argumentLists, settings],
];

/** The limit of CPU time for one input, since the machine may have other work. */
const MOST_MILLISECONDS = 2000;
const MOST_BYTES = 300 * 1024 * 1024;
/** An input that took less time did not take much memory, and measuring costs more than a small input. */
const WORTH_ASKING = 10;

interface Record {
  value: number;
  from: string;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { seconds: { type: "string" }, seed: { type: "string" }, target: { type: "string" } },
  });
  const seconds = Number(values.seconds ?? "60");
  const first = Number(values.seed ?? Date.now() % 1_000_000_000);
  const targets = values.target === undefined ? TARGETS : TARGETS.filter((t) => t.name === values.target).slice(0, 1);
  if (targets.length === 0 || !Number.isFinite(seconds) || !Number.isInteger(first)) {
    console.error(
      `usage: npm run fuzz -- [--seconds N] [--seed N] [--target ${[...new Set(TARGETS.map((t) => t.name))].join("|")}]`,
    );
    return 2;
  }
  console.log(`fuzz: seed ${first}, ${seconds} s`);
  const slowest: Record = { value: 0, from: "" };
  const largest: Record = { value: 0, from: "" };
  let [trees, inputs] = [0, 0];
  const atStart = process.memoryUsage().heapUsed;
  const start = performance.now();
  do {
    const seed = (first + inputs) >>> 0;
    const target = targets[inputs % targets.length] as Target;
    const from = `${target.name}, seed ${seed}`;
    inputs += 1;
    const began = process.cpuUsage();
    try {
      const tried = await target.run(new Random(seed));
      const { user, system } = process.cpuUsage(began);
      const took = (user + system) / 1000;
      trees += tried.trees;
      keep(slowest, took, from);
      keep(largest, tried.size, from);
      if (took > MOST_MILLISECONDS) throw new Error(`took ${Math.round(took)} ms`);
      const used = took < WORTH_ASKING ? 0 : process.memoryUsage().heapUsed - atStart;
      if (used > MOST_BYTES) await assertSmall(target, seed);
    } catch (error) {
      console.error(`fuzz failed: ${from}`);
      console.error(`try again: npm run fuzz -- --target ${target.name} --seed ${seed} --seconds 0`);
      console.error(error);
      return 1;
    }
  } while ((performance.now() - start) / 1000 < seconds);
  const took = Math.round((performance.now() - start) / 1000);
  console.log(
    `fuzz: ${trees} trees in ${inputs} inputs, ${took} s; slowest ${Math.round(slowest.value)} ms (${slowest.from}); ` +
      `largest ${Math.round(largest.value / 1024)} KB (${largest.from})`,
  );
  return 0;
}

/** If much memory is in use, perhaps by garbage of other inputs, the input is tried again alone. */
async function assertSmall(target: Target, seed: number): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  await target.run(new Random(seed));
  const used = process.memoryUsage().heapUsed - before;
  if (used > MOST_BYTES) throw new Error(`took ${Math.round(used / 1024 / 1024)} MB`);
}

function keep(record: Record, value: number, from: string): void {
  if (value <= record.value) return;
  record.value = value;
  record.from = from;
}

main().then((code) => {
  process.exitCode = code;
});
