/**
 * Marks of secrets. The engine sends them with every property, and @pulumi/policy takes them off before it asks a
 * policy to validate. What it takes off is kept here beside the properties, so that no message shows a secret.
 */

import deserialize = require("@pulumi/policy/deserialize");

/** Where the properties that a policy gets hold what the engine sent. It is not enumerable, and no property name. */
const SENT = Symbol("properties as the engine sent them");

interface Struct {
  toJavaScript(): unknown;
}

type Deserialize = (struct: Struct, proxySecrets: boolean) => object;

/** From now on, properties keep their marks. Another version of @pulumi/policy, without this function, loses them. */
export function keepMarks(): void {
  // Its types leave out what is internal.
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

/** What the engine sent, of properties that a policy got, as a field of a resource. */
export function markedIn(...properties: readonly unknown[]): { readonly marked?: readonly unknown[] } {
  const marked = properties.flatMap((one) =>
    typeof one === "object" && one !== null ? [Object.getOwnPropertyDescriptor(one, SENT)?.value as unknown] : [],
  );
  return marked.some((one) => one !== undefined) ? { marked } : {};
}
