/** The content of a report's page: texts that are safe to print, made by cli/check/reporters/html.ts. */
import type { Citation } from "../../../catalog/query";
import type { Tone } from "../components/badge";

/** A name and its value. */
export type Fact = readonly [name: string, text: string];

/** How a finding counts; waived and known findings do not. */
export type FindingState = "mandatory" | "advisory" | "waived" | "known";

export interface OutcomeView {
  readonly tone: Tone;
  readonly mark: string;
  readonly title: string;
}

/** A resource with a finding, or the stack, file or run that the finding is about. */
export interface PlaceView {
  readonly name: string;
  readonly urn?: string;
  /** Where the program makes it: `index.ts:5:1`. */
  readonly place?: string;
  /** Which deployment of a template it is. */
  readonly template?: string;
  readonly stack?: string;
  readonly file?: string;
}

/** A finding, with all places that have the same one. */
export interface FindingView {
  readonly state: FindingState;
  readonly level: "mandatory" | "advisory";
  /** What is wrong, in a sentence. */
  readonly says: string;
  readonly asked: readonly Fact[];
  /** Changes that would pass, or would be better, the smallest first. */
  readonly ways: readonly { readonly name: string; readonly changes: readonly string[] }[];
  /** Further lines: details, what to do, notes. */
  readonly more: readonly string[];
  readonly citations: readonly Citation[];
  readonly waiver?: readonly Fact[];
  readonly places: readonly PlaceView[];
}

/** All findings of a rule. */
export interface CauseView {
  readonly rule: string;
  /** How many places have a finding of the rule. */
  readonly count: number;
  /** "9 stacks"; absent if it is one, or none. */
  readonly where?: string;
  /** Lines that all of its findings share. */
  readonly more: readonly string[];
  readonly findings: readonly FindingView[];
}

export interface FileView {
  readonly file: string;
  readonly stacks: readonly string[];
  readonly facts: readonly Fact[];
  readonly notes: readonly string[];
  readonly hasError: boolean;
}

/** A number at the top of the page. */
export interface TileView {
  readonly label: string;
  readonly value: number;
  readonly tone: Tone;
  /** The findings that it filters, or the section that it links to. */
  readonly leadsTo: { readonly state: FindingState } | { readonly section: "gone" | "unread" };
}

export interface ReportView {
  readonly outcome: OutcomeView;
  /** What was judged: "1 file, 3 deployments". */
  readonly seen: string;
  readonly tool: string;
  readonly edition: string;
  /** "15 days old" */
  readonly age: string;
  readonly asOf: string;
  readonly tally: readonly TileView[];
  readonly errors: readonly { readonly file: string; readonly why: string }[];
  readonly causes: readonly CauseView[];
  readonly gone: readonly { readonly rule: string; readonly about: string; readonly message: string }[];
  readonly files: readonly FileView[];
  readonly judged: readonly Fact[];
  readonly rules: readonly {
    readonly name: string;
    readonly description: string;
    readonly remediationSteps: string;
    /** Its page in the package. */
    readonly page: string;
    readonly findings: number;
  }[];
}
