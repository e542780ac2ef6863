/** Something that may hold deployments, and could not be read. */
import type { DeploymentInputs, Unread } from "../deployment";
import { ABSENT, whyUnknown } from "../values";
import { readDeploymentBody } from "./body";

export const INLINE = "Give the template inline, from plain values, so that the plan shows what it deploys.";
export const LINKED = "not in the plan, which only has a link to it";

/** An entry for something that may hold deployments, and was not read. */
export function unreadDeployment(
  { urn, name }: Pick<DeploymentInputs, "urn" | "name">,
  unread: Unread,
): DeploymentInputs {
  return {
    urn,
    name,
    unread,
    ...readDeploymentBody(undefined),
    accountName: ABSENT,
    resourceGroupName: ABSENT,
    accountId: ABSENT,
    accountProperties: [],
  };
}

/** Why a template is not read: it is not in the plan. */
export function unreadTemplate(template: unknown, linked: boolean): Unread {
  const why = whyUnknown(template) ?? (linked ? LINKED : template === undefined ? "not given" : "not an object");
  return { value: "the template", why, fix: INLINE };
}
