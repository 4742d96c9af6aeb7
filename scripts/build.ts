import { buildPortal } from './build-portal.ts';

await buildPortal((line) => console.log(line));
