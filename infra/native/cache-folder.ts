import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where downloads and builds are kept between runs: the platform's own cache folder. */
export function cacheFolder(): string {
  const home = homedir();
  switch (process.platform) {
    case 'win32':
      return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'winnow', 'cache');
    case 'darwin':
      return join(home, 'Library', 'Caches', 'winnow');
    default:
      return join(process.env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'winnow');
  }
}
