/**
 * The one shape in which a resource reaches the readers, whether it comes from a running preview, a plan file or a
 * stack export. Property trees are raw: unknown values are Pulumi's sentinel strings, secrets its signature objects.
 */
export interface PlanResource {
  readonly urn: string;
  /** Type token, e.g. `azure-native:cognitiveservices:Deployment`. */
  readonly type: string;
  /** Name of the resource in the program (last part of the URN). */
  readonly name: string;
  /** Cloud id where it is known. */
  readonly id?: string;
  /** Input properties. Anything at all may stand here; readers look only at own properties. */
  readonly inputs: unknown;
  /** Output properties, where the source has them. */
  readonly outputs?: unknown;
  readonly parent?: string;
  /** URN of the provider resource (a trailing `::id` is allowed). */
  readonly provider?: string;
  /** Input properties of the provider, where the source attaches them to the resource (a policy pack does). */
  readonly providerInputs?: unknown;
  /** Property name → URNs of the resources that the property was made from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** A component: it groups resources of the program, and makes nothing itself. */
  readonly isComponent?: boolean;
  /** A `.get()` read: the program looks at the resource and does not own it. */
  readonly external?: boolean;
  /** True where it exists before the update, false where the update makes or replaces it; absent where nobody tells. */
  readonly exists?: boolean;
  /** Input properties before the update, where it changes them (plans only). */
  readonly inputsBefore?: unknown;
  /** Where the program made the resource, e.g. `project:///index.ts#5,1` (plans only). */
  readonly sourcePosition?: string;
}
