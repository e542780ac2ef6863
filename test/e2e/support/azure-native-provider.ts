/**
 * A fake Pulumi resource provider for a real Pulumi engine: `node azure-native-provider.js <package>`.
 *
 * For a package whose name starts with azure-native, it shows the engine, and so the policies, what the real
 * azure-native provider does: Check fills in names, location and API version; at preview the outputs have the shape of
 * the response, with unknown values for everything that is not in the inputs. For any other package it returns inputs as
 * outputs. Nothing leaves the machine: "Azure" is the file that FAKE_AZURE_LOG names, one JSON line per operation.
 *
 * It speaks gRPC itself because `pulumi.provider.main` hides whether a call is a preview.
 */
import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckFailure,
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  DiffResponse,
  GetSchemaResponse,
  type InvokeRequest,
  InvokeResponse,
  type ParameterizeRequest,
  ParameterizeResponse,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { schemaOf } from "./azure-schema";
import {
  autoName,
  isObject,
  knownOutputs,
  type Properties,
  pathParameters,
  previewOutputs,
  type ResourceType,
  resourceType,
  typeMismatches,
  UNKNOWN,
} from "./azure-shapes";

/** One line of FAKE_AZURE_LOG. */
export interface AzureOperation {
  readonly operation: "create" | "update" | "delete";
  readonly type: string;
  readonly urn: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

const packageName = process.argv[2] ?? "azure-native";
const isAzureNative = packageName.startsWith("azure-native");
const subscription = "00000000-0000-0000-0000-000000000000";
const log = process.env.FAKE_AZURE_LOG;
let config: Record<string, string> = {};

// ---- the fake Azure -----------------------------------------------------------------------------------------------

function record(entry: AzureOperation): void {
  if (log !== undefined) {
    appendFileSync(log, `${JSON.stringify(entry)}\n`);
  }
}

/** The current resource with an id, by the log of operations. */
function existing(id: string): AzureOperation | undefined {
  if (log === undefined || !existsSync(log)) {
    return undefined;
  }
  const entries = readFileSync(log, "utf8").split("\n").filter(Boolean);
  const last = entries.map((line): AzureOperation => JSON.parse(line)).findLast((entry) => sameId(entry.id, id));
  return last?.operation === "delete" ? undefined : last;
}

/** Resources that a test declares to exist: id → properties, in AOG_FAKE_ACCOUNTS and AOG_FAKE_GROUPS. */
function declared(variable: "AOG_FAKE_ACCOUNTS" | "AOG_FAKE_GROUPS", id: string): Properties | undefined {
  const all: Record<string, Properties> = JSON.parse(process.env[variable] ?? "{}");
  return Object.entries(all).find(([key]) => sameId(key, id))?.[1];
}

// Azure's ids are case-insensitive.
function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function resourceGroupLocation(name: string): unknown {
  const id = `/subscriptions/${subscription}/resourceGroups/${name}`;
  return declared("AOG_FAKE_GROUPS", id)?.location ?? existing(id)?.outputs.location;
}

/** The answer of a GET for an id: a resource that was created here, or that the test declared. */
function get(id: string, token: string): { inputs: Properties; outputs: Properties } | undefined {
  const created = existing(id);
  if (created !== undefined) {
    return created;
  }
  const account = declared("AOG_FAKE_ACCOUNTS", id);
  const type = resourceType(token);
  if (account === undefined || type === undefined) {
    return undefined;
  }
  const fromId = parametersOfId(type, id);
  const inputs = { ...fromId, kind: "OpenAI", sku: { name: "S0" }, ...account };
  return { inputs, outputs: createdOutputs(type, id, token, inputs) };
}

function parametersOfId(type: ResourceType, id: string): Properties {
  const values = id.split("/");
  const names = type.path.split("/");
  const pairs = names.flatMap((name, i) =>
    /^\{(?!subscriptionId)/.test(name) ? [[name.slice(1, -1), values[i]]] : [],
  );
  return Object.fromEntries(pairs);
}

function idOf(type: ResourceType, inputs: Properties): string {
  return type.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === "subscriptionId" ? subscription : String(inputs[name]),
  );
}

/** The outputs after a real update: inputs that the response repeats, and what Azure adds. */
function createdOutputs(type: ResourceType, id: string, token: string, inputs: Properties): Properties {
  const outputs = knownOutputs(inputs, type.response);
  const added: Properties = { provisioningState: "Succeeded" };
  if (token.endsWith(":Account")) {
    added.endpoint = `https://${inputs[autoName(type).property]}.openai.azure.test/`;
  }
  if (token.includes("cognitiveservices") && token.endsWith(":Deployment")) {
    // A deployment without a SKU becomes Standard, and one without an upgrade option gets this one.
    outputs.sku = { name: "Standard", ...(isObject(outputs.sku) ? outputs.sku : {}) };
    added.versionUpgradeOption = "OnceNewDefaultVersionAvailable";
  }
  return {
    ...outputs,
    properties: { ...added, ...(isObject(outputs.properties) ? outputs.properties : {}) },
    id,
    name: inputs[autoName(type).property],
    type: type.path.split("/providers/")[1]?.replaceAll(/\/\{\w+\}/g, "") ?? "Microsoft.Resources/resourceGroups",
    azureApiVersion: inputs.azureApiVersion ?? type.apiVersion,
  };
}

// ---- the provider's operations -------------------------------------------------------------------------------------

function check(request: CheckRequest): CheckResponse {
  const olds = properties(request.getOlds());
  const news = properties(request.getNews());
  const type = isAzureNative ? resourceType(request.getType()) : undefined;
  const failures: string[] = [];
  if (type !== undefined) {
    applyDefaults(type, request, olds, news);
    failures.push(...missing(type, news), ...typeMismatches(news, type.response));
  } else if (packageName === "azure" && news.name === undefined) {
    news.name = olds.name ?? uniqueName(request);
  }
  return new CheckResponse()
    .setInputs(Struct.fromJavaScript(wire(news)))
    .setFailuresList(failures.map((reason) => new CheckFailure().setReason(reason)));
}

function applyDefaults(type: ResourceType, request: CheckRequest, olds: Properties, news: Properties): void {
  const { property, random } = autoName(type);
  if (news[property] === undefined) {
    news[property] = olds[property] ?? (random ? uniqueName(request) : request.getName());
    // The real provider marks names that it generated, so that a replacement may be created before the deletion.
    if (random && (olds[property] === undefined || olds.__createBeforeDelete === true)) {
      news.__createBeforeDelete = true;
    }
  }
  if (type.autoLocation && news.location === undefined) {
    const location = defaultLocation(olds, news);
    if (location !== undefined) {
      news.location = location;
    }
  }
  news.azureApiVersion ??= type.apiVersion;
}

/** From old inputs, else the provider's configuration, else the resource group, if it exists. */
function defaultLocation(olds: Properties, news: Properties): unknown {
  const known = olds.location ?? config.location;
  if (known !== undefined || news.resourceGroupName === undefined) {
    return known;
  }
  return news.resourceGroupName === UNKNOWN ? UNKNOWN : resourceGroupLocation(String(news.resourceGroupName));
}

function missing(type: ResourceType, inputs: Properties): string[] {
  const hint = ". Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.";
  return type.required
    .filter((name) => inputs[name] === undefined)
    .map((name) => `missing required property '${name}'${name === "location" ? hint : ""}`);
}

/** The engine gives a new seed per run, so the name in a preview differs from the update's. */
function uniqueName(request: CheckRequest): string {
  const seed = request.getRandomseed_asU8();
  const hex = (seed.length > 0 ? createHash("sha256").update(seed).digest() : randomBytes(4)).toString("hex");
  return `${request.getName()}${hex.slice(0, 8)}`;
}

function create(request: CreateRequest): CreateResponse {
  const token = request.getType();
  const inputs = properties(request.getProperties());
  const type = isAzureNative ? resourceType(token) : undefined;
  const response = new CreateResponse();
  if (request.getPreview()) {
    return response.setProperties(Struct.fromJavaScript(wire(preview(type, inputs))));
  }
  const id = type === undefined ? `${packageName}-${randomBytes(8).toString("hex")}` : idOf(type, inputs);
  if (existing(id) !== undefined) {
    throw new Error(`cannot create already existing resource '${id}'`);
  }
  const outputs = type === undefined ? genericOutputs(inputs, id) : createdOutputs(type, id, token, inputs);
  record({ operation: "create", type: token, urn: request.getUrn(), id, inputs, outputs });
  return response.setId(id).setProperties(Struct.fromJavaScript(wire(outputs)));
}

function preview(type: ResourceType | undefined, inputs: Properties): Properties {
  if (type !== undefined) {
    return previewOutputs(inputs, type.response);
  }
  if (packageName === "random") {
    return { ...inputs, result: UNKNOWN };
  }
  if (!isAzureNative) {
    return inputs;
  }
  // For an unknown type: the group is in the path, and the response repeats the rest.
  const { resourceGroupName, ...body } = inputs;
  return { ...body, id: UNKNOWN, name: UNKNOWN, type: UNKNOWN };
}

function genericOutputs(inputs: Properties, id: string): Properties {
  if (packageName === "random") {
    return { ...inputs, result: randomBytes(8).toString("hex") };
  }
  return isAzureNative ? { ...inputs, id, name: id.split("/").at(-1) } : inputs;
}

function update(request: UpdateRequest): UpdateResponse {
  const token = request.getType();
  const inputs = properties(request.getNews());
  const olds = properties(request.getOlds());
  const type = isAzureNative ? resourceType(token) : undefined;
  const response = new UpdateResponse();
  if (request.getPreview()) {
    // Name and location of an existing resource never change, so the real provider keeps them known.
    const stable = Object.fromEntries(["name", "location"].flatMap((key) => (key in olds ? [[key, olds[key]]] : [])));
    return response.setProperties(Struct.fromJavaScript(wire({ ...preview(type, inputs), ...(type && stable) })));
  }
  const id = request.getId();
  const outputs = type === undefined ? { ...olds, ...inputs } : createdOutputs(type, id, token, inputs);
  record({ operation: "update", type: token, urn: request.getUrn(), id, inputs, outputs });
  return response.setProperties(Struct.fromJavaScript(wire(outputs)));
}

function diff(request: DiffRequest): DiffResponse {
  const olds = properties(request.getOldInputs());
  const news = properties(request.getNews());
  const type = isAzureNative ? resourceType(request.getType()) : undefined;
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => key !== "__createBeforeDelete" && JSON.stringify(olds[key]) !== JSON.stringify(news[key]),
  );
  const immutable = new Set(type === undefined ? ["name", "location"] : [...pathParameters(type), "location"]);
  return new DiffResponse()
    .setChanges(changed.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setDiffsList(changed)
    .setReplacesList(changed.filter((key) => immutable.has(key)))
    .setDeletebeforereplace(olds.__createBeforeDelete !== true);
}

function read(request: ReadRequest): ReadResponse {
  const found = get(request.getId(), request.getType());
  // An empty id tells the engine that there is no such resource.
  return found === undefined
    ? new ReadResponse()
    : new ReadResponse()
        .setId(request.getId())
        .setProperties(Struct.fromJavaScript(wire(found.outputs)))
        .setInputs(Struct.fromJavaScript(wire(found.inputs)));
}

function remove(request: DeleteRequest): Empty {
  const { operation: _, ...entry } = existing(request.getId()) ?? { inputs: {}, outputs: {} };
  const operation = "delete";
  record({ ...entry, operation, type: request.getType(), urn: request.getUrn(), id: request.getId() });
  return new Empty();
}

function invoke(request: InvokeRequest): InvokeResponse {
  const args = properties(request.getArgs());
  return new InvokeResponse().setReturn(Struct.fromJavaScript(wire(invoked(request.getTok(), args))));
}

function invoked(token: string, args: Properties): Properties {
  const [pkg, module, name = ""] = token.split(":");
  if (name === "getClientConfig") {
    return { clientId: subscription, objectId: subscription, subscriptionId: subscription, tenantId: subscription };
  }
  const type = name.startsWith("get") ? resourceType(`${pkg}:${module}:${name.slice(3)}`) : undefined;
  if (type === undefined) {
    return args;
  }
  const id = idOf(type, args);
  const group = name === "getResourceGroup" ? declared("AOG_FAKE_GROUPS", id) : undefined;
  const found = group === undefined ? get(id, `${pkg}:${module}:${name.slice(3)}`)?.outputs : { ...group, id };
  if (found === undefined) {
    throw new Error(`request failed ${id}: 404 ResourceNotFound`);
  }
  return { name: args[autoName(type).property], ...found };
}

function configure(request: ConfigureRequest): ConfigureResponse {
  // The keys come as `<package>:config:<name>`.
  config = Object.fromEntries(
    request
      .getVariablesMap()
      .toObject()
      .map(([key, value]) => [key.slice(key.lastIndexOf(":") + 1), value]),
  );
  return new ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);
}

/** A local package of azure-native v3 (`pulumi package add azure-native cognitiveservices v20240601preview`). */
function parameterize(request: ParameterizeRequest): ParameterizeResponse {
  const name = request.getValue()?.getName() ?? ["azure-native", ...(request.getArgs()?.getArgsList() ?? [])].join("_");
  return new ParameterizeResponse().setName(name).setVersion(request.getValue()?.getVersion() ?? "3.0.0");
}

// ---- gRPC ----------------------------------------------------------------------------------------------------------

function properties(struct: Struct | undefined): Properties {
  const all = struct?.toJavaScript() ?? {};
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** Drops what JSON cannot contain: a protobuf struct takes no undefined. */
function wire(value: Properties): { [key: string]: grpcValue } {
  return JSON.parse(JSON.stringify(value));
}
type grpcValue = null | number | string | boolean | grpcValue[] | { [key: string]: grpcValue };

/** Makes a gRPC handler from a plain function; the engine shows what it throws. */
function handler<Request, Response>(answer: (request: Request) => Response): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call.request));
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
// Missing methods (Handshake, Construct, Call …) answer "unimplemented", which the engine accepts.
server.addService(ResourceProviderService as unknown as grpc.ServiceDefinition, {
  attach: handler(() => new Empty()),
  cancel: handler(() => new Empty()),
  check: handler(check),
  checkConfig: handler((request: CheckRequest) => new CheckResponse().setInputs(request.getNews())),
  configure: handler(configure),
  create: handler(create),
  delete: handler(remove),
  diff: handler(diff),
  diffConfig: handler(() => new DiffResponse()),
  getPluginInfo: handler(() => new PluginInfo().setVersion("3.28.0")),
  getSchema: handler(() => new GetSchemaResponse().setSchema(schemaOf(packageName))),
  invoke: handler(invoke),
  parameterize: handler(parameterize),
  read: handler(read),
  update: handler(update),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }
  // The engine reads the port from the first line.
  process.stdout.write(`${port}\n`);
});
