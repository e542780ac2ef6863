/**
 * Marks of secrets. The engine sends them with the properties, and @pulumi/policy removes them before it calls
 * `validateResource`. Here they are kept beside the properties, so that no message shows a secret.
 */

import deserialize = require("@pulumi/policy/deserialize");

/** The key under which properties keep what the engine sent: not enumerable, and not a property name. */
const SENT = Symbol("properties as the engine sent them");

interface Struct {
  toJavaScript(): unknown;
}

type Deserialize = (struct: Struct, proxySecrets: boolean) => object;

/** From now on, properties keep their marks. Another version of @pulumi/policy, without this function, loses them. */
export function keepMarks(): void {
  // Its types leave out internal functions.
  const module_: { deserializeProperties?: Deserialize } = deserialize;
  const original = module_.deserializeProperties;
  if (typeof original !== "function") return;
  module_.deserializeProperties = (struct, proxySecrets) => {
    let sent: unknown;
    const spied: Struct = {
      toJavaScript() {
        sent = struct.toJavaScript();
        return sent;
      },
    };
    const properties = original(spied, proxySecrets);
    if (!proxySecrets) Object.defineProperty(properties, SENT, { value: sent });
    return properties;
  };
}

/** What the engine sent for properties that a policy got, as a field of a resource. */
export function markedIn(...properties: readonly unknown[]): { readonly marked?: readonly unknown[] } {
  const marked = properties.flatMap((one) =>
    typeof one === "object" && one !== null ? [Object.getOwnPropertyDescriptor(one, SENT)?.value as unknown] : [],
  );
  return marked.some((one) => one !== undefined) ? { marked } : {};
}
