/** Which part of a refused deployment is to blame, as far as the catalog knows, and what would pass instead. */

import type { Edition } from "../../catalog/edition/edition";
import type { Query, VerdictOptions } from "../../catalog/query";
import { fineTunedFrom } from "../judging/judge";
import type { Case, Said } from "./case";
import { combination, scaleType } from "./combination";
import { capacity, skuInvalid } from "./deployment";
import { ended } from "./ended";
import { type OtherCode, type Recognised, type RecognisedError, recogniseErrors } from "./recognise";
import { accountAccess, accountRegion, labelled, modelAccess, quota } from "./subscription";
import type { ErrorKind } from "./wordings";

/** One error, explained. Names in sentences are safe to print; those of `error` are as the text has them. */
export interface ErrorExplanation extends Required<Omit<Said, "status" | "reason">>, Pick<Said, "status" | "reason"> {
  readonly error: RecognisedError;
  /** What was judged: the names of the message, corrected where they only stand for another. */
  readonly asked: Partial<Query>;
  /** Where the region is from, where it is known. */
  readonly regionFrom?: "message" | "option" | "text";
  /** Set where the model is a fine-tuned one; `asked` has what it was made from. */
  readonly fineTuned?: true;
}

export interface ExplainErrorsOptions extends VerdictOptions {
  readonly edition: Edition;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** The region of the account, for messages that do not name it. */
  readonly region?: string;
}

export interface ExplainedErrors {
  readonly errors: readonly ErrorExplanation[];
  readonly otherCodes: readonly OtherCode[];
  /** How many more errors the text holds than are explained. */
  readonly omitted: number;
}

/**
 * Explains the errors of Azure OpenAI deployments that a text holds: a message, a response, a whole log.
 * @param text any text; what was recognised in one already will do.
 */
export function explainErrors(text: string | Recognised, options: ExplainErrorsOptions): ExplainedErrors {
  const { errors, otherCodes, omitted, location } = typeof text === "string" ? recogniseErrors(text) : text;
  return { errors: errors.map((error) => explainOne(error, location?.region, options)), otherCodes, omitted };
}

const EXPLAIN = {
  "sku-not-in-region": combination,
  "sku-not-for-model": combination,
  "scale-type": scaleType,
  "model-not-supported": combination,
  "model-closed": ended,
  deprecated: ended,
  deprecating: ended,
  "no-model-access": modelAccess,
  "no-model-feature": modelAccess,
  "no-account-access": accountAccess,
  "account-closed": accountAccess,
  quota,
  "quota-usage-name": quota,
  "capacity-range": capacity,
  "sku-missing": () => ({
    blame: "sku",
    why: "The program leaves the SKU out, and Azure wants it where a deployment exists already.",
    notes: ["Set sku.name and sku.capacity of the deployment, beside properties and not inside them."],
  }),
  "sku-invalid": skuInvalid,
  "scale-settings": () => ({
    blame: "settings",
    why: "The program sets scaleSettings, which API versions from 2023-05-01 on do not take.",
    notes: ["Set sku.name and sku.capacity of the deployment instead, beside properties and not inside them."],
  }),
  "account-kind": accountRegion,
  "account-location": accountRegion,
} satisfies Record<ErrorKind, (c: Case) => Said>;

const INCOMPLETE =
  "Incomplete: only the code stands there, or a message that is not known. Give the whole message to learn more.";

function explainOne(
  error: RecognisedError,
  location: string | undefined,
  { edition, region: option, ...options }: ExplainErrorsOptions,
): ErrorExplanation {
  const tuned = error.model === undefined ? undefined : fineTunedFrom(edition, error.model);
  const region = error.region ?? option ?? location;
  const { model: name, version } = tuned ?? error;
  const model = error.quota && name !== undefined ? (labelled(edition, name)?.name ?? name) : name;
  const asked: Partial<Query> = {
    ...(model === undefined ? {} : { model }),
    ...(version === undefined ? {} : { version }),
    ...(error.sku === undefined ? {} : { sku: error.sku }),
    ...(region === undefined ? {} : { region }),
  };
  const explain: (c: Case) => Said = EXPLAIN[error.kind];
  const said = explain({ error, asked, isFineTuned: tuned !== undefined, edition, options });
  const regionFrom = error.region !== undefined ? "message" : option !== undefined ? "option" : "text";
  const isGuess = region !== undefined && regionFrom === "text" && model !== undefined;
  return {
    error,
    asked,
    ...(region === undefined ? {} : { regionFrom }),
    ...(tuned ? { fineTuned: true } : {}),
    citations: [],
    didYouMean: [],
    waysOut: [],
    waysOutUntested: false,
    ...said,
    // The location may be another resource's.
    certain: said.certain !== false && !isGuess && !error.incomplete,
    notes: [
      ...(error.incomplete ? [INCOMPLETE] : []),
      ...(said.notes ?? []),
      ...(isGuess
        ? ["Where the account is elsewhere, the answer may be another: give its region with --region REGION."]
        : []),
    ],
  };
}
