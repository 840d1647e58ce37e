/** A build of the engine that lies in a file, and the hash of its bytes. */
export interface EngineFile {
  readonly address: string;
  readonly integrity: string;
}

/** What a figure's thread begins with, for a script in a blob has no address to fetch it from. */
export interface Engines {
  /** The catalogue's functions; null where the larger build is at hand. */
  readonly landscape: WebAssembly.Module | null;
  /** Typed functions too; fetched where it is needed. */
  readonly plane: WebAssembly.Module | EngineFile;
}

/** Fetches and compiles a build; other bytes than those that figures were made with are refused. */
export async function compiled({ address, integrity }: EngineFile): Promise<WebAssembly.Module> {
  const response = await fetch(address, { integrity, credentials: 'omit' });
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  // Servers that do not know the type of wasm are no reason to fail.
  return response.headers.get('Content-Type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
