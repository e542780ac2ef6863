/** The schemas of the fake providers: in the shape of the real ones, for the resource types in the tests. */
import { azureNativeTypes, type Properties, pathParameters, type Shape } from "./azure-shapes";

/** Properties that only a response has. */
const GIVEN_BY_AZURE = ["id", "name", "type", "azureApiVersion", "etag", "systemData", "provisioningState"];

const ANY = { $ref: "pulumi.json#/Any" };

/** The schema of a package, as JSON; empty for an unknown package. */
export function schemaOf(packageName: string): string {
  if (packageName === "azure-native") return JSON.stringify(azureNative());
  if (packageName === "azapi") return JSON.stringify(azapi());
  return "{}";
}

function azureNative(): Properties {
  const types: Properties = {};
  const resources = Object.entries(azureNativeTypes).map(([name, type]) => {
    const token = `azure-native:${name}`;
    const of = (shapes: Readonly<Record<string, Shape>>) =>
      Object.fromEntries(
        Object.entries(shapes).map(([key, shape]) => [key, property(shape, `${token}.${key}`, types)]),
      );
    const parameters = Object.fromEntries(pathParameters(type).map((key) => [key, { type: "string" }]));
    const body = Object.entries(type.response).filter(([key]) => !GIVEN_BY_AZURE.includes(key));
    return [
      token,
      {
        properties: of(type.response),
        required: ["id", "name", "type"].filter((key) => key in type.response),
        inputProperties: { ...of(Object.fromEntries(body)), ...parameters },
        requiredInputs: type.required.filter((key) => key !== "location"),
      },
    ];
  });
  return { name: "azure-native", version: "3.28.0", resources: Object.fromEntries(resources), types };
}

/** An object is a separate type, named by its path; nested objects in lists and maps are any. */
function property(shape: Shape, place: string, types: Properties): Properties {
  if (typeof shape === "string") return { type: shape };
  if ("items" in shape) return { type: "array", items: typeof shape.items === "string" ? { type: shape.items } : ANY };
  if ("values" in shape) {
    return { type: "object", additionalProperties: typeof shape.values === "string" ? { type: shape.values } : ANY };
  }
  const [pkg, module, name = ""] = place.split(":");
  const token = `${pkg}:${module}:${name.replaceAll(".", "_")}`;
  const properties = Object.entries(shape.properties).map(([key, inner]) => [
    key,
    property(inner, `${place}.${key}`, types),
  ]);
  types[token] = { type: "object", properties: Object.fromEntries(properties) };
  return { $ref: `#/types/${token}` };
}

/** `pulumi package add terraform-provider azure/azapi`: its resource takes any body. */
function azapi(): Properties {
  const text = { type: "string" };
  const inputs = { type: text, name: text, parentId: text, location: text, body: ANY };
  const resource = { properties: { ...inputs, output: ANY }, required: ["type", "name", "output"] };
  return {
    name: "azapi",
    version: "2.4.0",
    resources: { "azapi:index/resource:Resource": { ...resource, inputProperties: inputs, requiredInputs: ["type"] } },
  };
}
