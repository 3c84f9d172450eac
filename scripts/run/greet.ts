import type { Settings } from './settings.ts';

/** Says where the system is and, when the demo world is loaded, who can sign in. */
export async function greet(
  settings: Settings,
  origin: string | undefined,
  { demo, administered }: { demo: boolean; administered: boolean },
  milliseconds: number,
): Promise<void> {
  const lines = [''];
  const time = `${(milliseconds / 1000).toFixed(1)} s`;
  lines.push(
    origin
      ? `Concierta is at ${origin} (ready in ${time}).`
      : `The ${settings.ROLE} runs (ready in ${time}).`,
  );
  if (!settings.external) {
    lines.push(`Data: ${settings.DATA_DIR} · Mails: ${origin}/buzon · Stop: Ctrl-C`);
  }
  if (settings.admin) {
    lines.push(`Administration: ${settings.admin} signs in at ${origin}/entrar with a mailed link.`);
  } else if (!administered) {
    lines.push('Nobody administers this installation yet: start it with -- --admin you@example.org');
  }
  if (demo) lines.push('', ...(await demoPeople()));
  console.log(lines.join('\n') + '\n');
}

async function demoPeople(): Promise<string[]> {
  const { DEMO_PASSWORD, people, visitorKeys } = await import('#demo/people.ts');
  const visitors = visitorKeys.map((key) => people[key]);
  const width = Math.max(...visitors.map(({ email }) => email.length));
  return [
    `Demo people (password: ${DEMO_PASSWORD})`,
    ...visitors.map(({ email, name }) => `  ${email.padEnd(width)}  ${name}`),
  ];
}
