import type { UnlevelledFinding } from "../../../policy/finding";
import { Session } from "../../../policy/pack/session";
import { RULES } from "../../../policy/rules";
import { randomResources } from "../../support/trees";
import { assertSame, assertSayable, NEIGHBOUR, NEIGHBOURS, OPTIONS, type Target } from "../target";

/** From the SDK, which declares no types for it. */
const { unknownCheckingProxy } = require("@pulumi/policy/proxy") as {
  readonly unknownCheckingProxy: <T extends object>(target: T) => T;
};

/** The pack's callbacks, with the proxies that Pulumi passes to a policy: neither throws. */
export const pack: Target = {
  name: "pack",
  run: (random) => {
    const odd = randomResources(random, 4);
    const all = [...odd, ...NEIGHBOURS].map((r) => ({ ...r, inputs: proxied(r.inputs) }));
    const session = new Session(OPTIONS.edition, OPTIONS.today);
    const found: UnlevelledFinding[] = [];
    for (const r of all) {
      for (const rule of RULES) {
        session.register(rule.name, () => r, r.urn);
        if (session.isSettled(r.urn)) found.push(...session.findings(rule.name, r.urn));
      }
    }
    session.complete("model-availability", () => all.map((r) => ({ ...r, propertyDependencies: {} })));
    for (const rule of RULES) found.push(...session.remaining(rule.name));
    for (const finding of found) assertSayable(finding);
    const neighbour = found.filter((f) => f.urn === NEIGHBOUR).map((f) => f.rule);
    assertSame(neighbour, ["model-availability"], "the neighbour's findings");
    return { trees: odd.length, size: JSON.stringify(odd).length };
  },
};

/** Reading an unknown value from it throws, as in a preview. */
function proxied(inputs: unknown): unknown {
  return inputs !== null && typeof inputs === "object" ? unknownCheckingProxy(inputs) : inputs;
}
