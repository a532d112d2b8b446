import { createHash } from 'node:crypto';

/**
 * `guid()` of Azure's templates, as Microsoft documents it for Bicep: a name-based GUID of version 5 (RFC 9562) over the
 * words with hyphens between them.
 */
export function azureGuid(...words: readonly string[]): string {
  return nameBasedGuid('11fb06fb-712d-4ddd-98c7-e71bbd588830', words.join('-'));
}

/** A GUID of version 5 (RFC 9562, section 5.5). */
export function nameBasedGuid(namespace: string, name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
