/** What Tailwind puts first for browsers that do not know `@property`, older than any that its style works in. */
const fallback = /^\/\*![^*]*\*\/\s*@layer properties\{@supports[^]*?\}\}\}/;

/** The style as it travels with every document of a kind, of which each byte is waited for. */
export function withoutFallback(css: string): string {
  return css.replace(fallback, '');
}
