import { Unavailable } from './service';

const assets = new Map<string, Promise<Uint8Array>>();

/** The bytes of one of the page's data assets, fetched once. */
export function bytesAt(url: string): Promise<Uint8Array> {
  let bytes = assets.get(url);
  if (!bytes) {
    bytes = fetchBytes(url);
    assets.set(url, bytes);
    bytes.catch(() => assets.delete(url));
  }
  return bytes;
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new Unavailable(`The data could not be fetched: ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}
