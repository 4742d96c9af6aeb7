/** A `fetch` that says which share of the body is sent, 0 to 1; the browser's own cannot. */
export function fetchWithProgress(onProgress: (share: number) => void): typeof fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(init?.method ?? 'GET', input instanceof Request ? input.url : input);
      for (const [name, value] of new Headers(init?.headers)) request.setRequestHeader(name, value);
      request.responseType = 'text';
      request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
      request.addEventListener('load', () => resolve(responseOf(request)));
      for (const end of ['error', 'abort', 'timeout'] as const)
        request.addEventListener(end, () => reject(new TypeError(`the request ended: ${end}`)));
      request.send(bodyOf(init?.body));
    });
}

function responseOf(request: XMLHttpRequest): Response {
  const type = request.getResponseHeader('Content-Type') ?? '';
  return new Response(request.responseText, { status: request.status, headers: { 'Content-Type': type } });
}

function bodyOf(body: BodyInit | null | undefined): XMLHttpRequestBodyInit | null {
  if (body instanceof ReadableStream) throw new TypeError('a stream cannot be sent with progress');
  return body ?? null;
}
