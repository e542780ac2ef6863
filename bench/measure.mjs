/** Timing and printing: pairs are interleaved, so that what else the machine does falls on both alike. */

/** The middle one. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Times A and B in turn, after a number of pairs that do not count. */
export async function pairs(count, a, b, warmUps = 1) {
  const times = { a: [], b: [] };
  for (let i = -warmUps; i < count; i++) {
    const [inA, inB] = [await milliseconds(a), await milliseconds(b)];
    if (i < 0) continue;
    times.a.push(inA);
    times.b.push(inB);
  }
  return { a: median(times.a), b: median(times.b), count };
}

/** How long an action takes, in milliseconds. */
export async function milliseconds(action) {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/** One line per comparison. */
export function printRatio(name, aim, { a, b, count }) {
  const ratio = (a / b).toFixed(3);
  console.log(`${name}: ratio ${ratio} (aim ≤ ${aim}) · A median ${show(a)} · B median ${show(b)} · ${count} pairs`);
}

function show(ms) {
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
