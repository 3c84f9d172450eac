/** Where the socket is opened, on the app's own host. */
export const COLLAB_PATH = '/collab';

/** Where the same messages go over plain HTTP, when a network lets no WebSocket through. */
export const HTTP_PATH = '/collab/http';

/**
 * The header with the key of such a connection: 32 hexadecimal digits that its page makes up and nobody else hears of.
 * The connection's id stands in the address, and so in the logs of every proxy on the way.
 */
export const HTTP_KEY = 'x-connection-key';

/**
 * Type of a message that holds another one, deflated (raw DEFLATE, RFC 1951). Sent to those only who ask for it with
 * `?packed` in the socket's address. Hocuspocus's own types end below 20.
 */
export const PACKED = 100;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The name under which a chapter's text is asked for on the socket. */
export function chapterDocumentName(chapterId: string): string {
  return `chapter/${chapterId}`;
}

/** The chapter that a document name stands for, or null when it is no chapter's name. */
export function chapterIdOf(documentName: string): string | null {
  const id = documentName.startsWith('chapter/') ? documentName.slice(8) : '';
  return UUID.test(id) ? id : null;
}

/**
 * Why the server closed a socket. Codes say what to do next, the close event's `reason` says what happened.
 * Those in `COMING_BACK_IS_USELESS` must not be answered by connecting again.
 */
export const CloseCode = {
  /** Larger than one message may be: the change cannot be kept as it is. */
  tooLarge: 1009,
  /** The server met an error of its own: come back. */
  internal: 1011,
  /** The server restarts: come back. */
  restarting: 1012,
  /** Not stored, therefore not acknowledged: come back and send again. */
  notStored: 1013,
  /** A message that cannot be read. Honest clients send one only to see whether messages pass. */
  malformed: 4400,
  /** The pass is used, late or expired: come back with a new one. */
  passRefused: 4401,
  /** The person signed out of this session, here or everywhere: come back with a pass of another one. */
  signedOut: 4402,
  /** Reading is no longer allowed. */
  accessLost: 4403,
  /** No pass was shown in time. */
  tooSlow: 4408,
  /** The client and the server do not stand at the same text: come back, which brings both in step. */
  outOfStep: 4409,
  /** The chapter has grown as large as one may be: what would make it larger cannot be kept in it. */
  chapterFull: 4413,
  /** A change that the text cannot hold, or signed with another's client id: show it to its author. */
  changeRefused: 4422,
  /** Not now: too many sockets or too many changes, of this person or in all, or a reader that does not keep up. */
  full: 4429,
  /** The chapter's text cannot be loaded. Never an empty text instead. */
  unloadable: 4500,
} as const;

export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** Closing codes after which an automatic reconnection would only be refused again. */
export const COMING_BACK_IS_USELESS: ReadonlySet<number> = new Set([
  CloseCode.tooLarge,
  CloseCode.malformed,
  CloseCode.accessLost,
  CloseCode.changeRefused,
  CloseCode.chapterFull,
  CloseCode.unloadable,
]);
