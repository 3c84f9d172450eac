/** `npm run build`: the web part, into `build/`, unless it stands there already as its sources are. */
import { ensureBuild } from './run/build-web.ts';

await ensureBuild();
