/** The order in which deployments of one account are made. */
import type { NamedDeployment } from "../finding";
import { safe } from "../text";
import type { FactsWords } from "./kinds";
import { dependsOnText } from "./syntax";

export const sayNoOrder: FactsWords<"no-order"> = ({ account, first, second, more }, _, language) => {
  const which = more === 1 ? "1 other deployment has" : `${more} other deployments have`;
  const [one, other] = [first, second].map((named) => deploymentName(named, account));
  const isNested = first.nested !== undefined || second.nested !== undefined;
  return {
    headline: `Nothing orders ${isNested ? "" : "the deployments "}${one} and ${other} of account ${safe(account)}: Azure makes one change of an account at a time, and refuses a second with RequestConflict.`,
    details: more === 0 ? [] : [`In this account ${which} no order either.`],
    remedies: [
      second.nested !== undefined && first.nested !== undefined
        ? `Name the one in dependsOn of the other; a loop over deployments needs "mode": "serial" and "batchSize": 1.`
        : `Let ${safe(second.name)} wait for ${safe(first.name)}: ${dependsOnText(language, safe(first.name))}`,
    ],
  };
};

/** "chat"; or "deployment chat" for one of a template, whose place in it ends with the account that the headline names. */
function deploymentName({ name, nested }: NamedDeployment, account: string): string {
  const end = ` of account ${account}`;
  if (nested === undefined) return safe(name);
  return safe(nested.endsWith(end) ? nested.slice(0, -end.length) : nested);
}
