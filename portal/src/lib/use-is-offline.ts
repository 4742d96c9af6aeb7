import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** Whether the server cannot be reached, so that there is only what was seen before. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(subscribe, isOffline, isOffline);
}

const subscribe = (onChange: () => void) => onlineManager.subscribe(onChange);
const isOffline = () => !onlineManager.isOnline();
