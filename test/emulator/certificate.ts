import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate for loopback and the file that clients are told to trust. */
export interface Certificate {
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** The certificate as a PEM file in a folder of its own, readable by this user alone. */
  readonly file: string;
  /** Deletes file and folder, which otherwise happens when this process ends. */
  remove(): void;
}

/** Makes a certificate for 127.0.0.1, localhost and Microsoft's sign-in that nobody trusts but who is given its file. */
export async function makeCertificate(): Promise<Certificate> {
  const pem = await generate([{ name: 'commonName', value: 'Azure Lighthouse emulator' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
          // For clients that know no other authority, and are led here by a proxy.
          { type: 2, value: 'login.microsoftonline.com' },
        ],
      },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'lighthouse-emulator-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const file = join(folder, 'ca.pem');
  await writeFile(file, pem.cert, { mode: 0o600 });
  return {
    key: pem.private,
    certificate: pem.cert,
    file,
    remove: () => {
      process.off('exit', removeFolder);
      removeFolder();
    },
  };
}
