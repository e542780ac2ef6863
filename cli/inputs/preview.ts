/** `pulumi preview --json`: the steps that an update would take. */
import { describeValue, InputError, isObject, type JsonObject, type ReadInput } from "./input";
import type { InputKind, KindReader } from "./kind";
import { isList, Resources } from "./resource";

const TITLE = "pulumi preview --json";

/** Steps after which the resource, or this copy of it, does not exist. */
const GONE: ReadonlySet<unknown> = new Set([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
]);

export const PREVIEW: InputKind = {
  name: "preview",
  title: TITLE,
  paths: ["steps"],
  container: "array",
  // An empty preview has no steps at all.
  fits: (root) => "steps" in root || "changeSummary" in root || ("diagnostics" in root && "duration" in root),
  isSure: (root) => isObject(root.changeSummary) || typeof root.duration === "number",
  start: () => new PreviewReader(),
};

/** Reads a preview: the resources after the update. */
class PreviewReader implements KindReader {
  readonly #resources = new Resources();
  #same = 0;

  entry(step: unknown, index: number | string): void {
    if (!isObject(step)) {
      this.#resources.pass(`steps[${index}]`);
      return;
    }
    if (step.op === "same") this.#same += 1;
    // A step that only removes a resource has no new state, whatever its name.
    const gone = GONE.has(step.op) || (step.newState === undefined && isObject(step.oldState));
    if (!gone) this.#resources.add(step.newState, () => `steps[${index}].newState`, existenceOf(step));
  }

  end(root: JsonObject): ReadInput {
    const { steps } = root;
    if (!isList(steps)) {
      throw new InputError(`expected "steps" to be an array, as in ${TITLE}; found ${describeValue(steps)}`);
    }
    const { all, stacks, notes } = this.#resources;
    return {
      kind: TITLE,
      resources: all,
      stacks,
      notes: [...notes, ...leftOut(root, this.#same)],
      incomplete: hasFailed(root)
        ? [
            "the plan is incomplete: the preview ended in an error, and resources that it did not reach were not checked",
          ]
        : [],
    };
  }
}

/** Steps that make a resource, or replace it. */
const MAKING: ReadonlySet<unknown> = new Set(["create", "create-replacement", "replace"]);
/** Steps that leave a resource in place. */
const KEEPING: ReadonlySet<unknown> = new Set(["same", "update", "refresh"]);

function existenceOf({ op, oldState }: JsonObject) {
  if (MAKING.has(op)) return { exists: false };
  if (!KEEPING.has(op)) return {};
  const before = op === "update" && isObject(oldState) ? { inputsBefore: oldState.inputs } : {};
  return { exists: true, ...before };
}

/** A preview shows only changes; a note says that the rest was not checked. */
function leftOut(root: JsonObject, sameShown: number): string[] {
  const summary = isObject(root.changeSummary) ? root.changeSummary : {};
  const hidden = (typeof summary.same === "number" ? summary.same : 0) - sameShown;
  return [
    ...(hidden > 0
      ? [
          `the preview leaves out ${hidden} unchanged ${hidden === 1 ? "resource" : "resources"}, which ${hidden === 1 ? "was" : "were"} not checked: make it with "pulumi preview --json --show-sames"`,
        ]
      : []),
  ];
}

function hasFailed({ diagnostics }: JsonObject): boolean {
  return Array.isArray(diagnostics) && diagnostics.some((d) => isObject(d) && d.severity === "error");
}
