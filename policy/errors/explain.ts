/** Explains which part of a refused deployment is to blame, by the catalog, and what would pass instead. */

import type { Edition } from "../../catalog/edition/edition";
import type { Query, VerdictOptions } from "../../catalog/query";
import { fineTunedFrom } from "../judging/fine-tuned";
import { accountAccess, accountElsewhere, accountRegion, deletedAccount, domainInUse } from "./account";
import type { Case, Explanation } from "./case";
import { combination, notInCurrentRegion, scaleType } from "./combination";
import { capacity, providerData, skuInvalid } from "./deployment";
import { ended, modelClosed } from "./ended";
import { accountNotReady, requestConflict } from "./order";
import { policyDenied, regionDenied } from "./policy";
import { type OtherCode, type Recognised, type RecognisedError, recogniseErrors } from "./recognise";
import { labelled, modelAccess, quota } from "./subscription";
import type { ErrorKind } from "./wordings";

/** One error, explained. Names in sentences are safe to print; those of `error` are as the text has them. */
export interface ErrorExplanation
  extends Required<Omit<Explanation, "status" | "reason">>,
    Pick<Explanation, "status" | "reason"> {
  readonly error: RecognisedError;
  /** The deployment that was judged: the names of the message, with the label of a quota replaced by the model's name. */
  readonly asked: Partial<Query>;
  /** What told the region, if it is known. */
  readonly regionFrom?: "message" | "option" | "text";
  /** Set if the model is a fine-tuned one; `asked` has its base model. */
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
  /** How many errors of the text are not explained. */
  readonly omitted: number;
}

/**
 * Explains the errors of Azure OpenAI deployments in a text: a message, a response, a whole log.
 * @param text any text, or the result of {@link recogniseErrors} for it.
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
  "model-not-in-region": notInCurrentRegion,
  "model-closed": modelClosed,
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
    why: "The SKU: the program leaves it out, and Azure needs it to change a deployment that exists.",
    notes: ["Set sku.name and sku.capacity of the deployment, beside properties and not inside them."],
  }),
  "sku-invalid": skuInvalid,
  "scale-settings": () => ({
    blame: "settings",
    why: "The settings: the program sets scaleSettings, which API versions from 2023-05-01 on do not take.",
    notes: ["Set sku.name and sku.capacity of the deployment instead, beside properties and not inside them."],
  }),
  "account-kind": accountRegion,
  "account-location": accountRegion,
  "request-conflict": requestConflict,
  "deleted-account": deletedAccount,
  "domain-in-use": domainInUse,
  "account-not-ready": accountNotReady,
  "account-elsewhere": accountElsewhere,
  "policy-denied": policyDenied,
  "region-denied": regionDenied,
  "provider-data": providerData,
} satisfies Record<ErrorKind, (c: Case) => Explanation>;

const INCOMPLETE =
  "Incomplete: the text has only the code, or a message that is not known. Give the whole message to learn more.";

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
  const explain: (c: Case) => Explanation = EXPLAIN[error.kind];
  const answer = explain({ error, asked, isFineTuned: tuned !== undefined, edition, options });
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
    ...answer,
    // The location may belong to another resource.
    certain: answer.certain !== false && !isGuess && !error.incomplete,
    notes: [
      ...(error.incomplete ? [INCOMPLETE] : []),
      ...(answer.notes ?? []),
      ...(isGuess
        ? ["If the account is in another region, the answer may differ: give its region with --region REGION."]
        : []),
    ],
  };
}
