import { checkPlan } from "../../../policy/run/check-plan";
import { randomTemplate } from "../../support/templates";
import { assertSame, assertSayable, NEIGHBOUR, NEIGHBOURS, OPTIONS, type Target } from "../target";

const TYPE = "azure-native:resources:Deployment";
const alone = checkPlan(NEIGHBOURS, OPTIONS).findings;

/** Templates by grammar: bounded, the same each time, the neighbour's findings stay, texts are safe to print. */
export const templates: Target = {
  name: "templates",
  run: (random) => {
    const template = randomTemplate(random);
    const parameters = { models: { value: random.list(3, () => ({ name: "gpt-4o" })) } };
    const resource = {
      urn: `urn:pulumi:dev::app::${TYPE}::t`,
      type: TYPE,
      name: "t",
      inputs: { resourceGroupName: "rg", properties: { template, parameters } },
    };
    const { findings } = checkPlan([...NEIGHBOURS, resource], OPTIONS);
    assertSame(
      findings.filter((f) => f.urn === NEIGHBOUR),
      alone,
      "the neighbour's findings",
    );
    for (const finding of findings) assertSayable(finding);
    return { trees: 1, size: JSON.stringify(template)?.length ?? 0 };
  },
};
