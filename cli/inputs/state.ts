/** States: the output of `pulumi stack export`, and the checkpoint files of a self-managed backend. */
import { isRelevant } from "../../policy/plan/readers";
import { describeValue, InputError, isObject, type JsonObject, type ReadInput } from "./input";
import type { InputKind, KindReader } from "./kind";
import { isList, Resources } from "./resource";

export const STATE: InputKind = {
  name: "state",
  title: "pulumi stack export",
  paths: ["deployment.resources"],
  container: "array",
  fits: (root) => "deployment" in root,
  isSure: (root) => typeof root.version === "number" && isObject(root.deployment),
  start: (path) => new StateReader(STATE.title, path, (root) => [root.deployment, "deployment"]),
};

/**
 * `.pulumi/stacks/PROJECT/STACK.json` (apitype.VersionedCheckpoint): a version around a checkpoint. The oldest ones
 * have no version and are the checkpoint itself.
 */
export const CHECKPOINT: InputKind = {
  name: "checkpoint",
  title: "checkpoint of a self-managed backend",
  paths: ["checkpoint.latest.resources", "latest.resources"],
  container: "array",
  fits: (root) => "checkpoint" in root || ("stack" in root && ("latest" in root || "config" in root)),
  isSure: (root) =>
    (typeof root.version === "number" && isObject(root.checkpoint)) ||
    (typeof root.stack === "string" && isObject(root.latest)),
  start: (path) =>
    new StateReader(CHECKPOINT.title, path, (root) => {
      if (!("checkpoint" in root)) return [root.latest, "latest"];
      const checkpoint = root.checkpoint ?? {};
      if (!isObject(checkpoint)) throw unexpected("checkpoint", "an object", CHECKPOINT.title, checkpoint);
      return [checkpoint.latest, "checkpoint.latest"];
    }),
};

/** Reads a state: the resources that exist. */
class StateReader implements KindReader {
  readonly #resources = new Resources();

  /**
   * @param path of the resources.
   * @param deploymentOf the deployment in the file, and the keys that lead to it.
   */
  constructor(
    private readonly title: string,
    private readonly path: string,
    private readonly deploymentOf: (root: JsonObject) => readonly [deployment: unknown, path: string],
  ) {}

  entry(value: unknown, index: number | string): void {
    // A replaced resource that the next update deletes; another resource has its URN.
    if (isObject(value) && value.delete === true) return;
    this.#resources.add(value, () => `${this.path}[${index}]`, { exists: true });
  }

  end(root: JsonObject): ReadInput {
    const [given, path] = this.deploymentOf(root);
    // A stack that was never updated has no deployment, and an empty one no resources.
    const deployment = given ?? {};
    if (!isObject(deployment)) throw unexpected(path, "an object", this.title, deployment);
    const list = deployment.resources ?? undefined;
    if (!isList(list)) throw unexpected(`${path}.resources`, "an array", this.title, list);
    const { all, stacks, notes, repeated } = this.#resources;
    return {
      kind: this.title,
      resources: all,
      stacks,
      notes: [...notes, ...repeatedNotes(repeated), ...interrupted(deployment.pending_operations)],
      incomplete: [],
    };
  }
}

function unexpected(path: string, expected: string, title: string, found: unknown): InputError {
  return new InputError(`expected "${path}" to be ${expected}, as in ${title}; found ${describeValue(found)}`);
}

/** A sound state has each URN once. Which of two is right is unknown, so a note says so. */
function repeatedNotes(repeated: number): string[] {
  if (repeated === 0) return [];
  const [what, were] = repeated === 1 ? ["1 resource has", "was"] : [`${repeated} resources have`, "were"];
  return [
    `${what} the URN of a later one and ${were} not checked: the state is damaged, "pulumi state repair" may help`,
  ];
}

/** Operations without outcome in the state: the update was interrupted, or is still running. */
function interrupted(operations: unknown): string[] {
  const open = (Array.isArray(operations) ? operations : []).filter(
    (o) =>
      isObject(o) &&
      (o.type === "creating" || o.type === "updating" || o.type === "importing") &&
      isObject(o.resource) &&
      typeof o.resource.type === "string" &&
      isRelevant(o.resource.type),
  );
  if (open.length === 0) return [];
  const [what, them] = open.length === 1 ? ["1 resource was", "it"] : [`${open.length} resources were`, "them"];
  return [
    `${what} being created or updated when an update was interrupted; what became of ${them} is not in the state and was not checked: run "pulumi refresh" and check again`,
  ];
}
