/** What a reporter is: it makes a text of a report, and does nothing else. */
import type { Report } from "../report";

export interface ReportOptions {
  readonly color: boolean;
  /** Width of the terminal that the text is for; absent where it is not for a terminal. */
  readonly columns?: number;
}

export type Reporter = (report: Report, options: ReportOptions) => string;
