/**
 * The placement solver: where needs go, and why they cannot go together. This folder may import verdict/, edition/ and
 * names/.
 */
export { type Contradictions, contradictions } from "./contradictions";
export { commonRegions, type Layout, type Layouts, layouts, type PlacedNeed, type Score } from "./layouts";
export {
  anySku,
  type Choice,
  capacityAt,
  choicesOf,
  type Fit,
  type Need,
  type Present,
  type Serving,
  servingRegions,
  type WantedModel,
  withDoubtful,
} from "./need";
