// Programs that a user of the package runs, in the scratch project.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const start = promisify(execFile);

/** Runs npm in a folder; resolves to what it printed. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const script = process.env['npm_execpath'];
  const line: [string, string[]] = script
    ? [process.execPath, [script, ...args]]
    : ['npm', [...args]];
  return (await start(...line, { cwd })).stdout;
}

/** How a program of Node ended. */
export interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs Node in a folder, however it ends. */
export async function node(args: readonly string[], cwd: string): Promise<Ended> {
  try {
    const { stdout, stderr } = await start(process.execPath, [...args], { cwd });
    return { code: 0, out: stdout, err: stderr };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}
