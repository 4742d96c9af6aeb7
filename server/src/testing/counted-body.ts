/** A body without end that counts how often it is read. */
export function countedBody(): { body: ReadableStream<Uint8Array>; chunksRead: () => number } {
  let chunks = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    chunks += 1;
    controller.enqueue(new Uint8Array(1024));
  };
  return { body: new ReadableStream({ pull }, { highWaterMark: 0 }), chunksRead: () => chunks };
}
