/** The shape of a reporter: it makes a text from a report, and does nothing else. */
import type { Report } from "../report";

export interface ReportOptions {
  readonly color: boolean;
  /** Width of the terminal that the text is for; absent if it is not for a terminal. */
  readonly columns?: number;
}

export type Reporter = (report: Report, options: ReportOptions) => string;
