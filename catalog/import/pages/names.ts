/** Names that pages use: deployment types, models with their versions, and who makes a model. */
import { findSkuByTitle, type Sku } from "../../names/skus";

/** What a title or a heading names: a whole SKU, some models of Standard, or Assistants. */
export interface NamedUse {
  readonly use: Sku | "assistants";
  /** Set if it covers only some models of the SKU. */
  readonly covers?: "chat models" | "some models";
}

/** Titles of pages about only some models of Standard, as {@link stripped} returns them. */
const PARTS_OF_STANDARD: Readonly<Record<string, NamedUse["covers"]>> = {
  "standard chat completions": "chat models",
  "standard completions": "some models",
  "standard embeddings": "some models",
  "standard audio": "some models",
  "standard image": "some models",
  "standard image generation": "some models",
  "standard gpt 4": "some models",
  "standard gpt 35 turbo": "some models",
};

/** Removes words other than the deployment type from a title: "Standard audio model availability". */
function stripped(text: string): string {
  return text
    .toLowerCase()
    .replace(/\(.*?\)|\bgrouped by capability\b|\b(?:models?|availability|deployments?|regions?)\b/g, " ")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** The deployment type in a title, a heading or a tab; undefined if there is no known one. */
export function useNamed(text: string): NamedUse | undefined {
  const name = stripped(text);
  const sku = findSkuByTitle(name);
  if (sku) return { use: sku };
  if (name === "assistants") return { use: "assistants" };
  return Object.hasOwn(PARTS_OF_STANDARD, name) ? { use: "Standard", covers: PARTS_OF_STANDARD[name] } : undefined;
}

/** The SKU of a deployment type, as pages about fine-tuning write it: "Global Standard", "Developer". */
export function skuNamed(text: string): Sku | undefined {
  const named = useNamed(text);
  return named && named.use !== "assistants" ? named.use : undefined;
}

export interface ModelName {
  /** In lower case. */
  readonly model: string;
  /** "" if none is given. */
  readonly version: string;
}

/**
 * A model with its version in brackets: "gpt-4o (2024-08-06)", "gpt-4o (preview) (2024-08-06)".
 * @returns undefined if the text is something else.
 */
export function modelNamed(text: string): ModelName | undefined {
  const [, model, version = ""] =
    /^([A-Za-z0-9][\w.-]*)(?: \(preview\))?(?: \(([\w.-]+)\))?(?: \(preview\))?$/i.exec(
      text.replace(/\s+/g, " ").trim(),
    ) ?? [];
  if (model === undefined) return undefined;
  return { model: model.toLowerCase(), version: /^preview$/i.test(version) ? "" : version };
}

/** Model families of Azure OpenAI; not gpt-oss, an open model that is sold as OpenAI-OSS. */
const AZURE_OPENAI =
  /^(?:gpt-(?!oss)|o\d|codex|computer-use|dall-e|davinci|babbage|text-embedding|tts|whisper|sora|model-router)/i;

/** True for a model of Azure OpenAI, and for model-router, which tables list beside them. */
export function isAzureOpenAi(model: string): boolean {
  return AZURE_OPENAI.test(model);
}

/** True for a cell that says that there is no version, date or replacement. */
export function isNone(text: string): boolean {
  return /^(?:—|–|-|n\/a|none)?$/i.test(text.trim());
}

/** True for a heading above models of other vendors. */
export function isOtherVendors(heading: string): boolean {
  return /\bother\b.*\bmodels\b/i.test(heading);
}
