/** Capacities that Azure refuses. */
import { capacityText } from "../../catalog/verdict/capacity";
import type { FactsWords } from "./kinds";
import { whereText } from "./names";
import { subjectText } from "./verdicts";

export const sayCapacityRefused: FactsWords<"capacity-refused"> = (
  { capacity, stated, date, fineTuned },
  { asked },
) => ({
  headline: `${subjectText(asked, fineTuned)}${whereText(asked)} cannot have capacity ${capacity}: the region's models list of ${date} allows it ${capacityText(stated)}.`,
});
