import type { InlineTemplate } from "../arm/template";
import type { Reading } from "../deployment";
import type { PlanResource } from "../resource";

/** A resource that deploys a template, which is still to be read. */
export interface TemplateReading {
  readonly template: InlineTemplate;
}

/** Reads the resources of one provider. Only a reader knows the type tokens that it reads. */
export interface Reader {
  /** The type tokens that it looks at. */
  readonly types: RegExp;
  /**
   * Reads a resource of these types. Never throws.
   * @returns undefined for a resource that makes no deployment, account or resource group.
   */
  readonly read: (resource: PlanResource) => Reading | TemplateReading | undefined;
  /** Set if any of its resources may make deployments, whatever its inputs are. */
  readonly mayMakeDeployments?: true;
  /** Terraform's names of its resources, each with its type token. */
  readonly terraformTypes?: Readonly<Record<string, string>>;
}
