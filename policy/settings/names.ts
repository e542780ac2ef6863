/** Names that the command line's help needs before it loads anything. */

/** The name under which a settings file is found. */
export const SETTINGS_FILE = "azure-openai-guard.yaml";

/** The environment variable that names a settings file. */
export const SETTINGS_VARIABLE = "AZURE_OPENAI_GUARD_CONFIG";
