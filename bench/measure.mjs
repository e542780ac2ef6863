/** Timing and printing. Pairs are interleaved, so that other work on the machine affects both equally. */

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Times A and B in turn, after a number of pairs that do not count. */
export async function pairs(count, a, b, warmUps = 1) {
  const times = await rounds(count, { a, b }, { warmUps });
  return compared(times.a, times.b);
}

/**
 * Times actions in turn, after a number of rounds that do not count.
 * @param actions by name.
 * @param options `seconds` after which no further round begins, if there was one.
 * @returns the milliseconds of every round, by name.
 */
export async function rounds(count, actions, { warmUps = 1, seconds = Number.POSITIVE_INFINITY } = {}) {
  const times = Object.fromEntries(Object.keys(actions).map((name) => [name, []]));
  const started = performance.now();
  for (let i = -warmUps; i < count; i++) {
    if (i > 0 && performance.now() - started > seconds * 1000) break;
    for (const [name, action] of Object.entries(actions)) {
      const time = await milliseconds(action);
      if (i >= 0) times[name].push(time);
    }
  }
  return times;
}

/** The medians of what was timed in turn, and how far the ratios of its pairs lie apart. */
export function compared(a, b) {
  const ratios = a.map((inA, i) => inA / b[i]);
  return { a: median(a), b: median(b), count: a.length, least: Math.min(...ratios), most: Math.max(...ratios) };
}

/** How long an action takes, in milliseconds. */
export async function milliseconds(action) {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/**
 * Prints one line per comparison. The spread of its pairs shows how far the ratio can be trusted.
 * @returns the ratio, as text.
 */
export function printRatio(name, aim, { a, b, count, least, most }) {
  const ratio = (a / b).toFixed(2);
  const spread = `${count} pairs of ${least.toFixed(2)} to ${most.toFixed(2)}`;
  console.log(`${name}: ratio ${ratio} (aim ≤ ${aim}) · A median ${show(a)} · B median ${show(b)} · ${spread}`);
  return ratio;
}

function show(ms) {
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
