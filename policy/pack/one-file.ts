#!/usr/bin/env node
/** The entry of the pack as one file: Pulumi starts the file itself, in the program's folder. */
import { servePack } from "./pack";

servePack({
  env: process.env,
  today: new Date().toISOString().slice(0, 10),
  programFolder: process.cwd(),
  note: (text) => process.stderr.write(`azure-openai-guard: ${text}\n`),
});
