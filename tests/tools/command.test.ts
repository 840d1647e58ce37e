import { expect, test } from 'vitest';
import { attempt, CommandFailed, command } from '../../tools/setup/command.mjs';

const node = process.execPath;

test('keeps what a program prints on both streams', async () => {
  const script = 'console.log("out"); console.error("err")';
  const { code, output } = await attempt(node, ['-e', script]);
  expect(code).toBe(0);
  expect(output).toContain('out');
  expect(output).toContain('err');
});

test('passes on the exit code, and throws with the output where success is needed', async () => {
  const args = ['-e', 'console.log("why"); process.exit(3)'];
  expect((await attempt(node, args)).code).toBe(3);
  const failure = await command(node, args).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CommandFailed);
  expect((failure as CommandFailed).output).toContain('why');
});

test('a program that does not exist has code 127', async () => {
  expect((await attempt('no-such-program-anywhere', [])).code).toBe(127);
});

test('a program that dies by a signal has failed', async () => {
  const { code } = await attempt(node, ['-e', 'process.kill(process.pid, "SIGKILL")']);
  expect(code).not.toBe(0);
});

test('a program that runs out of time is ended', async () => {
  const { code, output } = await attempt(node, ['-e', 'setTimeout(() => {}, 60000)'], {
    seconds: 0.5,
  });
  expect(code).toBe(124);
  expect(output).toContain('stopped after 0.5 s');
});
