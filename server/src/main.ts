import { serve } from './boot/serve.ts';
import { stopSignal } from './boot/stop-signal.ts';

await serve(Promise.resolve(), stopSignal());
