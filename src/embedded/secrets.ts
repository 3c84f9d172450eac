import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateApiKey } from '@supabase/lite';
import { z } from 'zod';
import { PlainError, systemCode } from './plain-error.ts';

const secretsSchema = z.object({
  ownerPassword: z.string().min(24),
  authenticatorPassword: z.string().min(24),
  collabPassword: z.string().min(24),
  jwtSecret: z.string().min(32),
  publishableKey: z.string().startsWith('sb_publishable_'),
});

/** The passwords and keys of one data folder, made at its first start. */
export type Secrets = z.infer<typeof secretsSchema>;

/**
 * Reads `<dataDir>/secrets.json`, or makes it (readable by its owner alone) when there is none.
 * @throws {PlainError} when the file is there and cannot be understood
 */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT')
      throw new PlainError(`The file ${file} cannot be read (${systemCode(error)}).`);
    return makeSecrets(file);
  }
  const parsed = secretsSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new PlainError(
    `The file ${file} is damaged; restore it from a copy, because the database only opens with its passwords.`,
  );
}

async function makeSecrets(file: string): Promise<Secrets> {
  const secrets: Secrets = {
    ownerPassword: random(),
    authenticatorPassword: random(),
    collabPassword: random(),
    jwtSecret: randomBytes(48).toString('base64url'),
    publishableKey: (await generateApiKey('publishable')).key,
  };
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(secrets, null, 2) + '\n', { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, file);
  return secrets;
}

function random(): string {
  return randomBytes(24).toString('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
