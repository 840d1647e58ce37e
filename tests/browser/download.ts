// What the page hands to the browser's downloads, and files brought to the page.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';

/** Does what starts a download, and gives the file's name and bytes. */
export async function download(
  page: Page,
  act: () => Promise<unknown>,
): Promise<{ name: string; bytes: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), 'eigensieve-'));
  const session = await page.createCDPSession();
  try {
    await session.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: folder,
      browserContextId: page.browserContext().id as string,
      eventsEnabled: true,
    });
    const ended = new Promise<void>((resolve) => {
      session.on('Browser.downloadProgress', ({ state }) => {
        if (state === 'completed') resolve();
      });
    });
    await act();
    await ended;
    const [name = ''] = await readdir(folder);
    return { name, bytes: await readFile(join(folder, name)) };
  } finally {
    await session.detach();
    await rm(folder, { recursive: true });
  }
}

/** Drops a file on the middle of the page, as a person does from their desktop. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'eigensieve-'));
  const path = join(folder, name);
  await writeFile(path, text);
  const session = await page.createCDPSession();
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  await session.detach();
  // The page reads the file after the drop; the folder is the system's to clear.
}

/** Pastes a text into the page, not into a field. */
export const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);
