/** One line of a benchmark. */
export interface Measurement {
  readonly name: string;
  readonly records: number;
  /** Bytes of the bodies. */
  readonly bytes: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Runs the work of a child process once and prints what it took, as JSON, for the parent. */
export async function measured(
  name: string,
  size: { readonly records: number; readonly bytes: number },
  work: () => Promise<unknown>,
): Promise<void> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wallSeconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const measurement: Measurement = {
    name,
    ...size,
    wallSeconds,
    cpuSeconds: (user + system) / 1e6,
    // Linux gives kilobytes.
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
  };
  process.stdout.write(`${JSON.stringify(measurement)}\n`);
}
