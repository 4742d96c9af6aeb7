// @vitest-environment node
import { readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative } from 'node:path';
import { expect, test } from 'vitest';
import { withoutFallback } from './lib/inline-css.ts';

const root = import.meta.dirname;
const sources = [...readFileSync(join(root, 'landing.css'), 'utf8').matchAll(/@source '\.\/([^']+)'/g)].map(
  ([, glob]) => glob ?? '',
);

test('the style of the landing page is made from every component that it draws', () => {
  const drawn = [...reachedFrom(join(root, 'pages/landing-page.tsx'))].map((file) => relative(root, file));
  expect(drawn.length).toBeGreaterThan(10);
  const left = drawn.filter((file) => hasClasses(file) && !sources.some((glob) => matchesGlob(file, glob)));
  expect(left).toEqual([]);
});

test('what only older browsers need does not travel with it, and nothing else stays behind', () => {
  const fallback = '@layer properties{@supports (((-webkit-hyphens:none))){*,:before{--tw-border-style:solid}}}';
  const style = '@layer base{p{margin:0}}@supports (color:red){p{color:red}}';
  expect(withoutFallback(`/*! tailwindcss v4 | MIT */\n${fallback}${style}`)).toBe(style);
  expect(withoutFallback(style)).toBe(style);
});

function hasClasses(file: string): boolean {
  return file.endsWith('.tsx') && readFileSync(join(root, file), 'utf8').includes('className=');
}

/** A module and all that it imports here at once, however far away. */
function reachedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/^import (?!type)[^;]*from '(\.[^']+\.tsx?)'/gm)) {
    reachedFrom(join(dirname(file), path ?? ''), seen);
  }
  return seen;
}
