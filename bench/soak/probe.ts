import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Loaded into the bot's process by `--import`: writes what only the process itself can know, a line each time. */
export interface Inside {
  /** Milliseconds since 1970. */
  at: number;
  rssMb: number;
  heapMb: number;
  /** Sockets, timers, files and whatever else keeps a process alive. */
  handles: number;
  /** Milliseconds since the sample before. */
  delayP99: number;
  delayMax: number;
}

const { BENCH_SAMPLES: file, BENCH_SAMPLE_MS: every = '5000' } = process.env;
const MB = 2 ** 20;
const NANOS = 1e6;

// The thread that listens loads this too; its own loop shows in the acknowledgements.
if (file && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    const sample: Inside = {
      at: Date.now(),
      rssMb: rss / MB,
      heapMb: heapUsed / MB,
      handles: process.getActiveResourcesInfo().length,
      delayP99: delay.percentile(99) / NANOS,
      delayMax: delay.max / NANOS,
    };
    delay.reset();
    appendFileSync(file, `${JSON.stringify(sample)}\n`);
  }, Number(every)).unref();
}
