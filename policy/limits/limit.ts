/** An organisation's own limits, as the settings hold them. */

/** Names or patterns of names; what is denied overrides what is allowed. */
export interface NameLists {
  /** If it is given, nothing else is allowed. */
  readonly allowed?: readonly string[];
  readonly denied?: readonly string[];
}

/** Which deployments are meant: those for which all given conditions are true. */
export interface LimitScope {
  /** Patterns of `project/stack`, or of the stack's name alone. */
  readonly stacks?: readonly string[];
  /** Tags of the deployment or, if it has no such tag, of its account: name to pattern of the value. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly skus?: readonly string[];
  readonly models?: readonly string[];
}

/** A set of limits under one name. */
export interface Limit {
  readonly name: string;
  /** Who set it, and can be asked. */
  readonly owner?: string;
  /** If omitted, it holds for every deployment. */
  readonly for?: LimitScope;
  /** Exceptions: deployments for which it does not hold. */
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
    /** The most that all deployments of a model in a region may have together, over the stack. */
    readonly total?: number;
  };
}

/** Settings of the rule `placement`. */
export interface PlacementSettings {
  readonly limits?: readonly Limit[];
}
