/**
 * `config`: the settings in force, and the schema of a settings file. This folder may import policy/settings and
 * policy/rules, and what commands share. This file prints both.
 */

import type { OverlayStatement } from "../../catalog/edition/statement";
import { dateAfter } from "../../policy/days";
import { escapeJson, escapeTerminal } from "../../policy/escape";
import { RULES } from "../../policy/rules";
import {
  accountsIn,
  catalogIn,
  grantedIn,
  levelPath,
  overlayIn,
  ownSettings,
  waiversIn,
} from "../../policy/settings/given";
import { settingsJsonSchema } from "../../policy/settings/json-schema";
import type { Path } from "../../policy/settings/problems";
import { written } from "../../policy/text";
import { isInForce, type Waiver } from "../../policy/waiver";
import { emptyNote, type LoadedSettings, loadSettings } from "../options/settings-file";
import { type CommandResult, type Context, complaint, EXIT } from "../shell/context";

export interface ConfigOptions {
  readonly config?: string | false;
  readonly format: "text" | "json";
  /** YYYY-MM-DD; default: today. */
  readonly asOf?: string;
}

/** Where a value comes from: the default, or a place in the settings file, for this rule or for all. */
type ValueOrigin =
  | { readonly by: "default" }
  | { readonly by: "file" | "all"; readonly file: string; readonly line: number; readonly column: number };

interface ValueLine {
  /** The value; absent if the name is enough. */
  readonly value?: unknown;
  readonly from: ValueOrigin;
}

/** All settings in force. */
interface EffectiveSettings {
  readonly asOf: string;
  readonly file: string | null;
  readonly namedBy: "option" | "environment" | "search" | null;
  readonly rules: Readonly<
    Record<string, { readonly level: ValueLine; readonly settings: Readonly<Record<string, ValueLine>> }>
  >;
  readonly accounts: Readonly<Record<string, ValueLine>>;
  readonly granted: Readonly<Record<string, ValueLine>>;
  readonly catalog: Readonly<Record<string, ValueLine>>;
  readonly overlay: readonly (OverlayStatement & { readonly state: State; readonly place: ValueOrigin })[];
  readonly waivers: readonly (Waiver & { readonly state: State; readonly from: ValueOrigin })[];
}

type State = "in force" | "expired";

/** `config print`: the settings in force, and where each value comes from. */
export function printConfig(options: ConfigOptions, context: Context): CommandResult {
  const loaded = loadSettings(options.config, context);
  const inForce = collect(loaded, options.asOf ?? context.today());
  return {
    stdout:
      options.format === "json"
        ? `${escapeJson(JSON.stringify({ version: 1, ...inForce }, null, 2))}\n`
        : `${text(inForce)}\n`,
    stderr: [...emptyNote(loaded), ...idleNote(loaded)].join(""),
    exitCode: EXIT.clean,
  };
}

/** A note about settings that have no effect at the level of their rule. */
function idleNote({ settings, file }: LoadedSettings): string[] {
  if (file === undefined) return [];
  return RULES.flatMap(({ name, repairSettings = [] }) => {
    const given = settings.rules.get(name);
    if (!given || given.repairs) return [];
    return repairSettings
      .filter((key) => given.settings[key] !== undefined)
      .map((key) => {
        const what = `${key} of ${name} has an effect only at the level remediate`;
        return complaint(`${escapeTerminal(file)}: note: ${what}, and the level is ${given.level} here`);
      });
  });
}

/** `config schema`: the JSON Schema of a settings file. */
export function printSchema(): CommandResult {
  return { stdout: `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`, stderr: "", exitCode: EXIT.clean };
}

function collect({ settings, file, namedBy, read }: LoadedSettings, asOf: string): EffectiveSettings {
  const given = read?.given ?? {};
  const at = (path: Path | undefined): ValueOrigin => {
    if (file === undefined || !read || path === undefined) return { by: "default" };
    return { by: path[0] === "all" ? "all" : "file", file, ...read.placeOf(path) };
  };
  const rules = RULES.map((rule) => {
    const {
      level,
      repairs,
      settings: own,
    } = settings.rules.get(rule.name) ?? {
      level: rule.defaultLevel,
      repairs: false,
      settings: {},
    };
    const defaults = Object.entries(rule.defaults ?? {}).map(([key, value]) => [key, { value, from: at(undefined) }]);
    // The rule's own `granted` is shown with the one at the top.
    const givenSettings = ownSettings(own).filter(([key]) => key !== rule.grantedSetting);
    const lines = givenSettings.map(([key, value]) => [key, { value, from: at([rule.name, key]) }]);
    const line = { value: repairs ? "remediate" : level, from: at(levelPath(given, rule)) };
    return [rule.name, { level: line, settings: Object.fromEntries([...defaults, ...lines]) }];
  });
  return {
    asOf,
    file: file ?? null,
    namedBy: namedBy ?? null,
    rules: Object.fromEntries(rules),
    accounts: Object.fromEntries(
      accountsIn(given).map(({ path, name, account }) => [name, { value: account, from: at(path) }]),
    ),
    granted: Object.fromEntries(grantedIn(given).map(({ path, id }) => [id, { from: at(path) }])),
    catalog: Object.fromEntries(
      catalogIn(given).map(({ path, key, value }) => [
        key,
        // The path that the edition is opened with, relative to the settings file.
        { value: key === "edition" ? settings.catalog.edition : value, from: at(path) },
      ]),
    ),
    overlay: settings.overlay.map((statement, i) => {
      // Statements from a separate file come first; their place is in that file.
      const path = overlayIn(given)[i - (settings.overlay.length - overlayIn(given).length)]?.path;
      return {
        ...statement,
        state: asOf <= statement.expires ? "in force" : "expired",
        place: at(path ?? ["overlay"]),
      };
    }),
    waivers: waiversIn(given).map(({ path, waiver }) => ({
      ...waiver,
      state: isInForce(waiver, asOf) ? "in force" : "expired",
      from: at(path),
    })),
  };
}

const HOW = { option: "--config", environment: "the environment", search: "found from the working directory" } as const;

function text(all: EffectiveSettings): string {
  const rows: (readonly [name: string, value: string, from: string])[] = [];
  const add = (name: string, value: unknown, from: ValueOrigin) => {
    const shown = typeof value === "object" ? listText(value) : String(value ?? "");
    rows.push([escapeTerminal(name), escapeTerminal(shown), escapeTerminal(fromText(from))]);
  };
  const head = (title: string, none: boolean) => rows.push(["", "", ""], [title, none ? "none" : "", ""]);
  for (const [name, { level, settings }] of Object.entries(all.rules)) {
    add(name, level.value, level.from);
    for (const [key, { value, from }] of Object.entries(settings)) add(`  ${key}`, value, from);
  }
  head("accounts", Object.keys(all.accounts).length === 0);
  for (const [name, { value, from }] of Object.entries(all.accounts)) add(`  ${name}`, accountText(value), from);
  head("granted", Object.keys(all.granted).length === 0);
  for (const [id, { from }] of Object.entries(all.granted)) add(`  ${id}`, "", from);
  head("catalog", Object.keys(all.catalog).length === 0);
  for (const [key, { value, from }] of Object.entries(all.catalog)) add(`  ${key}`, value, from);
  head("overlay", all.overlay.length === 0);
  for (const { effect, model, version, sku, regions, purpose, expires, state, reason, owner, place } of all.overlay) {
    const what = [model ?? "every model", version, sku && `as ${sku}`, purpose && `for ${purpose}`];
    const until = state === "expired" ? `expired since ${dateAfter(expires, 1)}` : `in force until ${expires}`;
    add(`  ${effect}`, until, place);
    rows.push([
      `    ${what.filter((w) => w !== undefined).join(" ")} in ${regions?.join(", ") ?? "every region"}`,
      "",
      "",
    ]);
    rows.push([`    reason: ${written(reason)}`, "", ""]);
    if (owner !== undefined) rows.push([`    owner: ${written(owner)}`, "", ""]);
  }
  head("waivers", all.waivers.length === 0);
  for (const waiver of all.waivers) {
    add(
      `  ${waiver.rule}`,
      waiver.state === "expired" ? `expired since ${dateAfter(waiver.expires, 1)}` : `in force until ${waiver.expires}`,
      waiver.from,
    );
    for (const key of ["stack", "urn", "reason", "owner", "ticket"] as const) {
      if (waiver[key] !== undefined) rows.push([`    ${key}: ${written(waiver[key])}`, "", ""]);
    }
  }
  const file = all.file === null ? "none; the defaults are in force" : escapeTerminal(all.file);
  const namedByText = all.namedBy === null ? "" : ` (${HOW[all.namedBy]})`;
  return [`settings file: ${file}${namedByText}`, "", ...aligned(rows)].join("\n");
}

/** The names of a list's items; any other value as JSON. */
function listText(value: unknown): string {
  const names = Array.isArray(value) ? value.map((one: { readonly name?: unknown } | null) => one?.name) : [];
  return names.length > 0 && names.every((name) => typeof name === "string")
    ? names.map(written).join(", ")
    : JSON.stringify(value);
}

function accountText(value: unknown): string {
  const { region, kind, purpose, training } = value as Record<string, string | undefined>;
  return [region, kind, purpose, training && `${training} training`].filter((part) => part !== undefined).join(", ");
}

function fromText(from: ValueOrigin): string {
  if (from.by === "default") return "default";
  const place = `${from.file}:${from.line}`;
  return from.by === "all" ? `all, ${place}` : place;
}

/** Aligns rows as columns; the length of a row with only a name does not matter. */
function aligned(rows: readonly (readonly [string, string, string])[]): string[] {
  const columns = rows.filter(([, value, from]) => value !== "" || from !== "");
  const [first, second] = [0, 1].map((i) => Math.min(60, Math.max(0, ...columns.map((row) => row[i as 0 | 1].length))));
  return rows.map(([name, value, from]) =>
    `${name.padEnd(first ?? 0)}  ${value.padEnd(second ?? 0)}  ${from}`.trimEnd(),
  );
}
