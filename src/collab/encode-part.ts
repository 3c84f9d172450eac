import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Encodes consecutive structs of one client, and deletions, as a Yjs update (version 1). */
export function encodePart(
  clientId: number,
  structs: readonly (Y.Item | Y.GC)[],
  deletions: ReadonlyMap<number, readonly { clock: number; len: number }[]>,
): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, structs.length ? 1 : 0);
  if (structs.length) {
    encoding.writeVarUint(encoder.restEncoder, structs.length);
    encoder.writeClient(clientId);
    encoding.writeVarUint(encoder.restEncoder, structs[0]!.id.clock);
    for (const struct of structs) struct.write(encoder, 0);
  }
  encoding.writeVarUint(encoder.restEncoder, deletions.size);
  for (const [client, ranges] of deletions) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
  return encoder.toUint8Array();
}
