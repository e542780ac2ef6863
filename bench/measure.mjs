/** Timing and printing. Pairs are interleaved, so that other work on the machine affects both equally. */

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Times A and B in turn, after some warm-up pairs. */
export async function pairs(count, a, b, warmUps = 1) {
  const times = { a: [], b: [] };
  for (let i = -warmUps; i < count; i++) {
    const [inA, inB] = [await milliseconds(a), await milliseconds(b)];
    if (i < 0) continue;
    times.a.push(inA);
    times.b.push(inB);
  }
  const ratios = times.a.map((inA, i) => inA / times.b[i]);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return { a: median(times.a), b: median(times.b), count, least, most };
}

/** How long an action takes, in milliseconds. */
export async function milliseconds(action) {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/** Prints one line per comparison; the spread of the pairs shows how reliable the ratio is. */
export function printRatio(name, aim, { a, b, count, least, most }) {
  const ratio = `ratio ${(a / b).toFixed(2)} (aim ≤ ${aim})`;
  const spread = `${count} pairs of ${least.toFixed(2)} to ${most.toFixed(2)}`;
  console.log(`${name}: ${ratio} · A median ${show(a)} · B median ${show(b)} · ${spread}`);
}

function show(ms) {
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
