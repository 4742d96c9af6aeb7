// The only script that runs before what came with the document is on the screen. The one that it starts is on its way already.

const script = document.getElementById('script');
if (!(script instanceof HTMLLinkElement)) throw new Error('the document names no script');
void painted().then(() => import(/* @vite-ignore */ script.href));

/** Of a document that comes with nothing to be read, or that nobody looks at, nothing is waited for. */
function painted(): Promise<unknown> {
  const isReadable = document.querySelector('#root > :not(noscript)') !== null;
  if (!isReadable || document.hidden) return Promise.resolve();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  return frame().then(frame);
}
