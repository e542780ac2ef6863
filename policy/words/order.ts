/** The order in which deployments of one account are made. */
import type { NamedDeployment } from "../finding";
import { safe } from "../text";
import type { FactsWords } from "./kinds";
import { dependsOnText } from "./syntax";

export const sayNoOrder: FactsWords<"no-order"> = ({ account, first, second, more }, _, language) => {
  const which = more === 1 ? "1 other deployment has" : `${more} other deployments have`;
  return {
    headline: `Nothing orders the deployments ${deploymentName(first)} and ${deploymentName(second)} of account ${safe(account)}: Azure makes one change of an account at a time, and refuses a second with RequestConflict.`,
    details: more === 0 ? [] : [`In this account ${which} no order either.`],
    remedies: [
      second.nested !== undefined && first.nested !== undefined
        ? `Name the one in dependsOn of the other; a loop over deployments needs "mode": "serial" and "batchSize": 1.`
        : `Let ${safe(second.name)} wait for ${safe(first.name)}: ${dependsOnText(language, safe(first.name))}`,
    ],
  };
};

function deploymentName({ name, nested }: NamedDeployment): string {
  return nested === undefined ? safe(name) : `"${safe(nested)}"`;
}
