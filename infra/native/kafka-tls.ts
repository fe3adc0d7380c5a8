import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, runCommand } from './run-command.ts';

/** A certificate for this machine that vouches for itself. */
export interface Certificate {
  /** A PKCS #12 file. */
  readonly keystore: string;
  readonly password: string;
  /** What a client must trust. */
  readonly pem: string;
}

/** Makes one with Java's own keytool, in a folder. */
export async function createCertificate(folder: string): Promise<Certificate> {
  const keytool = findProgram('keytool');
  if (keytool === undefined) throw new Error('keytool (a part of Java) is not on the PATH');
  const keystore = join(folder, 'keystore.p12');
  const certificate = join(folder, 'certificate.pem');
  const password = crypto.randomUUID();
  const store = ['-keystore', keystore, '-storepass', password, '-alias', 'winnow'];
  const subject = ['-dname', 'CN=localhost', '-ext', 'SAN=ip:127.0.0.1,dns:localhost'];
  const key = ['-keyalg', 'RSA', '-keysize', '2048', '-validity', '30', '-storetype', 'PKCS12'];
  await runCommand(keytool, ['-genkeypair', ...store, ...subject, ...key, '-ext', 'bc=ca:true']);
  await runCommand(keytool, ['-exportcert', '-rfc', ...store, '-file', certificate]);
  return { keystore, password, pem: await readFile(certificate, 'utf8') };
}
