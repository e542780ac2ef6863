import { explainErrors } from "../../../policy/errors/explain";
import { OPTIONS, type Target } from "../target";

const PIECES = [
  "InvalidResourceProperties: The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'francecentral'.",
  "DeploymentModelNotSupported: The model 'Format: OpenAI, Name: gpt-4, Version: 1' of account deployment is not supported.",
  "InsufficientQuota: This operation require 240 new capacity in quota Tokens Per Minute (thousands) - gpt-4o",
  'Code="RequestConflict"',
  "(ServiceModelDeprecated)",
  '{"error": {"code": "InvalidResourceProperties", "message": "',
  ...[
    "\u001b[31m",
    "::error::",
    "##vso[task.complete]",
    "\r\n",
    "\n",
    " ",
    "'",
    '"',
    "}",
    "\\u001b",
    "\u202e",
    "x".repeat(300),
  ],
];

/** Logs of any pieces: nothing throws. */
export const logs: Target = {
  name: "logs",
  run: (random) => {
    const text = random.list(12, () => random.of(PIECES)).join("");
    explainErrors(text, OPTIONS);
    return { trees: 1, size: text.length };
  },
};
