/**
 * The functions of templates whose result depends on their arguments alone. This folder imports the tree and the work
 * of ../, and nothing that evaluates.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */
import type { Fn } from "./kinds";
import { LISTS } from "./lists";
import { NUMBERS } from "./numbers";
import { createObject, OBJECTS } from "./objects";
import { TEXT } from "./text";

const byLowerCase = (fns: Readonly<Record<string, Fn>>): [string, Fn][] =>
  Object.entries(fns).map(([name, fn]) => [name.toLowerCase(), fn]);

/** By name in lower case: ARM ignores upper and lower case in the names of functions. */
export const FUNCTIONS: ReadonlyMap<string, Fn> = new Map(
  [TEXT, LISTS, OBJECTS, NUMBERS].flatMap((fns) => byLowerCase(fns)),
);

/** Functions that also take unknown values, which end up inside their results. */
export const BUILDERS: ReadonlyMap<string, Fn> = new Map<string, Fn>([
  ["createarray", (args) => args],
  ["createobject", createObject],
]);
