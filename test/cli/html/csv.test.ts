/** CSV that a spreadsheet opens. */
import { expect, it } from "vitest";
import { guarded } from "../../../cli/html/matrix/csv";

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"])(
  "%j does not become a formula",
  (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  },
);

it.each(["", "gpt-4o", "2024-11-20", "a=1", "'=1"])("%j stays as it is", (text) => {
  expect(guarded(text)).toBe(text);
});
