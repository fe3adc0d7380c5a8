import { ConfigError } from './config.ts';

/**
 * Scheme and rest of a URL. Our own, since `new URL` refuses two brokers and makes `file:.winnow`
 * absolute. `kafka://a:1,b:2` → `{scheme: 'kafka', rest: 'a:1,b:2'}`; `sqlite:x.db` → rest `x.db`.
 */
export function splitUrl(url: string): { readonly scheme: string; readonly rest: string } {
  const match = /^([a-z0-9]+):(.*)$/s.exec(url);
  if (match === null) throw new ConfigError(`not a URL: ${JSON.stringify(url)}`);
  const [, scheme = '', tail = ''] = match;
  const rest = scheme === 'file' || scheme === 'sqlite' ? tail.replace(/^\/\/(?=\/)/, '') : tail;
  return { scheme, rest: scheme === 'kafka' || scheme === 's3' ? rest.replace(/^\/\//, '') : rest };
}
