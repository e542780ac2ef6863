/** The deployments of an account, which move together. */
import type { FactsWords } from "./kinds";
import { few, nameText } from "./names";

export const sayAccountRegions: FactsWords<"account-regions"> = ({ account, deployments, regions }) => {
  const all = `all ${deployments} deployments of account ${nameText(account)}`;
  return regions.length === 0
    ? {
        headline: `No one region lets ${all} pass.`,
        waysOut: [],
        remedies: ["Change more than the region, or put some of them in another account."],
      }
    : {
        headline: `The deployments of account ${nameText(account)} move together.`,
        waysOut: [{ label: `To pass with ${all}`, phrases: [`region ${few(regions, "region")}`] }],
      };
};
