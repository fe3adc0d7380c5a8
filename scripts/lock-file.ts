/** An entry of package-lock.json. */
export interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
  readonly os?: readonly string[] | string;
  readonly cpu?: readonly string[] | string;
  readonly libc?: readonly string[] | string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** package-lock.json. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** An optional package that a locked one names and the lock file has no entry for. */
export interface Missing {
  readonly name: string;
  readonly version: string;
  readonly dev: boolean;
}

/** The optional packages that are named and not locked, each once. */
export function missingOptionalPackages(lock: LockFile): readonly Missing[] {
  const missing = new Map<string, Missing>();
  for (const [path, locked] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
      if (isLocked(lock, path, name)) continue;
      missing.set(name, { name, version, dev: locked.dev === true });
    }
  }
  return [...missing.values()];
}

/** Looks where Node would: in the package's own `node_modules`, then in each folder above. */
function isLocked(lock: LockFile, path: string, name: string): boolean {
  const folders = path === '' ? [] : path.split('/');
  for (let depth = folders.length; depth >= 0; depth--) {
    if (folders[depth - 1] === 'node_modules') continue;
    const place = [...folders.slice(0, depth), 'node_modules', name].join('/');
    if (lock.packages[place] !== undefined) return true;
  }
  return false;
}

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
];

/**
 * The entry of a package whose manifest is not at hand, read off its name: such packages are named
 * `<tool>-<system>-<processor>[-<C library>]`. Undefined when the name does not say it.
 */
export function stubEntry({ name, version, dev }: Missing): LockedPackage | undefined {
  const words = name.split(/[-/]/);
  const os = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (os === undefined || cpu === undefined || !/^\d/.test(version)) return undefined;
  const abi = words.at(-1) ?? '';
  const libc = abi.startsWith('musl') ? 'musl' : abi.startsWith('gnu') ? 'glibc' : undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    os: [os],
  };
}

/** The packages with the Node that runs the repository; their manifests name no C library. */
const PINNED_NODE = /^node_modules\/node-linux-/;

/** The lock file with an entry for every optional package; throws when one cannot be made. */
export function completeLockFile(lock: LockFile): LockFile {
  const packages: Record<string, LockedPackage> = {};
  for (const [path, locked] of Object.entries(lock.packages)) {
    packages[path] = PINNED_NODE.test(path) ? { ...locked, libc: ['glibc'] } : locked;
  }
  for (const missing of missingOptionalPackages(lock)) {
    const entry = stubEntry(missing);
    if (entry === undefined) throw new Error(`no platform in the name of ${missing.name}`);
    packages[`node_modules/${missing.name}`] = entry;
  }
  const inOrder = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(inOrder) };
}
