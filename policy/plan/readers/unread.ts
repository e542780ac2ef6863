/**
 * Resources that deploy a model, or seem to, and that no other reader reads. They are reported once for each type, so
 * that they do not pass in silence.
 */
import { safe } from "../../text";
import { unreadDeployment } from "../arm/unread";
import type { PlanResource } from "../resource";
import { known, read } from "../values";
import type { Reader } from "./reader";

/** A deployment in the endpoint of a machine learning workspace, which may be the Azure OpenAI endpoint. */
const ENDPOINT = /^azure-native(?:_[\w-]+)?:machinelearningservices(?:\/\w+)?:EndpointDeployment$/;

/** What looks like a model deployment, and is not read by the other readers. */
export const unreadTypes: Reader = {
  types:
    /^azure-native(?:_[\w-]+)?:machinelearningservices(?:\/\w+)?:EndpointDeployment$|^(?!pulumi:).*cognitive.*deployment/i,
  read: (r) => {
    if (r.isComponent || (ENDPOINT.test(r.type) && !mayBeOpenAi(r))) return undefined;
    const unread = {
      value: `its type ${r.type}`,
      why: "one that azure-openai-guard does not read",
      fix: `Check model, version, SKU and region by hand (azure-openai-guard explain), and accept this in the settings: ${waiverFor(r)}.`,
      type: r.type,
    };
    return { deployments: [unreadDeployment(r, unread)] };
  },
};

/** The waiver that accepts it, as a settings file has it. */
function waiverFor({ name }: PlanResource): string {
  const urn = JSON.stringify(`*::${safe(name)}`);
  return `waivers: [{ rule: unverified-deployment, urn: ${urn}, reason: REASON, owner: OWNER, expires: YYYY-MM-DD }]`;
}

/** The endpoint also takes deployments of other kinds, such as managed online ones. */
function mayBeOpenAi(r: PlanResource): boolean {
  const type = read(r.inputs, ["properties", "type"]);
  return known(type) === undefined ? type.state !== "absent" : known(type)?.toLowerCase() === "azure.openai";
}
