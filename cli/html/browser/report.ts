/** The script of a report: filters, kept in the address. Without it the page still says everything. */

interface RowFilter {
  readonly text: string;
  /** The words of the text, in lower case. */
  readonly words: readonly string[];
  readonly rule: string;
  /** `stack:NAME`, `file:NAME`, or nothing. */
  readonly place: string;
  readonly states: readonly string[];
}

const search = document.getElementById("filters");
const form = search?.querySelector("form");
if (search && form) start(search, form);

/** Unfolds everything for printing, in browsers whose style sheets cannot. */
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll<HTMLDetailsElement>("details:not([open])")) {
    folded.open = true;
    window.addEventListener("afterprint", () => (folded.open = false), { once: true });
  }
});

function start(search: HTMLElement, filters: HTMLFormElement): void {
  const status = document.getElementById("shown");
  const nothing = document.getElementById("no-match");
  const all = status?.textContent ?? "";
  const clear = filters.querySelector<HTMLButtonElement>("button[type=reset]");
  const texts = new Map<Element, string>();
  let waiting = 0;

  /** The text to search, in lower case; made for the first search. */
  const textOf = (element: Element | null): string => {
    if (element === null) return "";
    const known = texts.get(element);
    if (known !== undefined) return known;
    const text = (element.textContent ?? "").toLowerCase();
    texts.set(element, text);
    return text;
  };

  const apply = (): void => {
    const filter = read(filters);
    const { shown, total } = showMatching(filter, textOf);
    const active = query(filter) !== "";
    search.classList.toggle("active", active);
    if (status) status.textContent = active ? `${shown} of ${total} findings` : all;
    if (nothing) nothing.hidden = shown > 0;
    if (clear) clear.disabled = !active;
  };

  const changed = (): void => {
    waiting = 0;
    const [page = ""] = location.href.split("#");
    const kept = query(read(filters));
    // Without a filter the address is the page's own, without a new entry in the history or a jump to the top.
    history.replaceState(null, "", kept === "" ? page : `#${kept}`);
    apply();
  };

  const fromAddress = (): void => {
    // The address of a heading is not a filter.
    if (location.hash !== "" && !location.hash.includes("=")) return;
    write(filters, new URLSearchParams(location.hash.slice(1)));
    apply();
  };

  filters.addEventListener("submit", (event) => event.preventDefault());
  for (const tile of document.querySelectorAll<HTMLInputElement>(".tile input")) {
    tile.hidden = false;
    tile.disabled = false;
  }
  // The tiles are outside the form.
  document.addEventListener("input", (event) => {
    // While somebody types, only the last letter matters.
    window.clearTimeout(waiting);
    const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
    waiting = window.setTimeout(changed, typing ? 120 : 0);
  });
  filters.addEventListener("reset", () => {
    window.setTimeout(() => {
      changed();
      filters.querySelector<HTMLInputElement>("[name=q]")?.focus();
    });
  });
  window.addEventListener("hashchange", fromAddress);
  followLinks(() => query(read(filters)) !== "");
  foldAll();
  fromAddress();
  search.hidden = false;
}

/**
 * Shows the findings that pass the filter, and hides the others.
 * @param textOf the text of an element, in lower case.
 */
function showMatching(
  filter: RowFilter,
  textOf: (element: Element | null) => string,
): { readonly shown: number; readonly total: number } {
  let [shown, total] = [0, 0];
  for (const cause of document.querySelectorAll<HTMLElement>(".cause")) {
    const isRule = filter.rule === "" || cause.dataset.rule === filter.rule;
    const said = [cause.querySelector(".cause-head")];
    let causeShown = 0;
    for (const finding of cause.querySelectorAll<HTMLElement>(".finding")) {
      const isWanted = isRule && (filter.states.length === 0 || filter.states.includes(finding.dataset.state ?? ""));
      const parts = [...said, ...finding.querySelectorAll(":scope > :not(.where)")];
      const missing = isWanted ? filter.words.filter((word) => !parts.some((part) => textOf(part).includes(word))) : [];
      let left = 0;
      for (const group of finding.querySelectorAll<HTMLElement>(".in")) {
        const isHere = isWanted && (filter.place === "" || placesOf(group).includes(filter.place));
        const head = group.querySelector(".in-head");
        let groupShown = 0;
        for (const place of group.querySelectorAll<HTMLElement>(".place-of")) {
          total += 1;
          const isLeft = isHere && missing.every((word) => [place, head].some((part) => textOf(part).includes(word)));
          place.hidden = !isLeft;
          if (isLeft) groupShown += 1;
        }
        group.hidden = groupShown === 0;
        left += groupShown;
      }
      finding.hidden = left === 0;
      causeShown += left;
    }
    cause.hidden = causeShown === 0;
    shown += causeShown;
  }
  return { shown, total };
}

/** Links within the page do not change an address that has filters. */
function followLinks(isFiltered: () => boolean): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target || !isFiltered()) return;
    event.preventDefault();
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  });
}

/** The button that unfolds and folds the citations of all findings. */
function foldAll(): void {
  const button = document.getElementById("unfold");
  const cited = [...document.querySelectorAll<HTMLDetailsElement>(".cited")];
  if (!button) return;
  const isFolded = () => cited.some((one) => !one.open);
  const name = () => {
    button.textContent = isFolded() ? "Unfold citations" : "Fold citations";
  };
  button.hidden = cited.length === 0;
  button.addEventListener("click", () => {
    const open = isFolded();
    for (const one of cited) one.open = open;
    name();
  });
  name();
}

function placesOf({ dataset: { stack, file } }: HTMLElement): string[] {
  return [...(stack === undefined ? [] : [`stack:${stack}`]), ...(file === undefined ? [] : [`file:${file}`])];
}

function read(form: HTMLFormElement): RowFilter {
  const given = new FormData(form);
  const one = (name: string) => String(given.get(name) ?? "");
  const text = one("q").trim().toLowerCase();
  return {
    text,
    words: text.split(/[\s,]+/).filter((word) => word !== ""),
    rule: one("rule"),
    place: one("in"),
    states: given.getAll("level").map(String),
  };
}

/** The filters in the form of an address. */
function query({ text, rule, place, states }: RowFilter): string {
  const kept = new URLSearchParams();
  if (text !== "") kept.set("q", text);
  if (rule !== "") kept.set("rule", rule);
  if (place !== "") kept.set("in", place);
  for (const state of states) kept.append("level", state);
  return kept.toString();
}

/** Sets the filters, except those that the page does not have. */
function write(form: HTMLFormElement, kept: URLSearchParams): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.type === "checkbox") {
      control.checked = kept.getAll(control.name).includes(control.value);
    } else if (control instanceof HTMLInputElement) {
      control.value = kept.get(control.name) ?? "";
    } else if (control instanceof HTMLSelectElement) {
      const value = kept.get(control.name) ?? "";
      control.value = [...control.options].some((option) => option.value === value) ? value : "";
    }
  }
}
