/** The entry of the pack as a folder: package.json names it, and Pulumi starts it in the pack's own folder. */
import { servePack } from "./pack";

servePack({
  env: process.env,
  today: new Date().toISOString().slice(0, 10),
  note: (text) => process.stderr.write(`azure-openai-guard: ${text}\n`),
});
