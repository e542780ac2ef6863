/** The progress of a long run: a bar on a terminal, a line now and then elsewhere, and nothing for a short run. */
import { type Context, complaint } from "./context";

/** Milliseconds before anything is shown, on a terminal and elsewhere, and between two lines. */
const BAR_AFTER = 500;
const LINE_AFTER = 2_000;
const LINE_EVERY = 5_000;

export interface Progress {
  /** Counts one more file. */
  step(): Promise<void>;
  /** Removes the bar from a terminal. */
  stop(): void;
}

/** @param total how many files there are. */
export function startProgress(total: number, context: Context): Progress {
  const { env } = context;
  const drawsBar = context.isErrorTerminal && env.TERM !== "dumb" && (env.CI ?? "") === "";
  return total < 2 ? { step: async () => {}, stop: () => {} } : drawsBar ? bar(total, context) : lines(total, context);
}

function lines(total: number, context: Context): Progress {
  let done = 0;
  let next = context.now() + LINE_AFTER;
  return {
    async step() {
      done += 1;
      if (done === total || context.now() < next) return;
      next = context.now() + LINE_EVERY;
      await context.writeError(complaint(`checked ${done} of ${total} files`));
    },
    stop() {},
  };
}

function bar(total: number, context: Context): Progress {
  const from = context.now() + BAR_AFTER;
  let done = 0;
  let stopBar: (() => void) | undefined;
  let update: ((done: number) => void) | undefined;
  const stop = () => {
    stopBar?.();
    stopBar = undefined;
  };
  return {
    async step() {
      done += 1;
      if (update) update(done);
      else if (done < total && context.now() >= from) ({ update, stop: stopBar } = await draw(total, done, context));
    },
    stop,
  };
}

async function draw(total: number, done: number, context: Context) {
  const { SingleBar, Presets } = (await import("cli-progress")).default;
  // The part of a terminal that cli-progress uses. Its output must be complete when a call returns: an interrupt may
  // follow.
  const terminal = {
    isTTY: true,
    write(text: string): boolean {
      void context.writeError(text);
      return true;
    },
  };
  const drawn = new SingleBar(
    {
      stream: terminal as unknown as NodeJS.WriteStream,
      format: "checking {bar} {value} of {total} files",
      clearOnComplete: true,
      // Its own handling of interrupts keeps the process from ending.
      gracefulExit: false,
    },
    Presets.legacy,
  );
  drawn.start(total, done);
  const forget = context.onInterrupt(() => drawn.stop());
  return {
    update: (value: number) => drawn.update(value),
    stop: () => {
      forget();
      drawn.stop();
    },
  };
}
