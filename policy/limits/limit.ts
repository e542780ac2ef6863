/** An organisation's own limits, as the settings hold them. */

/** Names or patterns of names; what is denied overrides what is allowed. */
export interface NameLists {
  /** Where it is given, nothing else is allowed. */
  readonly allowed?: readonly string[];
  readonly denied?: readonly string[];
}

/** Which deployments are meant: those for which all that is given is true. */
export interface LimitScope {
  /** Patterns of `project/stack`, or of the stack's name alone. */
  readonly stacks?: readonly string[];
  /** Tags of the deployment or, where it does not have one, of its account: name to pattern of the value. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly skus?: readonly string[];
  readonly models?: readonly string[];
}

/** A set of limits under one name. */
export interface Limit {
  readonly name: string;
  /** Who set it, and can be asked. */
  readonly owner?: string;
  /** Left out: it holds for every deployment. */
  readonly for?: LimitScope;
  /** Deployments for which it does not hold after all. */
  readonly notFor?: LimitScope;
  readonly regions?: NameLists;
  /** Azure's geographies, and the groups of them. */
  readonly geographies?: NameLists;
  readonly dataZones?: NameLists;
  readonly skus?: NameLists;
  /** Patterns of models, or of model and version with a blank between. */
  readonly models?: NameLists;
  /** Where data may be processed: data zones (EU, US, APAC), geographies and groups of them. */
  readonly processing?: readonly string[];
  readonly capacity?: {
    /** The most that one deployment may have. */
    readonly deployment?: number;
    /** The most that the deployments of a model in a region may have together, over the stack. */
    readonly total?: number;
  };
}

/** Settings of the rule `placement`. */
export interface PlacementSettings {
  readonly limits?: readonly Limit[];
}
