/** The parts of a URN: `urn:pulumi:stack::project::type::name`. */
import { match } from "../glob";

/** The beginning of the last URN, `urn:pulumi:stack::project::`, and its stack. */
let last: { readonly prefix: string; readonly stack: string } | undefined;

/** `project/stack` of a URN; undefined if it is not a URN. */
export function stackOf(urn: string | undefined): string | undefined {
  // Nearly all resources of a plan are of one stack, and each is looked at several times.
  if (urn !== undefined && last !== undefined && urn.startsWith(last.prefix)) return last.stack;
  const [prefix, stack, project] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn ?? "") ?? [];
  if (prefix === undefined || stack === undefined || project === undefined) return undefined;
  last = { prefix, stack: `${project}/${stack}` };
  return last.stack;
}

/** How the URNs of a stack begin. */
export function urnPrefix(stack: string): string {
  const at = stack.lastIndexOf("/");
  return `urn:pulumi:${stack.slice(at + 1)}::${stack.slice(0, at)}::`;
}

/** True if a pattern of `project/stack`, or of the stack's name alone, matches. */
export function matchesStack(pattern: string, stack: string): boolean {
  // A pattern without a slash is for the stack's name: dev* must not cover the stack prod of a project devices.
  return match(pattern, pattern.includes("/") ? stack : stack.slice(stack.lastIndexOf("/") + 1)) === "whole";
}

/** The name of a resource; a name may itself hold `::`. */
export function nameIn(urn: string): string {
  let at = 0;
  for (let part = 0; part < 3; part += 1) {
    const next = urn.indexOf("::", at);
    if (next === -1) return urn.slice(at);
    at = next + 2;
  }
  return urn.slice(at);
}
