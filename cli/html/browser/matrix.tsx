/** The script of the matrix's page. */
import { render } from "preact";
import type { EncodedMatrix } from "../../matrix/encoded";
import { embedded } from "../embedded";
import { App } from "../matrix/app";

const root = document.getElementById("app");
if (root) {
  root.textContent = "";
  render(<App data={embedded<EncodedMatrix>()} />, root);
}
