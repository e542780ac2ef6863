/** What could not be checked. */
import { safe, written } from "../text";
import type { FactsWords } from "./kinds";
import { nameText } from "./names";
import { withExample } from "./syntax";

export const sayUnverified: FactsWords<"unverified"> = ({ deployment, extent, values, limits }, _, language) => {
  const name = nameText(deployment);
  const headline = {
    unread: `What ${name} deploys could not be checked.`,
    "not judged": `Deployment ${name} could not be checked.`,
    judged: `Deployment ${name} has values that need a look.`,
  }[extent];
  const names = [...new Set(limits.map((limit) => `"${written(limit.name)}"`))];
  return {
    headline,
    // Each fix is here, with the value that it is about.
    details: [
      ...values.map(
        ({ value, why, fix, sets }) => `${safe(value)} is ${safe(why)}. ${withExample(fix, sets, language)}`,
      ),
      ...(names.length > 0
        ? [`It is not known whether it keeps to the limit${names.length > 1 ? "s" : ""} ${names.join(", ")}.`]
        : []),
    ],
    waysOut: [],
  };
};
