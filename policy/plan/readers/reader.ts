import type { Reading } from "../deployment";
import type { PlanResource } from "../resource";

/** Reads the resources of one provider. Each reader declares the type tokens that it reads, and nobody else does. */
export interface Reader {
  /** The type tokens that it looks at. */
  readonly types: RegExp;
  /**
   * Reads a resource of these types. Never throws.
   * @returns undefined for a resource that makes no deployment, account or resource group.
   */
  readonly read: (resource: PlanResource) => Reading | undefined;
}
