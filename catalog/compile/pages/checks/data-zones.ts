import { findRegion } from "../../../names/regions";
import { skuFacts } from "../../../names/skus";
import type { Check } from "../../check";
import type { AuthoredPages } from "../authored";
import { regionTables } from "./region-pages";

export const dataZones: Check<AuthoredPages> = {
  name: "data-zones",
  description: "Every region of a data zone SKU is in a data zone.",
  check: (doc) =>
    regionTables(doc)
      .filter(({ table }) => skuFacts(table.sku).reach === "zone")
      .flatMap(({ at, table }) =>
        table.regions
          .split(" ")
          .filter((label) => findRegion(label)?.dataZone === undefined)
          .map((label) => `${at}: regions.json has no data zone for ${label}`),
      ),
};
