import JSZip from 'jszip';
import { FileError } from './imported-document.ts';

/** What a Word file may weigh: as uploaded, in entries, unpacked, and in one part that is read. */
export const DOCX_LIMITS = {
  file: 25 * 1024 * 1024,
  entries: 2_000,
  unpacked: 100 * 1024 * 1024,
  part: 16 * 1024 * 1024,
} as const;

/** An opened and checked Word file. Parts are read as text; nothing outside the archive can be reached. */
export type Docx = { names: string[]; main: string; read: (name: string) => Promise<string | null> };

/** JSZip's own stream, which its types leave out: chunks can be counted and stopped without being kept. */
type Stream = {
  on(event: 'data', run: (chunk: Uint8Array) => void): Stream;
  on(event: 'error', run: (error: Error) => void): Stream;
  on(event: 'end', run: () => void): Stream;
  resume(): Stream;
  pause(): Stream;
};

/** Unpacks an entry without keeping it and counts its bytes; the sizes the archive claims are not believed. */
function measure(entry: JSZip.JSZipObject, room: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const stream = (entry as unknown as { internalStream(type: 'uint8array'): Stream }).internalStream(
    'uint8array',
  );
  let size = 0;
  stream
    .on('data', (chunk) => {
      size += chunk.length;
      if (size <= room) return;
      stream.pause();
      reject(new FileError('file_too_complex'));
    })
    .on('error', () => reject(new FileError('file_damaged')))
    .on('end', () => resolve(size))
    .resume();
  return promise;
}

function isUnsafeName(name: string): boolean {
  return name.startsWith('/') || /\\|^[a-z]:|(?:^|\/)\.\.(?:\/|$)|\0/i.test(name);
}

function refuseOtherFormats(bytes: Uint8Array): void {
  if (bytes.length > DOCX_LIMITS.file) throw new FileError('file_too_large');
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString('hex');
  if (start.startsWith('d0cf11e0')) {
    const locked = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(
      'EncryptedPackage',
      0,
      'utf16le',
    );
    throw new FileError(locked ? 'file_encrypted' : 'file_old_word');
  }
  if (!start.startsWith('504b')) throw new FileError('file_not_docx');
}

async function unzip(bytes: Uint8Array): Promise<JSZip> {
  try {
    return await JSZip.loadAsync(bytes);
  } catch (error) {
    throw new FileError(/encrypted/i.test(String(error)) ? 'file_encrypted' : 'file_damaged');
  }
}

function decode(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(wide).decode(bytes);
}

/** Where the text stands, as the package says. Each relationship is read once: a file may hold a million of them. */
function mainPart(relationships: string): string | undefined {
  for (const [relationship] of relationships.matchAll(/<Relationship\s[^<>]*>/g)) {
    if (/Type="[^"]*\/officeDocument"/.test(relationship))
      return /Target="\/?([^"]+)"/.exec(relationship)?.[1];
  }
}

/**
 * Opens a .docx and refuses what is not one, or what is built to do harm: too many or too large parts (counted while
 * unpacking), paths that leave the archive, macros, document types with entities, encryption.
 * @throws {FileError}
 */
export async function openDocx(bytes: Uint8Array): Promise<Docx> {
  refuseOtherFormats(bytes);
  const zip = await unzip(bytes);
  const entries = Object.values(zip.files);
  if (entries.length > DOCX_LIMITS.entries) throw new FileError('file_too_complex');
  if (entries.some((entry) => isUnsafeName(entry.unsafeOriginalName ?? entry.name)))
    throw new FileError('file_unsafe');
  if (entries.some((entry) => /vbaProject|vbaData/i.test(entry.name)))
    throw new FileError('file_with_macros');

  const sizes = new Map<string, number>();
  let unpacked = 0;
  for (const entry of entries.filter((each) => !each.dir)) {
    const size = await measure(entry, DOCX_LIMITS.unpacked - unpacked);
    unpacked += size;
    sizes.set(entry.name, size);
  }

  const read = async (name: string): Promise<string | null> => {
    const entry = zip.file(name);
    if (!entry) return null;
    if ((sizes.get(name) ?? Infinity) > DOCX_LIMITS.part) throw new FileError('file_too_complex');
    const text = decode(await entry.async('uint8array'));
    if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new FileError('file_unsafe');
    return text;
  };

  const types = await read('[Content_Types].xml');
  if (types === null) throw new FileError('file_not_docx');
  if (/macroEnabled/i.test(types)) throw new FileError('file_with_macros');
  const main = mainPart((await read('_rels/.rels')) ?? '') ?? 'word/document.xml';
  if (!zip.file(main) || !/wordprocessingml/i.test(types)) throw new FileError('file_not_docx');
  return { names: [...sizes.keys()], main, read };
}
