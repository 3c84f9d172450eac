import { deflateRawSync } from 'node:zlib';
import * as encoding from 'lib0/encoding';
import { expect, test, vi } from 'vitest';
import { PACKED } from '#lib/domain/collaboration.ts';
import { Unpacker } from './unpack.ts';

function message(type: number, bytes: Uint8Array): ArrayBuffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, 'chapter/1');
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder).slice().buffer;
}

const plain = (text: string) => message(0, new TextEncoder().encode(text));
const packed = (inner: ArrayBuffer) => message(PACKED, deflateRawSync(new Uint8Array(inner)));

test('messages come out as they came, though one of them takes its time', async () => {
  const delivered: Uint8Array[] = [];
  const broken = vi.fn();
  const unpacker = new Unpacker((data) => void delivered.push(new Uint8Array(data)), broken);
  const big = plain('largo '.repeat(50_000));
  for (const each of [plain('a'), packed(big), plain('b'), packed(plain('c')), plain('d')])
    unpacker.take(each);
  expect(delivered).toEqual([new Uint8Array(plain('a'))]);
  await vi.waitFor(() => expect(delivered).toHaveLength(5));
  expect(delivered).toEqual(
    [plain('a'), big, plain('b'), plain('c'), plain('d')].map((m) => new Uint8Array(m)),
  );
  unpacker.take(plain('e'));
  expect(delivered).toHaveLength(6);
  expect(broken).not.toHaveBeenCalled();
});

test('what cannot be unpacked is told, and never taken for a text', async () => {
  const delivered: ArrayBuffer[] = [];
  const broken = vi.fn();
  const unpacker = new Unpacker((data) => void delivered.push(data), broken);
  unpacker.take(message(PACKED, new Uint8Array([1, 2, 3, 255, 0])));
  await vi.waitFor(() => expect(broken).toHaveBeenCalledOnce());
  expect(delivered).toEqual([]);
});
