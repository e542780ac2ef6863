/** The script of a report: filters that the address keeps. What the page says is all there without it. */

interface Filter {
  /** In lower case. */
  readonly text: string;
  readonly rule: string;
  /** `stack:NAME`, `file:NAME`, or nothing. */
  readonly place: string;
  readonly states: readonly string[];
}

const search = document.getElementById("filters");
const form = search?.querySelector("form");
if (search && form) start(search, form);

/** On paper everything is unfolded, in browsers too whose style sheets cannot do so. */
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

  /** What a search looks through, in lower case: made when the first search asks for it. */
  const textOf = (element: Element): string => {
    const known = texts.get(element);
    if (known !== undefined) return known;
    const text = (element.textContent ?? "").toLowerCase();
    texts.set(element, text);
    return text;
  };

  const apply = (): void => {
    const filter = read(filters);
    let [shown, total] = [0, 0];
    for (const group of document.querySelectorAll<HTMLElement>(".group")) {
      const here = filter.place === "" || placesOf(group).includes(filter.place);
      let groupShown = 0;
      for (const resource of group.querySelectorAll<HTMLElement>(".resource")) {
        const count = Number(resource.dataset.resources);
        let left = 0;
        for (const finding of resource.querySelectorAll<HTMLElement>(".finding")) {
          total += count;
          const isLeft = here && isWanted(finding, filter) && isFound(finding, resource, group, filter.text, textOf);
          finding.hidden = !isLeft;
          if (isLeft) left += count;
        }
        resource.hidden = left === 0;
        groupShown += left;
      }
      group.hidden = groupShown === 0;
      shown += groupShown;
    }
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
    // Without a filter the address is that of the page: no entry of its own in the history, and no jump to its top.
    history.replaceState(null, "", kept === "" ? page : `#${kept}`);
    apply();
  };

  const fromAddress = (): void => {
    // The address of a heading is no filter.
    if (location.hash !== "" && !location.hash.includes("=")) return;
    write(filters, new URLSearchParams(location.hash.slice(1)));
    apply();
  };

  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("input", (event) => {
    // While somebody types, the last letter counts.
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

/** Links within the page leave the address alone where it keeps filters. */
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

/** The button that unfolds the citations of all findings, and folds them again. */
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

function isWanted({ dataset }: HTMLElement, { rule, states }: Filter): boolean {
  return (rule === "" || dataset.rule === rule) && (states.length === 0 || states.includes(dataset.state ?? ""));
}

/** True where every word stands in the finding, or in the heads of its resource and its stack. */
function isFound(
  finding: Element,
  resource: Element,
  group: Element,
  text: string,
  textOf: (element: Element) => string,
): boolean {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const heads = [...resource.children].filter((child) => !child.matches(".findings"));
  const [head] = group.children;
  const places = [finding, ...heads, ...(head ? [head] : [])];
  return words.every((word) => places.some((place) => textOf(place).includes(word)));
}

function read(form: HTMLFormElement): Filter {
  const given = new FormData(form);
  const one = (name: string) => String(given.get(name) ?? "");
  return {
    text: one("q").trim().toLowerCase(),
    rule: one("rule"),
    place: one("in"),
    states: given.getAll("level").map(String),
  };
}

/** Filters as an address keeps them: those that are set. */
function query({ text, rule, place, states }: Filter): string {
  const kept = new URLSearchParams();
  if (text !== "") kept.set("q", text);
  if (rule !== "") kept.set("rule", rule);
  if (place !== "") kept.set("in", place);
  for (const state of states) kept.append("level", state);
  return kept.toString();
}

/** Sets the filters; what the page does not have is no filter. */
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
