/**
 * A wasm file as `init` takes it: the response, to be compiled while it arrives, where the server
 * says that it is wasm; its bytes where the server does not, for browsers refuse to compile those.
 */
export async function wasmFrom(url: string | URL): Promise<Response | ArrayBuffer> {
  const response = await fetch(url);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim();
  return response.ok && type !== 'application/wasm' ? response.arrayBuffer() : response;
}
