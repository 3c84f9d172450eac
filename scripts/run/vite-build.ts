/**
 * `vite build` that ends when the build is done. What compiles the words of messages/ leaves timers of half a minute
 * behind, and `vite build` waits for them.
 */
import { build } from 'vite';

await build();
process.exit(0);
