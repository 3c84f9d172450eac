/** Whether mails stay on this machine, at /buzon: with the embedded Auth, be the demonstration there or not. */
export function hasLocalMailbox(): boolean {
  return globalThis.__concierta?.mailbox === true;
}
