/** The demo mailbox belongs to no merchant: it is plain on purpose, so that the mail is what one looks at. */
export const mailboxStyles = `
:root { color-scheme: light dark; --ink: #16191c; --quiet: #566067; --line: #d9dee2; --paper: #ffffff; --desk: #f3f4f5; --mark: #e3edf7; --link: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2f4f5; --quiet: #a9b2b8; --line: #3b4349; --paper: #1d2225; --desk: #121517; --mark: #21364a; --link: #8cc1f5; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; background: var(--desk); color: var(--ink); font: 16px/1.45 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, select:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1, h2 { margin: 0; font-size: 20px; line-height: 1.3; overflow-wrap: anywhere; }
h1 a { color: inherit; text-decoration: none; }
nav { background: var(--paper); }
header { padding: 16px; border-bottom: 1px solid var(--line); }
header p { margin: 4px 0 12px; color: var(--quiet); font-size: 14px; }
form { display: flex; gap: 8px; align-items: center; font-size: 14px; }
select, button { min-height: 44px; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 8px; padding: 0 10px; }
select { flex: 1; min-width: 0; }
label { white-space: nowrap; }
ol, .files { margin: 0; padding: 0; list-style: none; }
ol a { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; padding: 12px 16px; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; }
ol a:hover { background: var(--desk); }
ol a[aria-current] { background: var(--mark); box-shadow: inset 4px 0 0 var(--link); }
.from { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
time, .to { color: var(--quiet); font-size: 13px; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
.subject, .to { grid-column: 1 / -1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.empty { padding: 16px; color: var(--quiet); }
.welcome { padding: 20vh 24px 0; max-width: 34em; margin: 0 auto; color: var(--quiet); }
.welcome h2 { color: var(--ink); }
article { display: flex; flex-direction: column; min-height: 100dvh; padding: 16px; gap: 12px; }
.back, .part { margin: 0; }
.back a, .part a { display: inline-block; padding: 10px 0; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 0; font-size: 14px; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.files { display: flex; flex-wrap: wrap; gap: 8px; }
.files a { display: block; padding: 10px 14px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); overflow-wrap: anywhere; }
iframe { flex: 1; width: 100%; min-height: 70dvh; border: 1px solid var(--line); border-radius: 8px; background: #ffffff; }
pre { flex: 1; margin: 0; padding: 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); white-space: pre-wrap; overflow-wrap: anywhere; font: 15px/1.5 ui-monospace, monospace; }
@media (max-width: 859px) {
  .reading nav, .listing main { display: none; }
  iframe { margin: 0 -16px; width: calc(100% + 32px); border-radius: 0; border-width: 1px 0; }
}
@media (min-width: 860px) {
  body { display: grid; grid-template-columns: 380px 1fr; height: 100dvh; }
  nav { border-right: 1px solid var(--line); overflow: auto; }
  main { overflow: auto; }
  article { padding: 24px 32px; min-height: 100%; }
  .back { display: none; }
}
`;
