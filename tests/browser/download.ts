// What the page hands to the browser's downloads, and files brought to the page.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { fileForTest, folderForTest } from '../files.ts';

/** Does what starts a download, and gives the file's name and bytes. */
export async function download(
  page: Page,
  act: () => Promise<unknown>,
): Promise<{ name: string; bytes: Buffer }> {
  const folder = await folderForTest();
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
  }
}

/** Drops a file on the middle of the page, as a person does from their desktop. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  const path = await fileForTest(name, text);
  const session = await page.createCDPSession();
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  await session.detach();
}

/** Pastes a text into the page, not into a field. */
export const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);
