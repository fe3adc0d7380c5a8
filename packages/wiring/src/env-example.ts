import { ConfigSchema } from './config.ts';

/** The text of `.env.example`: every setting with what it is and its default. */
export function envExample(): string {
  const lines = ['# Winnow reads these from the environment. Every line is the default.', ''];
  for (const [name, schema] of Object.entries(ConfigSchema.shape)) {
    const initial = schema.safeParse(undefined);
    const value = initial.success && initial.data !== undefined ? String(initial.data) : '';
    lines.push(`# ${schema.description ?? ''}`, `# ${name}=${value}`, '');
  }
  return lines.join('\n');
}
