/** The ARM resource types that are read, in lower case: ARM ignores the case. */

export const ACCOUNT = "microsoft.cognitiveservices/accounts";
export const DEPLOYMENT = `${ACCOUNT}/deployments` as const;
/** A template, nested in another one or not. */
export const TEMPLATE = "microsoft.resources/deployments";
/** A deployment stack, which deploys a template as well. */
export const STACK = "microsoft.resources/deploymentstacks";
export const GROUP = "microsoft.resources/resourcegroups";

/** The full type of a resource. A resource nested in its parent gives only the end of its type. */
export function fullType(type: string, parent: string | undefined): string {
  const lower = type.trim().toLowerCase();
  return parent === undefined || parent === "" || lower.includes("/") ? lower : `${parent}/${lower}`;
}
