/** The kinds of training, the one that keeps data nearest first. */
import type { Training } from "../query";

export const TRAININGS: readonly [Training, ...Training[]] = ["standard", "data-zone", "global", "developer"];
