/** The files that the pack reads: settings, and the overlay and the edition that they name. */
import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { CatalogFileError } from "../../catalog/edition/checked";
import type { Edition } from "../../catalog/edition/edition";
import { embeddedEdition, embeddedId } from "../../catalog/edition/embedded";
import { escapeUnprintable } from "../escape";
import { type Settings, SettingsError } from "../settings";
import { readSettings } from "../settings/file";
import { findSettings, findUpward } from "../settings/find";
import { SETTINGS_VARIABLE } from "../settings/names";
import { type Language, languageOfProject } from "../words/syntax";
import { fault } from "./basis";
import { readBounded } from "./bounded-file";

/** The settings file of the environment or of the program's folder. */
export interface FoundSettings {
  readonly path?: string;
  readonly settings?: Settings;
  /**
   * What is wrong with it. It is thrown when the first resource is judged, because a pack that does not start shows
   * nothing.
   */
  readonly error?: Error;
  /** True if nobody named it. */
  readonly isFound?: boolean;
}

export class PackFiles {
  readonly #opened = new Map<string, Edition>();

  /** @param folder the base of relative paths; without it, relative paths are refused. */
  constructor(private readonly folder: string | undefined) {}

  /** The settings file that the environment names, else the nearest one upward from the program's folder. */
  find(env: Readonly<Record<string, string | undefined>>): FoundSettings {
    const named = env[SETTINGS_VARIABLE];
    if (named !== undefined && named !== "") return this.#checked(named, `that ${SETTINGS_VARIABLE} names`);
    if (this.folder === undefined) return {};
    try {
      const path = findSettings(this.folder, existsSync);
      return path === undefined ? {} : { ...this.#checked(path, OF_PROGRAM), isFound: true };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return { error: notRight(OF_PROGRAM, error) };
    }
  }

  /** The language of the program, by the nearest Pulumi.yaml in or above its folder; undefined if that is unknown. */
  language(): Language | undefined {
    const manifest = this.folder === undefined ? undefined : findUpward(this.folder, "Pulumi.yaml", existsSync);
    try {
      return manifest === undefined ? undefined : languageOfProject(readBounded(manifest).toString("utf8"));
    } catch {
      return undefined;
    }
  }

  /** @throws SettingsError */
  settings(name: string): Settings {
    const path = this.#resolved(name);
    return readSettings(path, readBytes(path), (overlay) => readBytes(this.#resolved(overlay))).settings;
  }

  /**
   * Opens an edition: an embedded one by its id, another by its file.
   * @throws SettingsError
   */
  edition(name: string): Edition {
    const id = embeddedId(name);
    if (id !== undefined) return embeddedEdition(id);
    const known = this.#opened.get(name);
    if (known) return known;
    const bytes = readBytes(this.#resolved(name));
    // Loaded only here: zod checks an edition file; embedded editions do not need it.
    const { loadEdition } = require("../../catalog/edition/open") as typeof import("../../catalog/edition/open");
    try {
      const edition = loadEdition(bytes.toString("utf8"), name);
      this.#opened.set(name, edition);
      return edition;
    } catch (error) {
      if (!(error instanceof CatalogFileError)) throw error;
      throw new SettingsError(error.message.split("\n").map(escapeUnprintable));
    }
  }

  #checked(name: string, which: string): FoundSettings {
    try {
      const path = this.#resolved(name);
      const settings = this.settings(path);
      const { edition } = settings.catalog;
      if (edition !== undefined) this.edition(edition);
      return { path, settings };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return { path: name, error: notRight(which, error) };
    }
  }

  #resolved(name: string): string {
    if (this.folder !== undefined) return resolve(this.folder, name);
    if (isAbsolute(name)) return name;
    throw new SettingsError([`${name}: expected an absolute path: a pack that is a folder does not run in yours`]);
  }
}

const OF_PROGRAM = "of the program";

function notRight(which: string, { problems }: SettingsError): Error {
  return fault(`the settings file ${which} is not right`, problems);
}

/** @throws SettingsError */
function readBytes(path: string): Buffer {
  try {
    return readBounded(path);
  } catch (error) {
    // The system's own words, without repeating the path.
    const [why] = (error as Error).message.split(", ");
    throw new SettingsError([`${path}: cannot be read: ${why}`]);
  }
}
