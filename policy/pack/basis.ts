/** What a run of the policy pack judges by: settings, levels and edition. Pulumi hands them over rule by rule. */
import type { Edition } from "../../catalog/edition/edition";
import { withOverlay } from "../../catalog/edition/overlay";
import { escapeText } from "../escape";
import type { Unrepaired } from "../finding";
import type { Limits } from "../limits/limits";
import type { Level, RuleName } from "../rule-name";
import { RULES, ruleOf } from "../rules";
import { limitsOf } from "../rules/placement";
import type { RuleContext } from "../rules/rule";
import type { Basis } from "../run/basis";
import {
  grantedProblems,
  parseSettings,
  type RuleSettings,
  ruleProblems,
  type Settings,
  SettingsError,
  withConfigs,
} from "../settings";
import { problemText } from "../settings/problems";
import { safe } from "../text";

/** A settings file that was read. */
interface SettingsInForce {
  readonly path: string;
  readonly settings: Settings;
  /** True if nobody named it, and it was found in or above the program's folder. */
  readonly isFound?: boolean;
}

/** The settings file of a run. */
export interface SessionOptions {
  /** The file that the environment names or that was found. It set the levels of the policies. */
  readonly file?: SettingsInForce;
  /**
   * Reads the settings file that the pack's configuration names.
   * @throws SettingsError
   */
  readonly readFile: (path: string) => Settings;
  /**
   * Opens the edition that the settings name.
   * @throws SettingsError
   */
  readonly openEdition?: (name: string) => Edition;
}

export class PackBasis implements Basis {
  readonly #configs = new Map<RuleName, Record<string, unknown>>();
  #version = 0;
  #merged: { version: number; settings: Settings; edition: Edition } | undefined;
  #file: SettingsInForce | undefined;
  #fileSetsLevels = false;

  constructor(
    private readonly embedded: Edition,
    readonly today: string,
    private readonly options: SessionOptions,
    /** Why a rule did not repair what it can repair in a resource. */
    private readonly unrepaired: (rule: RuleName, urn: string) => Unrepaired | undefined,
  ) {
    this.#file = options.file;
  }

  /** Goes up with every new configuration, so that what was judged without it is judged again. */
  get version(): number {
    return this.#version;
  }

  /** True if the pack's configuration names the file: then the engine does not know its levels. */
  get fileSetsLevels(): boolean {
    return this.#fileSetsLevels;
  }

  /** The settings in force: those of the file, overridden by what Pulumi configured. */
  get settings(): Settings {
    return this.#inForce().settings;
  }

  /** The edition in force, with the organisation's overlay. */
  get edition(): Edition {
    return this.#inForce().edition;
  }

  /**
   * Takes the configuration of a rule, as Pulumi hands it to each call of a policy.
   * @throws Error naming each setting that is unknown or wrong; the preview then cannot be clean.
   */
  configure(rule: RuleName, config: Record<string, unknown>): void {
    if (this.#configs.has(rule)) return;
    const problems = ruleProblems(ruleOf(rule), config);
    if (problems.length > 0) throw fault("the policy configuration is not right", problems.map(problemText));
    if (typeof config.settingsFile === "string") this.#readFile(rule, config.settingsFile);
    this.#configs.set(rule, config);
    if (Object.keys(config).length > 0) {
      this.#version += 1;
      // An edition that cannot be opened ends the preview here, not when a deployment is judged.
      this.#inForce();
    }
    // The configuration of any rule may name the edition, which knows what can be granted.
    if (this.#configs.size === RULES.length) this.checkGranted();
  }

  /**
   * Checks what the organisation was granted, once every configuration is known.
   * @throws Error naming each id that the edition in force does not know.
   */
  checkGranted(): void {
    const problems = grantedProblems(this.settings, this.edition);
    if (problems.length > 0) throw fault("the settings are not right", problems);
  }

  /** What the file says about a rule. */
  inFile(rule: RuleName): RuleSettings | undefined {
    return this.#file?.settings.rules.get(rule);
  }

  /** The level of a rule's findings, if the engine knows another one. */
  level(rule: RuleName): Level | undefined {
    if (!this.#fileSetsLevels) return undefined;
    const { level, isLevelGiven } = this.inFile(rule) ?? {};
    return isLevelGiven ? level : undefined;
  }

  /**
   * True for a rule that is off in a file that the configuration names. The engine does not call rules that are off by
   * its own settings.
   */
  isOff(rule: RuleName): boolean {
    return this.level(rule) === "disabled";
  }

  /** True if the settings name the edition. */
  get isEditionChosen(): boolean {
    return this.settings.catalog.edition !== undefined;
  }

  /** What a rule may look at beside the deployment. */
  context(rule: RuleName, urn?: string): RuleContext<Record<string, unknown>> {
    const { edition, settings } = this.#inForce();
    const { rules, catalog, granted } = settings;
    const unrepaired = urn === undefined ? undefined : this.unrepaired(rule, urn);
    return {
      ...{ edition, today: this.today, catalog, granted },
      settings: rules.get(rule)?.settings ?? {},
      isLevelGiven: this.#file?.settings.rules.get(rule)?.isLevelGiven ?? false,
      ...(unrepaired === undefined ? {} : { unrepaired }),
    };
  }

  /** The organisation's limits, if there are any in force. */
  get limits(): Limits | undefined {
    return limitsOf(this.settings.rules, (rule) => this.isOff(rule));
  }

  #readFile(rule: RuleName, path: string): void {
    if (this.#file !== undefined && !this.#file.isFound && this.#file.path !== path) {
      const both = `${rule}.settingsFile: names another settings file than ${safe(this.#file.path)}: give one of them`;
      throw fault("the policy configuration is not right", [both]);
    }
    if (this.#file !== undefined && !this.#file.isFound) return;
    try {
      this.#file = { path, settings: this.options.readFile(path) };
      this.#fileSetsLevels = true;
    } catch (error) {
      throw error instanceof SettingsError ? fault("the settings file is not right", error.problems) : error;
    }
  }

  #inForce(): { readonly settings: Settings; readonly edition: Edition } {
    if (this.#merged?.version !== this.#version) {
      const settings = withConfigs(this.#file?.settings ?? parseSettings(undefined), this.#configs);
      const edition = withOverlay(this.#open(settings.catalog.edition), settings.overlay, this.today);
      this.#merged = { version: this.#version, settings, edition };
    }
    return this.#merged;
  }

  #open(name: string | undefined): Edition {
    const { openEdition } = this.options;
    if (name === undefined || !openEdition) return this.embedded;
    try {
      return openEdition(name);
    } catch (error) {
      throw error instanceof SettingsError ? fault("the edition cannot be used", error.problems) : error;
    }
  }
}

/** An error that ends the preview. It has no stack trace: the settings are wrong, and the lines say where. */
export function fault(what: string, problems: readonly string[]): Error {
  const error = new Error(escapeText(`azure-openai-guard: ${what}.\n${problems.join("\n")}`));
  error.stack = error.message;
  return error;
}
