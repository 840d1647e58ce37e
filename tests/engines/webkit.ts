// Opens an address in WebKit, by the W3C's WebDriver protocol: three requests, for which a client
// library would be the heaviest package of this project. Puppeteer, which drives the others, does
// not speak it.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { obtainWebKit } from '../../tools/setup/webkit.mjs';

/** Opens an address; resolves, once it is shown, to what ends the browser. */
export async function openWebKit(address: string): Promise<() => Promise<void>> {
  const { driver, browser, display } = await obtainWebKit();
  const started: ChildProcess[] = [];
  const start = async (program: string, args: string[], options: SpawnOptions) => {
    const child = spawn(program, args, options);
    // Rejects where there is no such program.
    await once(child, 'spawn');
    started.push(child);
    return child;
  };
  const close = async (): Promise<void> => {
    // The display goes last: a browser that loses it complains.
    for (const child of started.reverse()) await ended(child);
  };
  try {
    // It chooses a display that is free, and says which on its third channel.
    const screen = await start(display, ['-displayfd', '3', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const [number] = await once(screen.stdio[3] as Readable, 'data');
    const port = await freePort();
    await start(driver, [`--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: `:${String(number).trim()}`,
        // Containers have no sandbox to give; the page is ours.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
    });
    const service = `http://127.0.0.1:${port}/session`;
    const options = { binary: browser, args: ['--automation'] };
    const { sessionId } = await asked(service, {
      capabilities: {
        alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options },
      },
    });
    await asked(`${service}/${sessionId}/url`, { url: address });
    return async () => {
      await fetch(`${service}/${sessionId}`, { method: 'DELETE' });
      await close();
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a command gives, or why it gives nothing. */
interface Answer {
  value: { sessionId?: string; message?: string } | null;
}

/** Posts a command, and waits for the driver to be there for the first. */
async function asked(service: string, command: object): Promise<{ sessionId?: string }> {
  for (let patience = 300; ; patience--) {
    try {
      const answer = await fetch(service, { method: 'POST', body: JSON.stringify(command) });
      const { value } = (await answer.json()) as Answer;
      if (!answer.ok) throw new Error(`WebKit's driver: ${value?.message}`);
      return value ?? {};
    } catch (error) {
      // What fetch throws where nobody listens.
      if (!(error instanceof TypeError) || patience === 0) throw error;
      await sleep(100);
    }
  }
}

/** A port that nobody has: the driver does not say which it chose. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}
