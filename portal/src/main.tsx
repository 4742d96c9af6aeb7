import { startLanding } from './landing.tsx';

// One script for all documents: the mailed link loads it, and then the pay page and the app have most of what they need.
// The document says what it is, and has asked for the rest of it already.

const root = document.getElementById('root');
if (!root) throw new Error('the document has no root');

switch (root.dataset['page']) {
  case 'app':
    void import('./app.tsx').then(({ startApp }) => startApp(root));
    break;
  case 'pay':
    void import('./pay.tsx').then(({ startPay }) => startPay(root));
    break;
  default:
    // oxlint-disable-next-line no-restricted-globals -- in a task of its own: taking in the script was one already
    setTimeout(startLanding);
}
