// The image's health check: asks the worker of this container whether it is well.
const port = process.env.HTTP_PORT ?? '8080';
const path = process.argv[2] ?? '/health';
const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
  signal: AbortSignal.timeout(8_000),
}).catch(() => undefined);
process.exitCode = answer?.ok === true ? 0 : 1;
