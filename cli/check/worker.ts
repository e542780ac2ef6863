/** What runs in a worker: one file at a time. Reads no standard input and writes nothing. */
import { checkFile, type FileTask, type Job } from "./file";

/** Checks a file; its result goes back to the command as it is. */
export function checkTask({ task, job }: { readonly task: FileTask; readonly job: Job }) {
  return checkFile(task, job);
}
