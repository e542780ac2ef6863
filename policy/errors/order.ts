/** Errors of the order: Azure changes an account one step at a time. */
import type { Explanation } from "./case";

const AGAIN = "To go on now, run the deployment again: what exists stays, and Azure makes the rest.";

/** Two deployments of one account were made at the same time. */
export function requestConflict(): Explanation {
  return {
    blame: "order",
    why: "The order: Azure changes one deployment of an account at a time, and another one was in progress.",
    notes: [
      "Make the deployments of one account one after the other: let each depend on the one before.",
      `In Pulumi, give the second one as its options { dependsOn: [first] } in TypeScript, and in YAML options: { dependsOn: ["\${first}"] }.`,
      "In Bicep and ARM templates: dependsOn, and for a loop @batchSize(1) or copy.mode serial. In Terraform: depends_on.",
      AGAIN,
    ],
  };
}

/** A resource called the account before it was ready. */
export function accountNotReady(): Explanation {
  return {
    blame: "order",
    why: "The order: the account was not ready yet when this resource needed it.",
    notes: [
      "Let the resource depend on the account and on its deployments: Azure changes the account while it makes a deployment.",
      `In Pulumi, give it as its options { dependsOn: [account, deployment] } in TypeScript, and in YAML options: { dependsOn: ["\${account}", "\${deployment}"] }.`,
      AGAIN,
    ],
  };
}
