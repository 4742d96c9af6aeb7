import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addComment, showSent } from './comment-queries.ts';

type Message = { text: string; files: readonly File[] };

/** Sends a message, says how far it has come, and shows it in the conversation. */
export function useSending(documentId: string, onSent: () => void) {
  const queryClient = useQueryClient();
  const [share, setShare] = useState(0);
  const keyOf = useMessageKey();
  const { mutate, isPending, isSuccess, error, reset } = useMutation({
    mutationFn: addComment,
    onSuccess: (sent) => {
      showSent(queryClient, documentId, sent);
      keyOf.forget();
      onSent();
    },
  });
  const send = (message: Message) => {
    setShare(0);
    mutate({ documentId, ...message, key: keyOf.message(message), onProgress: setShare });
  };
  return { send, isPending, isSuccess, share, error, reset };
}

/** The same tried again is the same message to the server; another one, or the same after it was sent, is another. */
function useMessageKey() {
  const tried = useRef<(Message & { key: string }) | null>(null);
  return {
    message: ({ text, files }: Message) => {
      if (tried.current?.text !== text || tried.current.files !== files)
        tried.current = { text, files, key: crypto.randomUUID() };
      return tried.current.key;
    },
    forget: () => {
      tried.current = null;
    },
  };
}
