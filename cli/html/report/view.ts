/** What the page of a report shows: texts that are safe to print, made by cli/reporters/html.ts. */
import type { Citation } from "../../../catalog/query";
import type { Tone } from "../components/badge";

/** A name and what it is. */
export type Fact = readonly [name: string, text: string];

/** How a finding counts; one that a waiver covers, or that the baseline has, does not. */
export type State = "mandatory" | "advisory" | "waived" | "known";

export interface OutcomeView {
  readonly tone: Tone;
  readonly mark: string;
  readonly title: string;
}

export interface FindingView {
  readonly state: State;
  readonly level: "mandatory" | "advisory";
  readonly rule: string;
  /** What is wrong, in a sentence. */
  readonly says: string;
  /** Empty where that of its resource is the same. */
  readonly asked: readonly Fact[];
  readonly nested?: string;
  /** Name of the organisation's limit that is broken. */
  readonly limit?: string;
  /** What would pass, or would be better, the smallest change first. */
  readonly ways: readonly { readonly name: string; readonly changes: readonly string[] }[];
  /** What else there is to say: more about what is wrong, what to do about it, notes. */
  readonly more: readonly string[];
  readonly citations: readonly Citation[];
  readonly waiver?: readonly Fact[];
}

/** A resource, or several that have the very same findings. */
export interface ResourceView {
  readonly names: readonly { readonly name: string; readonly urn?: string; readonly place?: string }[];
  /** What all its findings are about. */
  readonly asked: readonly Fact[];
  readonly findings: readonly FindingView[];
}

/** A stack in a file, or a file without stacks, or the run as a whole. */
export interface GroupView {
  readonly name: string;
  readonly stack?: string;
  readonly file?: string;
  readonly kind?: string;
  readonly resources: readonly ResourceView[];
}

export interface FileView {
  readonly file: string;
  readonly stacks: readonly string[];
  readonly facts: readonly Fact[];
  readonly notes: readonly string[];
  readonly error?: string;
}

export interface ReportView {
  readonly outcome: OutcomeView;
  /** What was looked at, in a sentence. */
  readonly seen: string;
  readonly tool: string;
  readonly edition: string;
  readonly asOf: string;
  readonly tally: readonly { readonly label: string; readonly value: number; readonly tone: Tone }[];
  readonly errors: readonly { readonly file: string; readonly why: string }[];
  readonly groups: readonly GroupView[];
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
