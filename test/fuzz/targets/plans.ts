import { checkPlan } from "../../../policy/run/check-plan";
import { manyResources, randomResources } from "../../support/trees";
import { assertSame, assertSayable, NEIGHBOUR, NEIGHBOURS, OPTIONS, type Target } from "../target";

const MANY = 100;

const alone = checkPlan(NEIGHBOURS, OPTIONS).findings;

/** Any resources through `checkPlan`: nothing throws, the neighbour's findings stay, texts are safe to print. */
export const plans: Target = {
  name: "plans",
  run: (random) => {
    // Many at once share the work of a run; few at once share URNs.
    const odd = random.once(4) ? randomResources(random) : manyResources(random, MANY);
    const all = random.once(2) ? [...NEIGHBOURS, ...odd] : [...odd, ...NEIGHBOURS];
    const { findings } = checkPlan(all, OPTIONS);
    assertSame(
      findings.filter((f) => f.urn === NEIGHBOUR),
      alone,
      "the neighbour's findings",
    );
    for (const finding of findings) assertSayable(finding);
    return { trees: odd.length, size: JSON.stringify(odd).length };
  },
};
