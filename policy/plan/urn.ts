/** What the name of a resource tells: `urn:pulumi:stack::project::type::name`. */

/** `project/stack` of a URN; undefined for what is none. */
export function stackOf(urn: string | undefined): string | undefined {
  const [, stack, project] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn ?? "") ?? [];
  return stack === undefined || project === undefined ? undefined : `${project}/${stack}`;
}

/** How the URNs of a stack begin. */
export function urnPrefix(stack: string): string {
  const at = stack.lastIndexOf("/");
  return `urn:pulumi:${stack.slice(at + 1)}::${stack.slice(0, at)}::`;
}
