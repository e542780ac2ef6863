/** Names that pages use: deployment types, models with their versions, and who makes a model. */
import type { Sku } from "../../names/skus";

/** What a title or a heading names: a SKU whole, one group of the models of Standard, or Assistants. */
export interface NamedUse {
  readonly use: Sku | "assistants";
  /** Set where it covers some models of the SKU only. */
  readonly covers?: "chat models" | "some models";
}

/** Deployment types under the names that titles, headings and tabs give them, in the form of {@link normalised}. */
const NAMES: Readonly<Record<string, NamedUse>> = {
  "global standard": { use: "GlobalStandard" },
  "standard global": { use: "GlobalStandard" },
  "data zone standard": { use: "DataZoneStandard" },
  standard: { use: "Standard" },
  regional: { use: "Standard" },
  "standard regional": { use: "Standard" },
  "regional standard": { use: "Standard" },
  "standard chat completions": { use: "Standard", covers: "chat models" },
  "standard completions": { use: "Standard", covers: "some models" },
  "standard embeddings": { use: "Standard", covers: "some models" },
  "standard audio": { use: "Standard", covers: "some models" },
  "standard image": { use: "Standard", covers: "some models" },
  "standard image generation": { use: "Standard", covers: "some models" },
  "standard gpt 4": { use: "Standard", covers: "some models" },
  "standard gpt 35 turbo": { use: "Standard", covers: "some models" },
  "global provisioned": { use: "GlobalProvisionedManaged" },
  "global provisioned managed": { use: "GlobalProvisionedManaged" },
  "data zone provisioned": { use: "DataZoneProvisionedManaged" },
  "data zone provisioned managed": { use: "DataZoneProvisionedManaged" },
  provisioned: { use: "ProvisionedManaged" },
  "provisioned managed": { use: "ProvisionedManaged" },
  "regional provisioned": { use: "ProvisionedManaged" },
  "regional provisioned managed": { use: "ProvisionedManaged" },
  "global batch": { use: "GlobalBatch" },
  "data zone batch": { use: "DataZoneBatch" },
  "global batch data zone": { use: "DataZoneBatch" },
  developer: { use: "DeveloperTier" },
  assistants: { use: "assistants" },
};

/** "Data zone standard model availability", "Standard/Regional" and the like in one form: "data zone standard". */
function normalised(text: string): string {
  return text
    .toLowerCase()
    .replace(/\(.*?\)/g, " ")
    .replace(/data\s*-?\s*zone/g, "data zone")
    .replace(/\bgrouped by capability\b/g, " ")
    .replace(/\b(?:models?|availability|deployments?|regions?|regional availability)\b/g, (word) =>
      word === "regional" ? word : " ",
    )
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** The deployment type that a title, a heading or a tab names; undefined where it names none that is known. */
export function useNamed(text: string): NamedUse | undefined {
  const name = normalised(text);
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

/** The SKU that a deployment type means, as fine-tuning pages write it: "Global Standard", "Developer". */
export function skuNamed(text: string): Sku | undefined {
  const named = useNamed(text);
  return named && named.use !== "assistants" ? named.use : undefined;
}

export interface ModelName {
  /** In lower case. */
  readonly model: string;
  /** "" where none is given. */
  readonly version: string;
}

/**
 * A model with its version in brackets: "gpt-4o (2024-08-06)", "gpt-4o (preview) (2024-08-06)".
 * @returns undefined where the text is something else.
 */
export function modelNamed(text: string): ModelName | undefined {
  const [, model, version = ""] =
    /^([A-Za-z0-9][\w.-]*)(?: \(preview\))?(?: \(([\w.-]+)\))?(?: \(preview\))?$/i.exec(
      text.replace(/\s+/g, " ").trim(),
    ) ?? [];
  if (model === undefined) return undefined;
  return { model: model.toLowerCase(), version: /^preview$/i.test(version) ? "" : version };
}

/** Families of Azure OpenAI. gpt-oss is an open model that is sold as OpenAI-OSS. */
const AZURE_OPENAI =
  /^(?:gpt-(?!oss)|o\d|codex|computer-use|dall-e|davinci|babbage|text-embedding|tts|whisper|sora|model-router)/i;

/** True for a model of Azure OpenAI, and for model-router, which tables list beside them. */
export function isAzureOpenAi(model: string): boolean {
  return AZURE_OPENAI.test(model);
}

/** True for a version that says that there is none. */
export function isNone(text: string): boolean {
  return /^(?:—|–|-|n\/a|none)?$/i.test(text.trim());
}

/** True for a heading above models that Azure sells and OpenAI does not make. */
export function isOtherVendors(heading: string): boolean {
  return /\bother\b.*\bmodels\b/i.test(heading);
}
