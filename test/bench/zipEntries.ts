import { readFileSync } from 'node:fs';

/** A file in a zip archive. */
export interface ZipEntry {
  readonly path: string;
  /** Bytes that it takes in the archive, headers aside. */
  readonly compressedSize: number;
}

const endSignature = 0x06054b50;
const endSize = 22;
const entrySignature = 0x02014b50;
const entrySize = 46;

/** The files of a zip archive below 4 GB, as its central directory lists them (PKWARE APPNOTE 4.3). */
export function zipEntries(file: string): readonly ZipEntry[] {
  const archive = readFileSync(file);
  let end = archive.length - endSize;
  while (end >= 0 && archive.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw new Error(`${file} is no zip archive`);

  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new Error(`${file} has a broken directory`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      archive.readUInt16LE(at + field),
    ) as [number, number, number];
    entries.push({
      path: archive.toString('utf8', at + entrySize, at + entrySize + nameLength),
      compressedSize: archive.readUInt32LE(at + 20),
    });
    at += entrySize + nameLength + extraLength + commentLength;
  }
  return entries;
}
