import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './build-web.ts';
import type { Handler } from './server.ts';

/** Imported documents go through a form; the framework's own limit is half a megabyte. */
const LARGEST_FORM = '32M';

/** The built web part, built first where it is not. @throws {PlainError} when the build fails */
export async function openBuiltWeb(): Promise<Handler> {
  await ensureBuild();
  process.env['BODY_SIZE_LIMIT'] ??= LARGEST_FORM;
  process.env['NODE_ENV'] ??= 'production';
  const { handler } = (await import(pathToFileURL(resolve('build/handler.js')).href)) as {
    handler: Handler;
  };
  // What is kept ready needs nothing of kit's.
  return (request, response, next) => {
    if (!globalThis.__concierta?.sendKeptPage?.(request, response)) handler(request, response, next);
  };
}
