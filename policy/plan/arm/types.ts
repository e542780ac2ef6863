/** The ARM resource types that are read. ARM does not tell upper from lower case; they are in lower case here. */

export const ACCOUNT = "microsoft.cognitiveservices/accounts";
export const DEPLOYMENT = `${ACCOUNT}/deployments` as const;
/** A template, nested in another one or not. */
export const TEMPLATE = "microsoft.resources/deployments";
/** A deployment stack, which deploys a template as well. */
export const STACK = "microsoft.resources/deploymentstacks";
export const GROUP = "microsoft.resources/resourcegroups";

/** The type of a resource; one that is nested in its parent gives the end of it only. */
export function fullType(type: string, parent: string | undefined): string {
  const lower = type.trim().toLowerCase();
  return parent === undefined || parent === "" || lower.includes("/") ? lower : `${parent}/${lower}`;
}
