/** The order in which deployments of one account are made. */
import type { NamedDeployment } from "../finding";
import { safe } from "../text";
import type { Says } from "./kinds";

export const sayNoOrder: Says<"no-order"> = ({ account, first, second, more, source }) => {
  const which = more === 1 ? "1 other deployment has" : `${more} other deployments have`;
  return {
    headline: `Nothing orders the deployments ${named(first)} and ${named(second)} of account ${safe(account)}: Azure makes one change of an account at a time, and refuses a second with RequestConflict.`,
    details: more === 0 ? [] : [`In this account ${which} no order either.`],
    remedies: [
      second.nested !== undefined && first.nested !== undefined
        ? `Name the one in dependsOn of the other; a loop over deployments needs "mode": "serial" and "batchSize": 1.`
        : `Let ${safe(second.name)} wait for ${safe(first.name)}: ${optionOf(source, safe(first.name))}`,
    ],
  };
};

function named({ name, nested }: NamedDeployment): string {
  return nested === undefined ? safe(name) : `"${safe(nested)}"`;
}

/** The option of the second resource, as a program writes it. The name of a variable is not in the plan. */
function optionOf(source: string | undefined, name: string): string {
  const extension = /\.(\w+)(?:#|$)/.exec(source ?? "")?.[1] ?? "";
  const variable = name.replace(/[^A-Za-z0-9]+(\w)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
  return (OPTIONS[extension] ?? OPTIONS.ts)?.(variable, name) ?? "";
}

const OPTIONS: Readonly<Record<string, (variable: string, name: string) => string>> = {
  ts: (variable) => `{ dependsOn: [${variable}] } as its options.`,
  py: (_, name) => `opts=pulumi.ResourceOptions(depends_on=[${name.replace(/\W+/g, "_")}])`,
  yaml: (variable) => `options: { dependsOn: ["\${${variable}}"] }`,
  go: (variable) => `pulumi.DependsOn([]pulumi.Resource{${variable}})`,
  cs: (variable) => `new CustomResourceOptions { DependsOn = { ${variable} } }`,
  java: (variable) => `CustomResourceOptions.builder().dependsOn(${variable}).build()`,
};
